"""Tables whose cells run over several lines become rows, and every cell leads back to its place."""

from __future__ import annotations

import pytest

from protocol_nlp.text import View

_SPACED = """№   Поручение           Исполнитель     Срок
1   Промыть фильтры     Лоза П.П.,      1 июня
    бассейна и про-     Котова Л.Д.
    верить насос
2   Заменить щиты       Дымов К.Р.      до 15 июня"""
_DRAWN = """┌───┬──────────────┬─────────────┐
│ № │ Мероприятие  │ Исполнитель │
├───┼──────────────┼─────────────┤
│ 1 │ Проверить    │ Лоза П.П.   │
│   │ фонари       │             │
├───┼──────────────┼─────────────┤
│ 2 │ Сменить замки│ Дымов К.Р.  │
└───┴──────────────┴─────────────┘"""


_SPACED_ROWS = """№|Поручение|Исполнитель|Срок
1|Промыть фильтры бассейна и проверить насос|Лоза П.П., Котова Л.Д.|1 июня
2|Заменить щиты|Дымов К.Р.|до 15 июня"""
_DRAWN_ROWS = """№|Мероприятие|Исполнитель
1|Проверить фонари|Лоза П.П.
2|Сменить замки|Дымов К.Р."""


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        (
            _SPACED,
            _SPACED_ROWS,
        ),
        (
            _DRAWN,
            _DRAWN_ROWS,
        ),
        ("Исполнитель: Лоза П.П.  и другие\nСрок: 5 мая", None),
        ("Ответственный – Лоза  П.П.,  срок – 5 мая", None),
    ],
)
def test_rows(source: str, rows: str | None) -> None:
    text = View.of(source).text.strip()
    assert text == (source if rows is None else rows.replace("|", "\t"))


@pytest.mark.parametrize(
    "words", ["Лоза П.П., Котова Л.Д.", "Промыть фильтры бассейна", "до 15 июня"]
)
def test_a_cell_leads_back(words: str) -> None:
    view = View.of(_SPACED)
    at = view.text.index(words)
    span = view.span(at, at + len(words))
    assert span.of(_SPACED).startswith(words[:4])
    assert span.of(_SPACED).endswith(words[-4:])


def test_a_span_across_cells_lies_in_the_source() -> None:
    view = View.of(_SPACED)
    whole = view.span(view.text.index("насос"), view.text.index("Лоза") + 4)
    assert 0 <= whole.start < whole.stop <= len(_SPACED)
    assert "Лоза" in whole.of(_SPACED)
