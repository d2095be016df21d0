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

__all__ = ["anchored", "begins", "holds", "needles"]

_MOST = 24  # needles: with more, asking the pattern is as cheap
_STRINGS = 200  # that a part of a pattern may stand for before it counts as any
_STEM = 5  # letters of a needle: as rare as the whole word, and shared by its forms
_RARE = "()«»№"
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_WIDTHLESS = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_CLASSES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal, "SPACE": str.isspace, "WORD": lambda c: c.isalnum() or c == "_",
}  # fmt: skip
_Strings = frozenset[str]


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


def begins(pattern: str, flags: int, letter: str) -> bool:
    r"""Whether a match of the pattern may begin with ``letter``, small or capital.

    True where the pattern does not tell, and for no letter at all.

    >>> begins(r"^\s*(?:не )?поруч", 0, "П"), begins(r"^\s*(?:не )?поруч", 0, "С")
    (True, False)
    """
    spelt = {letter, letter.lower(), letter.upper(), letter.upper().lower()}
    return not letter or _may_begin(parser.parse(pattern, flags), spelt) is not False


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


def _may_begin(sequence: Iterable[tuple[Any, Any]], spelt: set[str]) -> bool | None:
    """Whether a match may begin so; None where what comes behind the sequence decides."""
    return next((told for op, v in sequence if (told := _first(op, v, spelt)) is not None), None)


def _first(op: Any, value: Any, spelt: set[str]) -> bool | None:  # noqa: ANN401 - the parser's
    """The same of one operation."""
    name = str(op)
    if name in _WIDTHLESS:
        return None
    if name in ("LITERAL", "IN"):
        parts = value if name == "IN" else [(op, value)]
        return any(_among(kind, code, spelt) for kind, code in parts)
    if name in _REPEATS:
        told = _may_begin(value[2], spelt)
        return told if told or value[0] else None
    if name not in ("SUBPATTERN", "BRANCH"):
        return True
    branches = value[1] if name == "BRANCH" else [value[-1]]
    found = {_may_begin(branch, spelt) for branch in branches}
    return True in found or (None if None in found else False)


def _among(op: Any, value: Any, spelt: set[str]) -> bool:  # noqa: ANN401 - the parser's
    """Whether a part of a set of characters has one of these; True for what is left out of one."""
    if str(op) == "LITERAL":
        return chr(value) in spelt
    if str(op) == "RANGE":
        return any(value[0] <= ord(c) <= value[1] for c in spelt if len(c) == 1)
    if str(op) == "NEGATE":
        return True
    _, *no, kind = str(value).split("_")  # CATEGORY_NOT_DIGIT
    return any(_CLASSES[kind](c) is not bool(no) for c in spelt)


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
