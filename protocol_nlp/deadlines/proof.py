"""The tables of deadlines prove themselves: every rule against its own examples."""

from __future__ import annotations

from collections.abc import Iterator

from protocol_nlp.deadlines.cascade import analyze
from protocol_nlp.deadlines.grammar import GUARDS, Rule, all_rules, guards, read


def check() -> tuple[str, ...]:
    """What is wrong: a sentence for each example that its rule gets wrong.

    >>> check()
    ()
    """
    rules = [*all_rules(), *read(*GUARDS)]
    return tuple(sentence for rule in rules for sentence in _failures(rule))


def _failures(rule: Rule) -> Iterator[str]:
    if not rule.match and not rule.value.get("weak"):
        yield f"{rule.name}: has no example to match"
    for phrase in rule.match:
        if rule.name not in fired(phrase):
            yield f"{rule.name}: does not match «{phrase}»"
    for phrase in rule.no:
        if rule.name in fired(phrase):
            yield f"{rule.name}: matches «{phrase}»"


def fired(phrase: str) -> tuple[str, ...]:
    """The names of the rules that read something in ``phrase``, as a line or in running text.

    >>> fired("до 4 мая")[:2]
    ('day.month', 'absolute.by')
    """
    rules: list[Rule] = []
    analyze(phrase, running=False, fired=rules)
    line = analyze(phrase, running=True, fired=rules)
    for place in range(len(line.codes)):
        rules += [rule for rule, _ in guards().matches(line.codes, place)]
    return tuple(rule.name for rule in rules)
