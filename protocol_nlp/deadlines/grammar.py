"""The rules of the tables, compiled by stages.

Every stage replaces what its rules match by one word of a new type, so that the next stage
may speak of it: figures and month become a date, a date with its preposition a part.
Within a stage the leftmost match counts, and there the first rule of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from protocol_nlp.deadlines.pattern import TYPES, Compiled, compile_pattern
from protocol_nlp.deadlines.vocabulary import vocabulary
from protocol_nlp.lexicon import table

# Table and section of each stage, in the order in which they run.
STAGES: tuple[tuple[str, str], ...] = (
    ("granules", "years"),
    ("granules", "hours"),
    ("granules", "festivals"),
    ("durations", "report_numbers"),
    ("granules", "days"),
    ("granules", "granules"),
    ("granules", "lists"),
    ("granules", "clocks"),
    ("granules", "edges"),
    ("durations", "durations"),
    ("durations", "frequencies"),
    ("durations", "frequencies_marked"),
    ("durations", "report_days"),
    ("parts", "recurrent"),
    ("parts", "relative"),
    ("parts", "ranges"),
    ("parts", "words"),
    ("parts", "events"),
    ("parts", "absolute"),
    ("parts", "events_line"),
    ("parts", "bare"),
)
GUARDS = ("guards", "guards")
_RESERVED = frozenset({"name", "phrase", "gives", "match", "no"})


@dataclass(frozen=True)
class Rule:
    """An entry of a table: what it matches, the type it gives, and the fields of its meaning."""

    name: str
    phrase: str
    gives: str
    match: tuple[str, ...]
    no: tuple[str, ...]
    value: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> Compiled:
        """The compiled pattern."""
        return compile_pattern(self.phrase)

    @cached_property
    def picky(self) -> bool:
        """Whether the rule asks something of its place."""
        return not {"alone", "heads", "opens"}.isdisjoint(self.value)

    @cached_property
    def code(self) -> str:
        """The code of the word that replaces the match."""
        return TYPES[self.gives][0]


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules by the code that a match of theirs begins with."""

    heads: Mapping[str, tuple[re.Pattern[str], tuple[Rule, ...]]]
    starts: re.Pattern[str]

    def matches(self, codes: str, place: int) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The rules that match at ``place``, in their order, each with its match."""
        regex, rules = self.heads.get(codes[place], (None, ()))
        match = regex.match(codes, place) if regex else None
        for rule in rules[(match.lastindex or 1) - 1 :] if match else ():
            found = rule.pattern.regex.match(codes, place)
            if found is not None:
                yield rule, found


@cache
def stages(*, running: bool) -> tuple[Stage, ...]:
    """All stages, with the rules for running text or with those for a line of its own."""
    return tuple(_stage(name, section, running=running) for name, section in STAGES)


def _stage(name: str, section: str, *, running: bool) -> Stage:
    by_head: dict[str, list[Rule]] = {}
    for rule in read(name, section):
        if rule.value.get("line" if running else "running"):
            continue
        if running and "guard" in rule.value and "heads" not in rule.value:
            rule = replace(rule, value={**rule.value, "heads": rule.value["guard"]})  # noqa: PLW2901
        if rule.pattern.first is None:
            raise ValueError(f"{rule.name} may begin with anything")
        for code in rule.pattern.first:
            by_head.setdefault(code, []).append(rule)
    heads = "".join(map(re.escape, sorted(by_head)))
    starts = re.compile(f"[{heads}]" if heads else "(?!)")
    return Stage(
        {
            code: (re.compile("|".join(f"({r.pattern.plain})" for r in rules)), tuple(rules))
            for code, rules in by_head.items()
        },
        starts,
    )


@cache
def prepare() -> None:
    """Makes all words of all tables known; what is scanned before that would not know them."""
    stages(running=False)
    guards()
    for section in ("heads", "lists"):
        for words in table("deadlines/parts")[section].values():
            for word in words:
                vocabulary().word(word)


@cache
def guards() -> Stage:
    """The contexts in which a date is no deadline."""
    return _stage(*GUARDS, running=True)


@cache
def read(name: str, section: str) -> tuple[Rule, ...]:
    """The rules of a section, in order."""
    return tuple(_rule(entry, section) for entry in table(f"deadlines/{name}")[section])


def all_rules() -> Iterator[Rule]:
    """Every rule of every stage."""
    for name, section in STAGES:
        yield from read(name, section)


def _rule(entry: Mapping[str, Any], section: str) -> Rule:
    gives = entry.get("gives", _GIVES.get(section, "part"))
    return Rule(
        name=entry["name"],
        phrase=entry["phrase"],
        gives=gives,
        match=_phrases(entry.get("match", ())),
        no=_phrases(entry.get("no", ())),
        value={k: v for k, v in entry.items() if k not in _RESERVED},
    )


_GIVES = {
    "years": "calendar_year",
    "hours": "hours",
    "days": "date",
    "granules": "granule",
    "festivals": "festival",
    "lists": "date",
    "clocks": "date",
    "edges": "granule",
    "durations": "duration",
    "frequencies": "frequency",
    "frequencies_marked": "frequency",
    "report_numbers": "report_day",
    "report_days": "report_day",
}


def _phrases(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
