"""The same words give the same view, however they are encoded, wrapped or preceded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.structure import outline_of
from protocol_nlp.text import View

_LINES = st.sampled_from(
    [
        "ПРОТОКОЛ № 3",
        "г. Лугов",
        "РЕШИЛИ:",
        "1. Ёлкиной Т.Й. сдать план работы по району",
        "и посёлку, в том числе",
        "до 1 мая.",
        "Срок – постоянно.",
        "- 2 -",
        "",
        "Р Е Ш И Л И",
        "обра-",
        "зование",
        "Cpoк",
        "№ | Задача | Срок",
        "1 | Сдать | 3 мая",
    ]
)
_TEXTS = st.lists(_LINES, max_size=20).map("\n".join)


@given(_TEXTS)
@settings(max_examples=120, deadline=None)
def test_decomposed_letters_make_no_difference(source: str) -> None:
    assert View.of(unicodedata.normalize("NFD", source)).text == View.of(source).text


@given(_TEXTS, st.sampled_from(["\r\n", "\r", "\u2028", "\x0b"]))
@settings(max_examples=120, deadline=None)
def test_line_ends_make_no_difference(source: str, end: str) -> None:
    assert View.of(source.replace("\n", end)).text == View.of(source).text


@given(_TEXTS, st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_blank_lines_above_shift_everything(source: str, above: int) -> None:
    plain, shifted = View.of(source), View.of("\n" * above + source)
    assert shifted.text == "\n" * above + plain.text
    items = [[s.shift(above) for s in outline_of(plain).signatures], outline_of(shifted).signatures]
    assert tuple(items[0]) == items[1]
    for at in range(len(plain.text)):
        assert shifted.span(at + above, at + above + 1) == plain.span(at, at + 1).shift(above)


@pytest.mark.parametrize("odd", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200f"])
def test_invisible_characters_make_no_difference(odd: str) -> None:
    source = "РЕШИЛИ:\n1. Сдать план.\nСрок – до 1 мая"
    view = View.of(odd.join(source))
    assert view.text == source
    at = view.text.index("план")
    assert view.span(at, at + 4).of(odd.join(source)).replace(odd, "") == "план"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("А́нна сдала́ о́тчёт", "Анна сдала отчёт"),
        ("от 5\u00a0мая\u202f2021\u2009г.", "от 5 мая 2021 г."),
        ("417-p и 12-P", "417-р и 12-Р"),
        ("ɉɊɂɄȺɁ", "ПРИКАЗ"),
        ("Bakı şəhəri", "Bakı şəhəri"),
        ("**Решили:**", "  Решили:  "),
        ("п р и к а з ы в а ю:", "приказываю:"),
        ("П Р О Т О К О Л  № 2", "ПРОТОКОЛ  № 2"),
        ("школы А, Б и В", "школы А, Б и В"),
        ("в составе\n1. Зуева", "в составе\n1. Зуева"),
        ("передать опись\n\n- 2 -\n\nв архив.", "передать опись        в архив."),
        ("Сдать.\n- 2 -\n3. Открыть.", "Сдать.\n     \n3. Открыть."),
        ("северо-\nзапад и науч-\nный", "северо-запад и научный"),
        ("одно-\nи двухдневный", "одно- и двухдневный"),
        ("информационно-\nметодическое", "информационно-методическое"),
    ],
)
def test_mended(source: str, text: str) -> None:
    assert View.of(source).text == text


@given(st.lists(st.sampled_from(["слово", " ", " " * 12, "\n", "- 3 -", "и", "до"]), max_size=30))
@settings(max_examples=120, deadline=None)
def test_gaps_are_narrow_and_breaks_stand_in_them(pieces: list[str]) -> None:
    view = View.of("".join(pieces))
    assert " " * 9 not in view.text
    assert all(view.text[at] == " " for at in view.breaks)
    assert list(view.breaks) == sorted(set(view.breaks))
