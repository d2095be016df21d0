"""The forms that a word of a span may take in the span's normal form.

A word stays as it is, or becomes a nominative (an infinitive, for a verb) of its own
paradigm, or is edited as the training data showed for words that end like it: in ~99 %
of the gold the right form is among these, so that only the choice has to be learnt.

>>> [c.form for c in candidates("городу", Edits({}, {}))]
['городу', 'город', 'города']
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from protocol_nlp.morphology import Parse, fold, lexeme, parses

__all__ = ["Candidate", "Edits", "candidates", "edit"]

_READINGS = 8
_VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTS", "PRTF"})
_ORDINALS = {
    "го": ("й", "е"), "му": ("й", "е"), "м": ("й", "е"), "ый": ("й",), "ой": ("я", "й"),
    "й": ("я",), "ю": ("я",), "х": ("е",), "ми": ("е",), "ая": ("я",), "ое": ("е",),
}  # fmt: skip
"""Endings of ordinals in figures, a token of their own: «46-му» is «46-й»."""

_OBLIQUE = frozenset({"datv", "ablt", "loct"})
_LONGEST_SUFFIX = 7

_DECLENSIONS = (
    # ending of the candidate, letters that it loses, endings of its other cases
    ("ой", 2, ("ого", "ому", "ым", "ом")),
    ("ый", 2, ("ого", "ому", "ым", "ом")),
    ("ий", 2, ("ого", "ому", "им", "ом", "его", "ему", "ия", "ию", "ием")),
    ("ая", 2, ("ой", "ую", "ою")),
    ("яя", 2, ("ей", "юю")),
    ("ова", 1, ("ой", "у")),
    ("ева", 1, ("ой", "у")),
    ("ина", 1, ("ой", "у")),
    ("а", 1, ("ы", "и", "е", "у", "ой")),
    ("я", 1, ("и", "е", "ю", "ей")),
    ("ь", 1, ("я", "ю", "ем", "е", "и")),
    ("й", 1, ("я", "ю", "ем", "е")),
    ("", 0, ("а", "у", "ом", "ым", "е")),
)
"""How a name would decline if nobody knew it: its other forms in a text speak for it."""


class Edits(NamedTuple):
    """Learnt edits: ``suffix -> (replacement, letters lost)`` and ``word -> forms``."""

    suffixes: dict[str, list[tuple[str, int]]]
    words: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A folded form, the readings that give it (rank, of the word, of the form), its kin.

    ``kin`` are the other forms of the same word in the same number and gender.
    """

    form: str
    sources: tuple[tuple[int, Parse, Parse], ...] = ()
    kin: frozenset[str] = field(default_factory=frozenset)


def candidates(word: str, edits: Edits) -> list[Candidate]:
    """The candidates for a folded ``word``; the first is the word itself."""
    sources: dict[str, list[tuple[int, Parse, Parse]]] = {word: []}
    kin: dict[str, set[str]] = defaultdict(set)
    paradigms: dict[tuple[str, str], _Paradigm] = {}
    for rank, parse in enumerate(parses(word)[:_READINGS]):
        if not parse.part_of_speech:
            continue
        paradigm = paradigms.setdefault((parse.lemma, parse.tag.split()[0]), _Paradigm(parse))
        for folded, form in paradigm.forms:
            if (
                _is_normal(parse, form)
                or _is_counted(parse, form)
                or (form.tag == parse.tag and folded == word)
            ):
                sources.setdefault(folded, []).append((rank, parse, form))
                kin[folded] |= paradigm.kin(form)
    for edited in (*_ORDINALS.get(word, ()), *_edited(word, edits)):
        sources.setdefault(edited, [])
    return [Candidate(form, tuple(s), _kin(word, form, kin[form])) for form, s in sources.items()]


def edit(word: str, form: str) -> tuple[int, str]:
    """How many last letters of ``word`` to drop, and what to put there, to get ``form``.

    >>> edit("орла", "орел")
    (2, 'ел')
    """
    same = 0
    for a, b in zip(word, form, strict=False):
        if a != b:
            break
        same += 1
    return len(word) - same, form[same:]


def _is_normal(parse: Parse, form: Parse) -> bool:
    if parse.part_of_speech in {"COMP", "ADVB"}:
        return form.case == "nomn" if form.part_of_speech == "ADJF" else True
    if form.part_of_speech == "PRTF":
        return form.case == "nomn" and _voice(form) == _voice(parse)
    return form.case == "nomn" or form.part_of_speech == "INFN"


def _is_counted(parse: Parse, form: Parse) -> bool:
    """«в 17 учреждениях» is «17 учреждений» in the nominative."""
    return form.case == "gent" and parse.number == "plur" and parse.case in _OBLIQUE


def _voice(parse: Parse) -> list[str]:
    return parse.tag.split()[0].split(",")[1:4] if parse.part_of_speech in _VERBAL else []


def _edited(word: str, edits: Edits) -> list[str]:
    found = [
        word[: len(word) - lost] + replacement
        for size in range(min(_LONGEST_SUFFIX, len(word)) + 1)
        for replacement, lost in edits.suffixes.get(word[len(word) - size :], ())
    ]
    return found + edits.words.get(word, [])


class _Paradigm:
    """The forms of one word, folded, made when first asked for."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._kin: dict[tuple[str | None, str | None], set[str]] = {}

    @cached_property
    def forms(self) -> list[tuple[str, Parse]]:
        return [(fold(form.word), form) for form in lexeme(self._parse)]

    def kin(self, form: Parse) -> set[str]:
        """The forms of the same number and, but in the plural, gender."""
        number, gender = key = form.number, None if form.number == "plur" else form.gender
        if key not in self._kin:
            self._kin[key] = {
                folded
                for folded, other in self.forms
                if other.number == number and (number == "plur" or other.gender == gender)
            }
        return self._kin[key]


def _kin(word: str, form: str, kin: set[str]) -> frozenset[str]:
    for ending, lost, endings in _DECLENSIONS:
        if form.endswith(ending):
            kin.update(form[: len(form) - lost] + other for other in endings)
            break
    return frozenset(kin - {word, form})
