r"""What a text must hold if a pattern is to match it: the pattern's needles, and its first letter.

Most rules look for a word that most lines do not have.  Looking for the word itself costs
a twentieth of asking the regular expression, so the words are read off the pattern: a set
of strings of which every match holds at least one.  The set is derived, never written by
hand, and a pattern that has none (``\d+``) is always asked.

Source: the required-literal analysis of grep and RE2 (R. Cox, "Regular Expression Matching
with a Trigram Index", 2012), on the parse tree of :mod:`re`.
"""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]  # the only reader of patterns
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

__all__ = ["anchored", "heads", "holds", "may_begin", "needles"]

_MOST = 24  # needles: with more, asking the pattern is as cheap
_STRINGS = 200  # that a part of a pattern may stand for before it counts as any
_STEM = 5  # letters of a needle: as rare as the whole word, and shared by its forms
_RARE = "()«»№"
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_WIDTHLESS = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_CLASSES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal, "SPACE": str.isspace, "WORD": lambda c: c.isalnum() or c == "_",
    "NOT_DIGIT": lambda c: not c.isdecimal(), "NOT_SPACE": lambda c: not c.isspace(),
    "NOT_WORD": lambda c: not (c.isalnum() or c == "_"), "ANY": lambda _: True,
}  # fmt: skip
_Strings = frozenset[str]
_ANYTHING: _Strings = frozenset({"ANY"})


def holds(small: str, wanted: tuple[str, ...]) -> bool:
    """Whether a text in small letters holds one of the strings.

    >>> holds("поручено отделу", needles("поруч(?:ить|ено)", 0))
    True
    """
    for needle in wanted:  # noqa: SIM110 - a generator costs more than the look itself
        if needle in small:
            return True
    return False


def anchored(pattern: str, flags: int) -> bool:
    r"""Whether a pattern matches at the beginning of a text or nowhere.

    Where it is, trying it there is enough: a search would try it at every character.

    >>> anchored(r"^\W*срок", 0), anchored(r"^срок|до", 0)
    (True, False)
    """
    first = next(iter(parser.parse(pattern, flags)), (None, None))
    return not flags & parser.SRE_FLAG_MULTILINE and first == (parser.AT, parser.AT_BEGINNING)


def heads(pattern: str, flags: int) -> frozenset[str]:
    r"""The small letters, and the names of classes of them, with which a match may begin.

    >>> sorted(heads(r"^\s*(?:не )?поруч", 0))
    ['SPACE', 'н', 'п']
    """
    found, empty = _begun(parser.parse(pattern, flags))
    return found | _ANYTHING if empty else found


def may_begin(letter: str, heads: frozenset[str]) -> bool:
    """Whether a letter, small or capital, is one of ``heads``; no letter at all may be any.

    >>> may_begin("П", frozenset({"SPACE", "п"})), may_begin("С", frozenset({"SPACE", "п"}))
    (True, False)
    """
    if not letter or letter.lower() in heads or letter.upper().lower() in heads:
        return True
    return any(is_in(letter) for name, is_in in _CLASSES.items() if name in heads)


def needles(pattern: str, flags: int, most: int = _MOST) -> tuple[str, ...]:
    r"""Strings in small letters of which every text that ``pattern`` matches holds one.

    Empty where the pattern asks for no such strings, or for more than ``most``.  The text
    must be held against them in small letters, too (:meth:`str.lower`).

    >>> needles(r"(?<!не )поруч(?:ить|ено)\s+(?:им|ей)?", 0)
    ('поруч',)
    >>> needles(r"\d+|срок", 0)
    ()
    """
    best = _required(parser.parse(pattern, flags))
    return tuple(sorted(best)) if best and len(best) <= most else ()


def _begun(sequence: Iterable[tuple[Any, Any]]) -> tuple[_Strings, bool]:
    """With what a match of a sequence may begin, and whether it may be empty."""
    found: _Strings = frozenset()
    for op, value in sequence:
        more, empty = _head(op, value)
        found |= more
        if not empty:
            return found, False
    return found, True


