"""Every rule that can be the evidence of a decision says to a clerk, in words, what it saw."""

from __future__ import annotations

import pytest

import protocol_nlp
from protocol_nlp.lexicon import rules, table

NOTES = table("explain")["notes"]
_TABLES = ("openers", "together", "kinds", "keepers", "passives", "forces", "myself", "pronouns")


@pytest.mark.parametrize("name", [r.name for t in _TABLES for r in rules("linking", t)])
def test_a_rule_of_the_tables_has_words(name: str) -> None:
    assert NOTES.get(name)


def test_what_structure_tells_has_words() -> None:
    text = (
        "ПРОТОКОЛ\n05.02.2024\nРЕШИЛИ:\n1. Сдать отчёт. Отв.: Зуева Т.П. Срок: 12.02.2024\n"
        "№ | Поручение | Исполнитель | Срок\n2 | Вывезти снег | Лоза П.П. | 13.02.2024\n"
        "Контроль – Ким О.Д.\n"
        "№ | Поручение | Организация | Кто | Помогает | Срок\n"
        "3 | Убрать двор | Лесхоз | Зуева | Ким | 14.02.2024\n"
    )
    evidence = [e for d in protocol_nlp.extract(text).decisions for e in d.evidence]
    assert {e.rule for e in evidence} >= {
        *("executor.line", "executor.column", "unit.column", "helper.column", "deadline.line")
    }
    assert all(e.note for e in evidence)
