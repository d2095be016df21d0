"""Rules and lists of rules: which of them fire on a text, found cheaply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from protocol_nlp.lexicon.needles import anchored, heads, holds, may_begin, needles

__all__ = ["Hit", "Rule", "Rules"]

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_ESCAPED = re.compile(r"\\.|\(\?P[<=]\w+")
_NOWHERE = "ъ"  # a letter with which no word begins: what may begin so may begin with anything
_LETTERS = 256  # first letters whose rules a list remembers


@dataclass(frozen=True)
class Rule:
    """One line of a table: a named pattern, what it gives, and the phrases that prove it.

    ``value`` holds the entry's other fields, whatever the room that reads it needs.

    >>> Rule("срок", r"срок", ("в срок",)).search("В срок").group()
    'срок'
    """

    name: str
    pattern: str
    match: tuple[str, ...]
    no: tuple[str, ...] = ()
    flags: str = "i"
    value: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern, compiled once."""
        return _compile(self.pattern, self.flags)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """``search(text)``: the first place in ``text`` that the pattern matches, or None.

        As a compiled pattern's, with a start and a stop if need be.
        """
        return self.regex.match if self.anchored else self.regex.search

    @cached_property
    def finds_small(self) -> Callable[[str], re.Match[str] | None] | None:
        """The search of the same pattern in small letters, None where capitals matter.

        A pattern that asks for no capital finds in the small letters of a text what it
        finds in the text, and need not fold each character again.
        """
        plain = _ESCAPED.sub("", self.pattern)
        if "i" not in self.flags or plain != plain.lower() or "(?-" in plain:
            return None
        regex = _compile(self.pattern, self.flags.replace("i", ""))
        return regex.match if self.anchored else regex.search

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """What to look for before the pattern is asked: strings of which every match holds one.

        In small letters; empty where there is nothing to look for, or where the first letter
        of a text tells enough.
        """
        told = self.anchored and not may_begin(_NOWHERE, self._heads)
        return () if told else needles(self.pattern, self.regex.flags)

    @cached_property
    def anchored(self) -> bool:
        """Whether the pattern matches at the beginning of a text or nowhere."""
        return anchored(self.pattern, self.regex.flags)

    def may_open(self, letter: str) -> bool:
        """Whether the pattern may match in a text that begins with that letter."""
        return not self.anchored or may_begin(letter, self._heads)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return heads(self.pattern, self.regex.flags)

    def failures(self) -> Iterator[str]:
        """A sentence for every example of its own that the rule gets wrong."""
        if not self.match:
            yield f"{self.name}: has no example to match"
        for phrase in self.match:
            if not self.search(phrase):
                yield f"{self.name}: does not match «{phrase}»"
        for phrase in self.no:
            if self.search(phrase):
                yield f"{self.name}: matches «{phrase}»"


Hit = tuple[Rule, re.Match[str]]


class _Likely(NamedTuple):
    """The rules for texts of one first letter: all, those without needles, and all needles."""

    rules: tuple[Rule, ...]
    always: tuple[Rule, ...]
    needles: tuple[str, ...]


class Rules(tuple[Rule, ...]):  # noqa: SLOT001 - it keeps what it has worked out
    r"""The rules of a list in their order: the first that fires wins.

    A rule is asked only where one of its needles stands (:mod:`.needles`), and one that is
    held against the beginning of a text only where it may match behind the first letter; the
    answers are those of a loop over all.

    >>> known = Rules([Rule("day", r"\d+ дн", ()), Rule("term", r"(?:до|к) \d+", ())])
    >>> [rule.name for rule, _ in known.hits("Срок: до 5 дней")], known.finds("Срок")
    (['day', 'term'], False)
    >>> known.first("Срок: до 5 дней")[0].name, known.opening("до 5 дней")[0].name
    ('day', 'term')
    """

    def finds(self, text: str) -> bool:
        """Whether any rule matches anywhere in ``text``."""
        return self.first(text) is not None

    def first(self, text: str) -> Hit | None:
        """The first rule that matches anywhere in ``text``, and its first match."""
        low = text.lower()
        folded = len(low) == len(text)
        for rule in self._likely(text, low):
            small = rule.finds_small if folded else None
            at = small(low) if small is not None else None
            if small is None:
                match = rule.search(text)
            else:
                match = rule.regex.match(text, at.start()) if at is not None else None
            if match is not None:
                return rule, match
        return None

    def firsts(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[Hit]:
        """The first match in ``text[start:stop]`` of every rule that has one."""
        stop = len(text) if stop is None else stop
        for rule in self.likely(text[start:stop]):
            match = rule.search(text, start, stop)
            if match is not None:
                yield rule, match

    def hits(self, text: str, start: int = 0, stop: int | None = None) -> Iterator[Hit]:
        """Every match in ``text[start:stop]``, rule by rule."""
        stop = len(text) if stop is None else stop
        for rule in self.likely(text[start:stop]):
            for match in rule.regex.finditer(text, start, stop):
                yield rule, match

    def opens(self, text: str) -> bool:
        """Whether any rule matches at the beginning of ``text``."""
        return self.opening(text) is not None

    def opening(self, text: str) -> Hit | None:
        """The first rule that matches at the beginning of ``text``, and its match."""
        for rule in self.likely(text):
            match = rule.regex.match(text)
            if match is not None:
                return rule, match
        return None

    def likely(self, text: str) -> Iterable[Rule]:
        """The rules that may match in ``text``, in their order: one cheap look at each."""
        return self._likely(text, text.lower())

    def _likely(self, text: str, small: str) -> Iterable[Rule]:
        known = self._by_letter(text[:1])
        if not holds(small, known.needles):
            return known.always  # most texts hold no needle at all
        return [rule for rule in known.rules if not rule.needles or holds(small, rule.needles)]

    @cached_property
    def _by_letter(self) -> Callable[[str], _Likely]:
        """What may be known before a text is read beyond its first letter."""

        @lru_cache(maxsize=_LETTERS)
        def by_letter(letter: str) -> _Likely:
            asked = tuple(rule for rule in self if rule.may_open(letter))
            always = tuple(rule for rule in asked if not rule.needles)
            every = {needle for rule in asked for needle in rule.needles}
            short = (n for n in every if not any(m in n for m in every if m != n))
            return _Likely(asked, always, tuple(sorted(short)))

        return by_letter


@cache
def _compile(pattern: str, flags: str) -> re.Pattern[str]:
    return re.compile(pattern, sum(_FLAGS[f] for f in flags))