def _head(op: Any, value: Any) -> tuple[_Strings, bool]:  # noqa: ANN401 - the parser's
    """The same of one operation."""
    name = str(op)
    if name in _WIDTHLESS:
        return frozenset(), True
    if name in ("LITERAL", "IN"):
        members = value if name == "IN" else [(op, value)]
        return frozenset[str]().union(*(_members(kind, codes) for kind, codes in members)), False
    if name in _REPEATS:
        found, empty = _begun(value[2])
        return found, empty or value[0] == 0
    if name not in ("SUBPATTERN", "BRANCH"):
        return _ANYTHING, False
    parts = [_begun(branch) for branch in (value[1] if name == "BRANCH" else [value[-1]])]
    return frozenset[str]().union(*(p for p, _ in parts)), any(empty for _, empty in parts)


def _members(op: Any, value: Any) -> _Strings:  # noqa: ANN401 - the parser's
    """The letters, or the class of letters, that a part of a set of characters stands for."""
    name = str(op)
    if name == "LITERAL":
        return frozenset({chr(value).lower()})
    if name == "CATEGORY":
        return frozenset({str(value).removeprefix("CATEGORY_")})
    few = name == "RANGE" and value[1] - value[0] < _STRINGS
    return frozenset(chr(c).lower() for c in range(value[0], value[1] + 1)) if few else _ANYTHING


def _required(sequence: Iterable[tuple[Any, Any]]) -> _Strings | None:
    """The best set of strings of which every match of the sequence holds one, or None."""
    found: list[_Strings] = []
    run: _Strings = frozenset({""})
    for op, value in sequence:
        exact = _exact(op, value)
        longer = frozenset(map("".join, product(run, exact))) if exact is not None else None
        if longer is not None and len(longer) <= _STRINGS:
            run = longer
            continue
        found.append(run)
        run = exact if exact is not None else frozenset({""})
        inner = None if exact is not None else _inside(op, value)
        if inner is not None:
            found.append(inner)
    return max((_stems(s) for s in (*found, run) if _telling(s)), key=_worth, default=None)


def _inside(op: Any, value: Any) -> _Strings | None:  # noqa: ANN401 - the parser's
    """The same of one operation that is no fixed string."""
    if str(op) in _REPEATS:
        return _required(value[2]) if value[0] > 0 else None
    if str(op) in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _required(value[-1] if str(op) == "SUBPATTERN" else value)
    if str(op) != "BRANCH":
        return None
    parts = [_required(branch) for branch in value[1]]
    whole = frozenset[str]().union(*(p for p in parts if p))
    return whole if all(parts) else None


def _exact(op: Any, value: Any) -> _Strings | None:  # noqa: ANN401 - the parser's
    """All strings, in small letters, that an operation matches; None if they are many."""
    name = str(op)
    if name == "LITERAL":
        return frozenset({chr(value).lower()})
    if name in _WIDTHLESS:
        return frozenset({""})
    if name == "IN":
        plain = all(str(part) == "LITERAL" for part, _ in value)
        return frozenset(chr(code).lower() for _, code in value) if plain else None
    if name in _REPEATS and (value[0], value[1]) == (0, 1):
        once = _sequence(value[2])
        return once | {""} if once is not None else None
    if name in ("SUBPATTERN", "BRANCH"):
        branches = value[1] if name == "BRANCH" else [value[-1]]
        parts = [_sequence(branch) for branch in branches]
        return (
            _few(frozenset[str]().union(*(p for p in parts if p is not None)))
            if all(parts)
            else None
        )
    return None


def _sequence(sequence: Iterable[tuple[Any, Any]]) -> _Strings | None:
    whole: _Strings | None = frozenset({""})
    for op, value in sequence:
        exact = _exact(op, value)
        if whole is None or exact is None:
            return None
        whole = _few(frozenset(map("".join, product(whole, exact))))
    return whole


def _few(strings: _Strings) -> _Strings | None:
    return strings if len(strings) <= _STRINGS else None


def _telling(strings: _Strings) -> bool:
    """Whether few texts hold one of the strings: two letters, or a mark."""
    return all(len(s) > 1 or (s and not s.isalnum() and not s.isspace()) for s in strings)


def _stems(strings: _Strings) -> _Strings:
    """The strings cut short, without those that hold another."""
    short = {s[:_STEM] for s in strings}
    return frozenset(s for s in short if not any(t in s for t in short if t != s))


def _worth(strings: _Strings) -> float:
    """Long strings are rare, and so are some marks; few are found fast."""
    return min(len(s) + 2 * sum(map(s.count, _RARE)) for s in strings) - len(strings) / 4
