"""What resolution needs to know of one mention, whoever found it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from protocol_nlp.records import Case, EntityKind, Gender, Span

__all__ = ["Naming", "fold", "same_office"]

_QUOTES = str.maketrans(dict.fromkeys('«»„“”‟"', '"') | dict.fromkeys("–—−‒", "-"))


class Naming(NamedTuple):
    """One mention as words: ``name`` is what is normalised, ``span`` where it stands.

    ``position`` are the words of a person's position, ``body`` the span of the
    organisation that a person is named with, ``alias`` a short form that the mention
    introduces; ``nested`` is a body inside another's name, which alone makes no entity.
    ``cases`` and ``gender`` are what the words around a person tell where ``case`` does not;
    ``several`` that the surname stands once for several people.

    >>> Naming("person", "Орлов В.А.", Span(0, 10)).case is None
    True
    """

    kind: EntityKind
    name: str
    span: Span
    case: Case | None = None
    position: str | None = None
    body: Span | None = None
    alias: str | None = None
    nested: bool = False
    cases: frozenset[Case] = frozenset()
    gender: Gender | None = None
    several: bool = False


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name as the contract compares it: ё is е, one space, one kind of quote and dash.

    >>> fold("Министерство  учёта «Свет»")
    'министерство учета "свет"'
    """
    return " ".join(name.split()).translate(_QUOTES).lower().replace("ё", "е")


_OFFICE_WORD = re.compile(r"[а-яёa-z\d№«»\"-]+\.?")


@lru_cache(maxsize=8192)
def same_office(one: str, other: str) -> bool:
    """Whether two positions are one, words cut short in either: «гл. инженер», «нач. цеха».

    >>> same_office("гл. инженер", "главный инженер"), same_office("мастер", "мастер цеха")
    (True, False)
    """
    first, second = (_OFFICE_WORD.findall(fold(words)) for words in (one, other))
    if len(first) != len(second) or not first:
        return False
    return all(_same_word(a, b) for a, b in zip(first, second, strict=True))


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    short, full = (one, other) if one.endswith(".") else (other, one)
    return short.endswith(".") and len(short) > 2 and full.startswith(short[:-1])  # noqa: PLR2004
