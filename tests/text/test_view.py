"""Properties of the cleaned view: whatever the text, every character leads back into it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.text import View, sentences

_ODD = ["\u00ad\n", "\u00a0", "\ud800", "\x00", "а\u0301", "и\u0306", "\u200b", "\r\n", "\t"]
_PLAIN = [
    "РЕШИЛИ:",
    "Р Е Ш И Л И:",
    "обра-\n",
    "зование",
    "1. ",
    "Cрок",
    "№ 5",
    "г.\n",
    "«",
    "  ",
    "|",
]
_PIECES = st.sampled_from([*_ODD, *_PLAIN])
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=30).map("".join))


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_character_leads_back(source: str) -> None:
    view = View.of(source)
    last = 0
    for at in range(len(view.text)):
        start, stop = view.span(at, at + 1)
        assert 0 <= start < stop <= len(source)
        assert start >= last
        last = start


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_letters_are_neither_invented_nor_lost(source: str) -> None:
    view = View.of(source)
    whole = view.span(0, len(view.text)) if view.text else None
    assert whole is None or (whole.start >= 0 and whole.stop <= len(source))
    noughts = sum(c in "OoОо" for c in source)  # «2О2О»: letters that are read as figures
    assert sum(c.isdigit() for c in view.text) <= sum(c.isdigit() for c in source) + noughts
    assert "\r" not in view.text


@given(st.text(alphabet="абвГД .!?\n1", max_size=80))
@settings(max_examples=100, deadline=None)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = list(sentences(text))
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.of(text) for s in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("П О В Е С Т К А  Д Н Я:", "ПОВЕСТКА ДНЯ:"),
        ("про-\nвести", "провести"),
        ("научно-\nтехнический", "научно-технический"),
        ("Cpoк", "Срок"),
        ("от 5 мая 2021 г.\nСрок – постоянно", "от 5 мая 2021 г.\nСрок – постоянно"),
        ("Срок – 3 мая 2021 г.\nДоклад – 5 мая", "Срок – 3 мая 2021 г.\nДоклад – 5 мая"),
        ("возложить на проф.\nЗуева", "возложить на проф. Зуева"),
        ("провести\nосмотр крыш", "провести осмотр крыш"),
        ("Windows и Linux", "Windows и Linux"),
        ("а | б\nв | г", "а | б\nв | г"),
        ("А. Б. Зуев", "А. Б. Зуев"),
    ],
)
def test_view(source: str, cleaned: str) -> None:
    assert View.of(source).text == cleaned


def test_a_word_leads_back_over_a_join() -> None:
    source = "обра-\nзование"
    view = View.of(source)
    assert view.span(0, len(view.text)).of(source) == source
