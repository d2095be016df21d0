"""Confidence: a probability, by signs that the table knows, higher for plainer decisions."""

import pytest

import protocol_nlp
from protocol_nlp.lexicon import table
from protocol_nlp.linking.confidence import confidence, signs

PLAIN = "РЕШИЛИ:\n1. Отделу связи:\n1.1. сдать смету до 5 мая 2024 г.;\n1.2. убрать двор."
LOOSE = "Договорились: кто-нибудь из соседей при случае посмотрит проводку и, наверное, напишет."


def decisions(text):
    return protocol_nlp.extract(text, date="2024-03-01").decisions


def test_every_sign_of_the_table_can_be_shown():
    groups = ("who.", "when.", "kind.", "executor.", "deadline.")
    single = {"several", "parts", "numbered", "bare", "short", "long"}
    names = set(table("confidence")["weights"])
    assert all(name in single or name.startswith(groups) for name in names)
    assert {"numbered", "who.inherited", "kind.assignment"} <= names


@pytest.mark.parametrize("text", [PLAIN, LOOSE, "Приказываю:\nСторожу сдать ключи.", ""])
def test_a_decision_bears_what_its_own_signs_give(text):
    for decision in decisions(text):
        assert 0 < decision.confidence < 1
        assert decision.confidence == confidence(decision)
        assert len(signs(decision)) == len(set(signs(decision)))


def test_an_order_under_a_lead_is_surer_than_a_loose_remark():
    plain = decisions(PLAIN)
    assert len(plain) == 2
    assert {"who.inherited", "executor.organization", "numbered", "short"} <= set(signs(plain[0]))
    assert all(d.confidence < min(p.confidence for p in plain) for d in decisions(LOOSE))
