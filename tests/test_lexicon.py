"""Every rule matches its own example and leaves its counter-example alone."""

import pytest

from protocol_nlp.lexicon import check, rules, tables


@pytest.mark.parametrize("name", tables())
def test_every_rule_proves_itself(name: str) -> None:
    assert check(name) == ()


def test_a_wrong_example_is_told() -> None:
    rule = rules("demo")[0]
    wrong = type(rule)(rule.name, rule.pattern, ("ночь",), ("за 3 дня",))
    assert len(list(wrong.failures())) == 2
