"""Whatever the text, the outline is a valid tree inside it, and it comes in linear steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.structure import outline_of
from protocol_nlp.structure.outline import Item, Outline
from protocol_nlp.text import View

_LINES = st.sampled_from(
    """ПРОТОКОЛ № 3|Повестка дня:|1. О планах|СЛУШАЛИ: Зуеву Т.П.|РЕШИЛИ:|1. Сдать план.|
1.1. Открыть музей;|а) убрать двор|- сдать ключи|Срок – до 1 мая|Отв.: Ким Т.|Срок:|«цитата
Голосовали: за – 3|#тег|Контроль возложить на Ким Т.|Председатель Ким Т.|По первому вопросу:
Блок 2: Двор|5 мая|Присутствовали: Ким Т.|ОТМЕТИЛИ:|Приложение № 1
Совет решил открыть сад, а Ким купить розы.|1\tСдать\tКим Т.\t3 мая
№\tЗадача\tИсполнитель\tСрок""".replace("\n", "|").split("|")
)
_DOCUMENTS = st.one_of(st.text(max_size=80), st.lists(_LINES, max_size=25).map("\n".join))


def _items(outline: Outline) -> Iterator[Item]:
    pending = [i for t in outline.topics for r in t.resolutions for i in r.items]
    while pending:
        item = pending.pop()
        yield item
        pending += item.children


@given(_DOCUMENTS)
@settings(max_examples=250, deadline=None)
def test_the_tree_lies_inside_the_text(source: str) -> None:
    view = View.of(source)
    outline = outline_of(view)
    for item in _items(outline):
        assert 0 <= item.body.start <= item.body.stop <= len(view.text)
        assert item.label is None or item.path[-1] == item.label
        for clause in item.clauses:
            assert 0 <= clause.value.start <= clause.value.stop <= len(view.text)
    assert all(0 <= s.start <= s.stop <= len(view.text) for s in outline.signatures)


@given(st.lists(_LINES, max_size=20).map("\n".join))
@settings(max_examples=100, deadline=None)
def test_leaves_do_not_overlap(source: str) -> None:
    view = View.of(source)
    found = [
        leaf.body
        for t in outline_of(view).topics
        for r in t.resolutions
        for item in r.items
        for _, leaf in item.leaves()
    ]
    ordered = sorted(found)
    assert all(a.stop <= b.start for a, b in pairwise(ordered))


HOSTILE = {
    "ten thousand numbers": "РЕШИЛИ:\n" + "\n".join(f"{n}. Сдать план." for n in range(1, 10_001)),
    "ten thousand numbers in a line": "РЕШИЛИ: " + " ".join(f"{n}. Да." for n in range(1, 10_001)),
    "a hundred levels": "РЕШИЛИ:\n" + "\n".join(f"{'1.' * n} Сдать" for n in range(1, 101)),
    "a megabyte without a break": "Решили: " + "проверить склад, " * 62_000,
    "a megabyte of a letter": "а" * 1_000_000,
    "hyphens at line ends": ("а" * 40 + "-\n") * 10_000,
    "spaces": " " * 1_000_000,
    "wide gaps": ("Приложение" + " " * 2000 + "к протоколу" + " " * 2000 + "от 5 мая!\n") * 50,
    "wide gaps of terms": "РЕШИЛИ:\n" + ("1. Сдать\nвторая декада мая" + " " * 3000 + "!\n") * 50,
    "open brackets": "(" * 300_000,
    "labels": "РЕШИЛИ:\n1. Сдать" + ", отв. Зуева" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    view = View.of(HOSTILE[name])
    assert isinstance(outline_of(view), Outline)


def test_all_of_ten_thousand_are_read() -> None:
    outline = outline_of(View.of(HOSTILE["ten thousand numbers"]))
    assert len(outline.topics[0].resolutions[0].items) == 10_000
