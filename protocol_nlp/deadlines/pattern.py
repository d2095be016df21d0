r"""Patterns of words, as the tables write them, to regular expressions over codes.

A pattern is a row of words and parts.  ``{month}`` is a part of a type, ``{day:from}`` the
same under another name, ``{by}`` a macro of the table ``deadlines/macros``; ``( a | b )`` is
a choice; ``?`` behind a thing says that it may be missing, ``*`` and ``+`` that it may
repeat, 12 times at most.  ``{words}`` are up to 14 words without marks, verbs and parts,
``{inside}`` is anything within a clause,
``{end}`` is where such words end.  ``[`` and ``]`` are the brackets of the text.

>>> compile_pattern("до {day} {month}").regex.fullmatch("до"[:0]) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from protocol_nlp.deadlines.vocabulary import vocabulary
from protocol_nlp.lexicon import table

_PIECE = re.compile(r"\{[\w:]+\}|[()|?*+]|[^\s(){}|?*+]+")
_REPEAT = {"?": "?", "*": "{0,12}", "+": "{1,12}"}
_DEPTH = 12

# What a part of a type may be, in codes (see scanner and the ``gives`` of the rules).
TYPES: Mapping[str, str] = {
    "num": "abco",
    "day": "abo",
    "ord": "o",
    "nth": "abor",
    "yyyy": "y",
    "roman": "r",
    "month": "M",
    "weekday": "w",
    "season": "s",
    "clock": "t",
    "time": "th",
    "hours": "h",
    "term": "J",
    "stem": "Jj",
    "verb": "v",
    "participle": "p",
    "haste": "z",
    "old": "i",
    "session": "m",
    "quote": "q",
    "calendar_year": "Y",
    "year": "Yy",
    "close": "NQ",
    "day_close": "Q",
    "date": "DW",
    "weekdays": "W",
    "figures": "D",
    "when": "DGVSAWNQ",
    "granule": "GVSA",
    "week": "V",
    "stretch": "G",
    "seasonal": "S",
    "annual": "A",
    "festival": "E",
    "festival_end": "C",
    "duration": "UKh",
    "adjectival": "K",
    "length": "U",
    "offset": "O",
    "frequency": "F",
    "report_day": "R",
    "span": "B",
    "part": "P",
}
_MARKS = ",;.:\n[]q"
_TIMES = "DGVSAWNQBECUKhtFRO"  # an event does not begin with a time


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to run: its expression, without groups too, and what it may begin with.

    ``first`` are the codes that can stand first; None if any code can.  ``names`` are the parts
    with their groups.
    """

    regex: re.Pattern[str]
    plain: str
    first: frozenset[str] | None
    names: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a pattern: expression with and without named groups, first codes, emptiness."""

    named: str
    plain: str
    first: frozenset[str] | None
    empty: bool


@cache
def compile_pattern(pattern: str) -> Compiled:
    """The expression of a pattern.

    Raises ValueError for unbalanced brackets, unknown parts and patterns that match nothing.
    """
    pieces = _PIECE.findall(_expand(pattern))
    node, rest = _choice(pieces, 0)
    if rest != len(pieces):
        raise ValueError(f"unbalanced brackets in «{pattern}»")
    if node.empty:
        raise ValueError(f"«{pattern}» matches nothing at all")
    counter = count(1)  # a part may stand in several branches, a group's name may not
    named = re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{m[1]}__{next(counter)}>", node.named)
    regex = re.compile(named, re.DOTALL)
    names = tuple((group.partition("__")[0], n) for group, n in regex.groupindex.items())
    return Compiled(regex, node.plain, node.first, names)


def _expand(pattern: str) -> str:
    """The pattern with its macros spelled out."""
    macros = table("deadlines/macros")["macros"]
    for _ in range(_DEPTH):
        spelled = re.sub(
            r"\{(\w+)\}", lambda m: f"( {macros[m[1]]} )" if m[1] in macros else m[0], pattern
        )
        if spelled == pattern:
            return pattern
        pattern = spelled
    raise ValueError(f"macros go in circles in «{pattern}»")


def _choice(pieces: Sequence[str], at: int) -> tuple[_Node, int]:
    branches = []
    while True:
        branch, at = _row(pieces, at)
        branches.append(branch)
        if at >= len(pieces) or pieces[at] != "|":
            break
        at += 1
    if len(branches) == 1:
        return branches[0], at
    first: frozenset[str] | None = frozenset()
    for branch in branches:
        first = None if first is None or branch.first is None else first | branch.first
    return _Node(
        f"(?:{'|'.join(b.named for b in branches)})",
        f"(?:{'|'.join(b.plain for b in branches)})",
        first,
        any(b.empty for b in branches),
    ), at


def _row(pieces: Sequence[str], at: int) -> tuple[_Node, int]:
    named = plain = ""
    first: frozenset[str] | None = frozenset()
    empty = True
    while at < len(pieces) and pieces[at] not in ")|":
        node, at = _item(pieces, at)
        named += node.named
        plain += node.plain
        if empty:
            first = None if first is None or node.first is None else first | node.first
        empty = empty and node.empty
    return _Node(named, plain, first, empty), at


def _item(pieces: Sequence[str], at: int) -> tuple[_Node, int]:
    piece = pieces[at]
    if piece == "(":
        inner, at = _choice(pieces, at + 1)
        if at >= len(pieces) or pieces[at] != ")":
            raise ValueError("a bracket is open")
        node = _Node(f"(?:{inner.named})", f"(?:{inner.plain})", inner.first, inner.empty)
    else:
        node = _atom(piece)
    at += 1
    if at < len(pieces) and pieces[at] in _REPEAT:
        mark = _REPEAT[pieces[at]]
        empty = node.empty or mark[-2:] != "2}" or mark.startswith("{0")
        node = _Node(f"(?:{node.named}){mark}", f"(?:{node.plain}){mark}", node.first, empty)
        at += 1
    return node, at


def _atom(piece: str) -> _Node:
    if not piece.startswith("{"):
        code = vocabulary().word(piece)
        return _Node(re.escape(code), re.escape(code), frozenset(code), empty=False)
    if piece == "{end}":
        end = rf"(?![^{_outside()}])"
        return _Node(end, end, frozenset(), empty=True)
    kind, _, name = piece[1:-1].partition(":")
    name = name or kind
    if kind in ("words", "word", "few", "any", "inside"):
        expression = {
            "words": rf"[^{_outside()}{_TIMES}{_until()}](?:[^{_outside()}{_until()}]){{0,13}}",
            "few": rf"[^{_outside()}{_TIMES}]{{1,3}}?",
            "word": rf"[^{_outside()}]",
            "any": r"[^\n]",
            "inside": r"[^\n;:]",
        }[kind]
        return _Node(f"(?P<{name}>{expression})", expression, None, empty=False)
    codes = _codes(kind)
    expression = "[" + "".join(re.escape(c) for c in sorted(codes)) + "]"
    return _Node(f"(?P<{name}>{expression})", expression, codes, empty=False)


@cache
def _outside() -> str:
    """What no event holds: marks, parts, verbs (also those of the lists), «к вопросу»."""
    lists = table("deadlines/parts")["lists"]
    for words in lists.values():
        for word in words:
            vocabulary().word(word)
    matter = "".join(vocabulary().word(word) for word in lists["matter"])
    return re.escape(_MARKS + "P") + matter + "".join(sorted(vocabulary().verbs))


def _until() -> str:
    """What opens another part and so stands in no event."""
    return vocabulary().word("до") + vocabulary().word("далее") + vocabulary().word("затем")


def _codes(kind: str) -> frozenset[str]:
    classes = vocabulary().classes
    if kind in TYPES:
        return frozenset(TYPES[kind])
    if kind in classes:
        return classes[kind]
    raise ValueError(f"no part is called «{kind}»")
