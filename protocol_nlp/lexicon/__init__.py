"""Words and rules as data: TOML tables, one entry a line, that prove themselves.

A rule names itself, says its pattern, and carries a phrase that it must match and,
where it could overreach, one that it must not.  :func:`check` holds every rule
against its own examples; the tests run it over all tables, so that somebody who
reads Russian and regular expressions but no Python can add a rule and know that it
works.
"""

from protocol_nlp.lexicon.loader import check, rules, table, tables, words
from protocol_nlp.lexicon.needles import holds, needles
from protocol_nlp.lexicon.rule import Hit, Rule, Rules

__all__ = [
    "Hit",
    "Rule",
    "Rules",
    "check",
    "holds",
    "needles",
    "rules",
    "table",
    "tables",
    "words",
]
