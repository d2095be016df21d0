"""Groups of linking rules switched off: each exists, takes something away, and comes back."""

import pytest

import protocol_nlp
from benchmarks.ablation import GROUPS, HEADINGS, _owner, ablations, without
from protocol_nlp.lexicon import rules, table

SAID = {
    "inheritance": "РЕШИЛИ:\n1. Отделу связи:\n1.1. сдать смету до 5 мая;\n1.2. убрать двор.",
    "headings": "РЕШИЛИ:\n\nДымову К.Р.\n1. Сдать смету.\n2. Убрать двор.",
    "labels beside": "РЕШИЛИ:\n1. Сдать смету.\nОтв.: Дымов К.Р. Срок: 5 мая.",
    "openers": "РЕШИЛИ:\n1. Поручить Дымову К.Р. сдать смету.",
    "datives": "РЕШИЛИ:\n1. Отделу связи сдать смету.",
    "subjects": "РЕШИЛИ:\n1. Отдел связи подготовит смету.",
    "representatives": "РЕШИЛИ:\n1. Отделу связи (Дымов К.Р.) сдать смету.",
    "brackets and dash tails": "РЕШИЛИ:\n1. Сдать смету (Дымов К.Р., до 5 мая).",
    "together": "РЕШИЛИ:\n1. Отделу связи совместно с отделом кадров сдать смету.",
    "marks of the responsible": "РЕШИЛИ:\n1. Дымову К.Р., Зуевой Т.П. (созыв) сдать смету.",
    "stand-ins": "РЕШИЛИ:\n1. Дымову К.Р. сдать смету.\n2. Ему же убрать двор.",
    "references of time": (
        "РЕШИЛИ:\n1. Отделу связи сдать смету. Срок – до 5 мая 2024 г.\n"
        "2. Отделу кадров убрать двор. Срок – тот же."
    ),
    "kinds": "РЕШИЛИ:\n1. Информацию принять к сведению.",
    "controls": "РЕШИЛИ:\n1. Отделу связи сдать смету.\n2. Контроль возложить на Дымова К.Р.",
}


def answers(text):
    """Who, with whom, when, of what kind, under whose eye: of every decision."""
    return [
        (
            [(e.name, e.role, e.representative) for e in d.executors],
            d.deadline and d.deadline.due,
            d.kind,
            [c.name for c in d.controllers],
        )
        for d in protocol_nlp.extract(text, date="2024-03-01").decisions
    ]


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_gives_something_and_comes_back(name):
    before = answers(SAID[name])
    with without(GROUPS[name]):
        assert answers(SAID[name]) != before
    assert answers(SAID[name]) == before


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_what_a_group_names_exists(group):
    names = {
        rule.name
        for section, entries in table("linking").items()
        if isinstance(entries, list) and entries and isinstance(entries[0], dict)
        for rule in rules("linking", section)
    }
    assert all(any(n.startswith(hidden) for n in names) for hidden in group.hidden)
    assert all(callable(getattr(*_owner(place))) for place in group.silent)


def test_the_table_has_a_row_a_group():
    rows = ablations("corpus/development/amur-governor")
    assert len(rows) == len(GROUPS) + 1
    assert {len(row) for row in rows} == {len(HEADINGS)}
    lost = {row[0]: row[-1] for row in rows}
    assert lost["without inheritance"] == "8"
    assert lost["without controls"] == "0"
