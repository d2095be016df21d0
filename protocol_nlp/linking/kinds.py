"""What kind of decision it is: rules as data, and what being told to somebody adds."""

from __future__ import annotations

from protocol_nlp.lexicon import Rule, rules
from protocol_nlp.records import DecisionKind

__all__ = ["kind_of"]

_AS_FAR_AS = 600


def _yields(rule: Rule) -> bool:
    """Whether the act becomes an assignment where somebody is told to do it."""
    return rule.value["kind"] in {"approval", "appointment"} or rule.name == "kind.regime"


def kind_of(words: str, *, told: bool) -> tuple[DecisionKind, Rule | None]:
    """The kind of a decision by its words from the act on; ``told``: somebody is to do it.

    >>> kind_of("Информацию принять к сведению.", told=False)[0]
    'note'
    >>> kind_of("Утвердить план.", told=False)[0], kind_of("утвердить план", told=True)[0]
    ('approval', 'assignment')
    """
    found = rules("linking", "kinds").first(words[:_AS_FAR_AS])
    rule = found[0] if found else None
    if rule is not None and not (told and _yields(rule)):
        kind: DecisionKind = rule.value["kind"]
        return kind, rule
    return "assignment", None
