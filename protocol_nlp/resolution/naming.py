"""What resolution needs to know of one mention, whoever found it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from protocol_nlp.records import Case, EntityKind, Gender, Span

__all__ = ["Naming", "fold"]

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
