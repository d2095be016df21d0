"""The cheap look before the rules must let pass every line that a rule would know."""

from __future__ import annotations

import pytest

from protocol_nlp.lexicon import Rule, rules
from protocol_nlp.structure.lines import lines_of


@pytest.mark.parametrize("rule", rules("structure", "lines"), ids=lambda r: r.name)
def test_examples_become_lines_of_their_kind(rule: Rule) -> None:
    for phrase in rule.match:
        kinds = {line.kind for line in lines_of(phrase)}
        assert kinds & {rule.value["kind"], "resolved", "heard"}, phrase
