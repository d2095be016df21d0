"""The tables prove themselves: every rule against its own examples."""

from __future__ import annotations

import pytest

from protocol_nlp.deadlines.grammar import all_rules
from protocol_nlp.deadlines.pattern import compile_pattern
from protocol_nlp.deadlines.proof import check


def test_every_rule_keeps_its_examples() -> None:
    assert check() == ()


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in all_rules()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("pattern", ["( до", "до )", "{nothing}", "( до )?", "( до | )"])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|part|nothing"):
        compile_pattern(pattern)
