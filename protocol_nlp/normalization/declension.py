"""A surname read forwards: its forms, by the paradigms of ``lexicon/names.toml``.

:mod:`~protocol_nlp.normalization.paradigms` asks which nominatives a form can come from;
here a nominative gives every form that it can have, for those who look for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from protocol_nlp.lexicon import Rule, rules
from protocol_nlp.morphology import fold
from protocol_nlp.normalization.paradigms import CASES
from protocol_nlp.records import Case, Gender

__all__ = ["Form", "decline", "decline_family", "surname_forms"]

_GENDERS: tuple[Gender, ...] = ("m", "f")
_ADJECTIVAL = frozenset({"ый", "ий", "ой", "ая", "яя"})


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a surname in small letters; ``gender`` is None in the plural.

    >>> Form("орлову", "datv", "m", "possessive.m").case
    'datv'
    """

    word: str
    case: Case
    gender: Gender | None
    rule: str


@lru_cache(maxsize=4096)
def surname_forms(nominative: str) -> tuple[Form, ...]:
    """Every form that a surname can have, of a man, a woman and a family.

    All paradigms that admit the nominative are taken, the rare ones too: the forms are
    for finding, and a form that nobody uses finds nothing.

    >>> sorted({f.word for f in surname_forms("Коваль") if f.gender == "m"})
    ['ковале', 'ковалем', 'коваль', 'ковалю', 'коваля']
    >>> {f.word for f in surname_forms("Коваль") if f.gender == "f"}
    {'коваль'}
    """
    small = fold(nominative)
    return (*_singular(small), *_plural(small))


def decline(nominative: str, rule: str, case: Case) -> str:
    """A form by one paradigm, in small letters.

    Raises KeyError for a paradigm that ``lexicon/names.toml`` does not have and
    ValueError where its nominative does not end so.

    >>> decline("Верхоленский", "adjective.velar", "datv")
    'верхоленскому'
    """
    small, value = fold(nominative), _paradigm(rule).value
    for ending in value["nominative"].split("/"):
        if small.endswith(ending):
            return small[: len(small) - len(ending)] + _endings(value["forms"], ending, case)[0]
    raise ValueError(f"{nominative!r} is no nominative of {rule}")


def decline_family(nominative: str, rule: str, case: Case) -> str:
    """A form of several people by one plural paradigm; ``nominative`` is a man's surname.

    >>> decline_family("Орлов", "plural.possessive", "datv")
    'орловым'
    """
    small, value = fold(nominative), _paradigm(rule).value
    cut = {"plural.adjective": small[:-2], "plural.possessive": small}
    stem = cut.get(rule) or small.rstrip("аяьй")
    endings = _aligned(value["nominative"], value["forms"], case)
    soft = small[-1:] in "ьйяи" or stem[-1:] in "гкхжшщч"
    return stem + endings[-1 if _second(rule, soft=soft) else 0]


def _second(rule: str, *, soft: bool) -> bool:
    """Which of two nominatives a stem takes: «Невские» before «Белые», «Гончары» before «-и»."""
    return soft if rule == "plural.noun" else rule == "plural.adjective" and not soft


def _singular(small: str) -> Iterator[Form]:
    for rule in rules("names", "paradigms"):
        value = rule.value
        if "last" in value["part"].split() and rule.regex.search(small):
            for ending in value["nominative"].split("/"):
                if small.endswith(ending):
                    yield from _forms(rule, small[: len(small) - len(ending)], ending)


def _forms(rule: Rule, stem: str, ending: str) -> Iterator[Form]:
    for gender in _GENDERS:
        if gender in rule.value["gender"]:
            for case in CASES:
                for variant in _endings(rule.value["forms"], ending, case):
                    yield Form(stem + variant, case, gender, rule.name)


def _plural(small: str) -> Iterator[Form]:
    for rule, stem, i in _families(small):
        for case in CASES:
            forms = _aligned(rule.value["nominative"], rule.value["forms"], case)
            yield Form(stem + forms[i], case, None, rule.name)


def _families(small: str) -> Iterator[tuple[Rule, str, int]]:
    """The plural paradigms of a surname: rule, stem, and which of the rule's nominatives."""
    possessive, adjective, noun = rules("names", "plurals")
    for rule, stem, i in (
        (possessive, small.removesuffix("а"), 0),
        (adjective, small[:-2] if small[-2:] in _ADJECTIVAL else "", 0),
        (adjective, small[:-2] if small[-2:] in _ADJECTIVAL else "", 1),
        (noun, "" if small[-2:] in _ADJECTIVAL else small.rstrip("аяьй"), 0),
        (noun, "" if small[-2:] in _ADJECTIVAL else small.rstrip("аяьй"), 1),
    ):
        nominative = rule.value["nominative"].split("/")[i]
        if stem and rule.regex.search(stem + nominative):
            yield rule, stem, i


def _endings(forms: str, nominative: str, case: Case) -> list[str]:
    if case == "nomn":
        return [nominative]
    return [e.replace("-", nominative) for e in forms.split()[CASES.index(case) - 1].split("/")]


def _aligned(nominative: str, forms: str, case: Case) -> list[str]:
    return [nominative, *forms.split()][CASES.index(case)].split("/")


@cache
def _paradigm(name: str) -> Rule:
    found = (r for s in ("paradigms", "plurals") for r in rules("names", s) if r.name == name)
    rule = next(found, None)
    if rule is None:
        raise KeyError(name)
    return rule
