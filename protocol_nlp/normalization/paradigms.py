"""One word of a name read backwards: which nominatives it can come from, how likely each.

Every paradigm of ``lexicon/names.toml`` whose ending the word has gives a nominative; the
dictionary adds its own readings; :mod:`~protocol_nlp.normalization.letters` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import Any, Literal, NamedTuple

from protocol_nlp.lexicon import rules, words
from protocol_nlp.morphology import Parse, dress, fold, inflect, parses
from protocol_nlp.normalization.letters import likelihood
from protocol_nlp.records import Case, Gender

__all__ = [
    "CASES",
    "Candidate",
    "Part",
    "candidates",
    "one_of_several",
    "plural_candidates",
    "redress",
]

Part = Literal["last", "first"]
CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_BOTH: tuple[Gender, ...] = ("m", "f")
_KNOWN = 6.0  # log odds that a reading of the dictionary has over one made of endings
_KNOWN_FIRST = 8.0  # the same of a first name (chosen on names held out of the letters)
_IN_USE = 12.0  # the same of a surname in the table
_COMMON = 6.0  # the same of a common noun: «Заяц», «Ткач», «Соловей»
_ADJECTIVE = 7.0  # of an adjective: «Благой», «Бабий»
_UNDECLINED = re.compile(r"([бгдзклмпрстфхжшщчць]|[^ое]в|[^иы]н|[аеуэюя]й|^[^аеиоуыэюя]{1,2}ой)$")
_OVYJ = re.compile(r"([ое]в|[иы]н)[ыо]й$")  # «Сосновой» is Соснова before Сосновая
_SHE = re.compile(r"([ое]в|[иы]н)а$|[ая]я$")
_AS_IT_IS = -12.0  # log odds of a word that no paradigm explains, left as it stands
_UNSEEN_FIXED = -1.5  # a woman's consonant surname, read off a man's
_MOST = 24


class Candidate(NamedTuple):
    """A nominative that a word may come from, with what the word is a form of it.

    ``score`` is a log-likelihood: only differences between candidates of one word mean
    something.  ``rule`` names the paradigm.

    >>> Candidate("Коваль", "m", "gent", -15.7, "noun.soft").lemma
    'Коваль'
    """

    lemma: str
    gender: Gender
    case: Case
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Ending:
    cut: str
    nominative: str
    case: Case
    gender: str
    family: tuple[str, ...] | None
    weight: float
    pattern: re.Pattern[str]
    rule: str


@lru_cache(maxsize=16384)
def candidates(word: str, part: Part) -> tuple[Candidate, ...]:
    """The nominatives, best first, that ``word`` of a surname or first name may come from.

    Capitals and ё are those of ``word``.  There is always at least the word itself.

    >>> best = candidates("Соловья", "last")[0]
    >>> best.lemma, best.gender
    ('Соловей', 'm')
    """
    small = fold(word)
    found: dict[tuple[str, Gender, Case], Candidate] = {}
    for candidate in (*_by_ending(small, part), *_by_dictionary(word, part), *_as_it_is(small)):
        key = candidate.lemma, candidate.gender, candidate.case
        if key not in found or found[key].score < candidate.score:
            found[key] = candidate
    ranked = list(_enough(sorted(found.values(), key=lambda c: -c.score)))
    dressed = {lemma: redress(lemma, word) for lemma in {c.lemma for c in ranked}}
    return tuple(Candidate(dressed[c.lemma], c.gender, c.case, c.score, c.rule) for c in ranked)


def redress(lemma: str, word: str) -> str:
    """Capitals and ё of ``word``, as far as the lemma has the same letters.

    >>> redress("семеновна", "Семёновны")
    'Семёновна'
    """
    lemma = dress(lemma, word)
    if "ё" not in word.lower():
        return lemma
    pairs = zip(lemma, word, strict=False)
    kept = "".join(w if (x, w) in {("е", "ё"), ("Е", "Ё")} else x for x, w in pairs)
    return kept + lemma[len(kept) :]


def _enough(ranked: list[Candidate]) -> Iterator[Candidate]:
    floor = ranked[0].score + 2 * _AS_IT_IS
    yield from (c for c in ranked[: 4 * _MOST] if c.score > floor)


def _by_ending(small: str, part: Part) -> Iterator[Candidate]:
    for length in range(min(6, len(small) - 1) + 1):
        for e in _endings(part).get(small[len(small) - length :], ()):
            lemma = small[: len(small) - length] + e.nominative
            if len(lemma) > 1 + (lemma[-1] in "ая") and e.pattern.search(lemma):
                for gender in _genders(e.gender):
                    score = _likelihood(part, gender, e, lemma) + e.weight
                    yield Candidate(lemma, gender, e.case, score, e.rule)


def _likelihood(part: Part, gender: Gender, ending: _Ending, lemma: str) -> float:
    if part == "first":
        kind = "men" if gender == "m" else "women"
        known = lemma in words("names", kind) or lemma in words("names", f"foreign_{kind}")
        return likelihood(f"first.{gender}", lemma) + (_KNOWN_FIRST if known else 0)
    if ending.family is None:
        return _man(lemma)
    stem = lemma.removesuffix(ending.nominative)
    return max(_man(stem + masculine) for masculine in ending.family)


def _man(surname: str) -> float:
    """Log-likelihood of a man's surname, more where the table of surnames in use has it."""
    return likelihood("last", surname) + (_IN_USE if surname in words("names", "surnames") else 0)


def _by_dictionary(word: str, part: Part) -> Iterator[Candidate]:
    for parse in parses(word.title() if word.isupper() else word):
        bonus = _bonus(parse, part)
        if not (bonus and parse.case) or _of_a_thing(parse):
            continue
        lemma = fold(inflect(parse, frozenset({"nomn"})) or parse.lemma)
        genders = _tag_genders(parse, lemma)
        for gender in _genders(genders):
            score = _known_likelihood(part, gender, lemma) + bonus
            yield Candidate(lemma, gender, parse.case, score, "dictionary")
        if part == "last" and parse.case == "nomn" and _UNDECLINED.search(lemma):
            yield from _undeclined(lemma, genders, score)


def _of_a_thing(parse: Parse) -> bool:
    """«невский берег»: an adjective's accusative that no person has."""
    return parse.is_adjectival and parse.case == "accs" and "inan" in parse.tag


def _known_likelihood(part: Part, gender: Gender, lemma: str) -> float:
    if part == "first":
        return likelihood(f"first.{gender}", lemma)
    if gender == "f" and _SHE.search(lemma):
        stem = lemma[:-2] if lemma.endswith(("ая", "яя")) else lemma[:-1]
        endings = ("ый", "ой", "ий") if lemma.endswith(("ая", "яя")) else ("",)
        return max(likelihood("last", stem + ending) for ending in endings)
    return likelihood("last", lemma)


def _undeclined(lemma: str, genders: str, score: float) -> Iterator[Candidate]:
    """The same surname of the other gender: «Гусь» of a woman, «Швец» of a man."""
    if "m" in genders:
        for case in CASES:
            yield Candidate(lemma, "f", case, score + _UNSEEN_FIXED, "fixed.consonant.f")
    else:
        yield Candidate(lemma, "m", "nomn", score, "dictionary")


def _bonus(parse: Parse, part: Part) -> float:
    if not parse.known or parse.number != "sing":
        return 0.0
    if parse.part_of_speech == "ADJF":
        surname = part == "last" and parse.gender != "neut" and not _OVYJ.search(parse.lemma)
        return _ADJECTIVE if surname else 0.0
    if parse.part_of_speech != "NOUN":
        return 0.0
    if parse.is_surname if part == "last" else parse.is_name:
        if part == "first" and _shadow(fold(parse.lemma)):
            return 0.0
        stiff = part == "first" and parse.is_indeclinable and parse.word[-1:] in "уюые"
        return _KNOWN if part == "last" else _KNOWN_FIRST / (3 if stiff else 1)
    noun = part == "last" and parse.gender in {"masc", "femn"} and not parse.is_indeclinable
    return _COMMON if noun and not (parse.is_name or parse.is_patronymic) else 0.0


def _shadow(lemma: str) -> bool:
    """«Асий», a man whom the dictionary made of «Асия»."""
    return lemma.endswith("ий") and f"{lemma[:-1]}я" in words("names", "women")


def _tag_genders(parse: Parse, lemma: str) -> str:
    if "ms-f" in parse.tag or "GNdr" in parse.tag:
        return "mf"
    if not parse.is_name and lemma[-1:] in "ая" and not _SHE.search(lemma):
        return "mf"
    return "f" if parse.gender == "femn" else "m"


def _as_it_is(small: str) -> Iterator[Candidate]:
    for gender in _genders("mf"):
        score = likelihood("last", small) + _AS_IT_IS
        for case in CASES:
            yield Candidate(small, gender, case, score, "as_it_is")


def _genders(letters: str) -> tuple[Gender, ...]:
    return tuple(g for g in _BOTH if g in letters)


@cache
def _endings(part: Part) -> dict[str, tuple[_Ending, ...]]:
    index: dict[str, list[_Ending]] = {}
    for rule in rules("names", "paradigms"):
        value = rule.value
        if part not in value["part"].split():
            continue
        weight = log(value.get("weight", 1.0)) + (
            _UNSEEN_FIXED if value.get("family") == "" and not value["nominative"] else 0.0
        )
        for nominative in value["nominative"].split("/"):
            forms = [nominative, *value["forms"].split()]
            for case, variants in zip(CASES, forms, strict=True):
                for variant in variants.split("/"):
                    ending = variant.replace("-", "")
                    index.setdefault(ending, []).append(
                        _Ending(ending, nominative, case, value["gender"],
                                _family(value), weight, rule.regex, rule.name)
                    )  # fmt: skip
    return {ending: tuple(found) for ending, found in index.items()}


def _family(value: Mapping[str, Any]) -> tuple[str, ...] | None:
    return tuple(value["family"].split("/")) if "family" in value else None


_SINGULAR = {  # endings of a plural, and those of a man's and a woman's surname
    "ы": (("", "а"),), "ие": (("ий", "ая"), ("ой", "ая")), "ые": (("ый", "ая"), ("ой", "ая")),
}  # fmt: skip
_ONE = (("", ""), ("ь", "ь"), ("й", "й"), ("а", "а"))  # the same of a noun: «Гончары», «Ковали»
_POSSESSIVE = ("овые", "евые", "иные", "ыные")  # «Орловым» is of Орловы before Орловые
_GENITIVE_PLURAL = re.compile("(?:ов|ах)$")  # «Орлов А. и П.» is no genitive of «Орлы»


@lru_cache(maxsize=4096)
def one_of_several(word: str) -> tuple[Candidate, ...]:
    """The surnames that one of several people may have whom a plural names, best first.

    () where ``word`` is no plural.

    >>> sorted({(c.lemma, c.gender) for c in one_of_several("Орловым")})
    [('Орлов', 'm'), ('Орлова', 'f')]
    >>> one_of_several("Орлову")
    ()
    """
    found: dict[tuple[str, Gender, Case], Candidate] = {}
    for plural, case in plural_candidates(word):
        noun = not plural.endswith(("овы", "евы", "ины", "ыны", "ие", "ые"))
        if (noun and _GENITIVE_PLURAL.search(fold(word))) or plural.endswith(_POSSESSIVE):
            continue
        for ending, singulars in ({plural[-1]: _ONE} if noun else _SINGULAR).items():
            stem = plural.removesuffix(ending)
            for man, woman in singulars if plural.endswith(ending) else ():
                score = _man(fold(stem + man))
                for gender, one in zip(_BOTH, (man, woman), strict=True):
                    key = stem + one, gender, case
                    if key not in found or found[key].score < score:
                        found[key] = Candidate(*key, score, "several")
    return tuple(sorted(found.values(), key=lambda c: -c.score))


@lru_cache(maxsize=4096)
def plural_candidates(word: str) -> tuple[tuple[str, Case], ...]:
    """The plural nominatives that a surname of several people may come from.

    >>> plural_candidates("Петровым")[0]
    ('Петровы', 'datv')
    """
    small, found = fold(word), []
    for rule in rules("names", "plurals"):
        for i, nominative in enumerate(rule.value["nominative"].split("/")):
            for case, variants in zip(
                CASES, [rule.value["nominative"], *rule.value["forms"].split()], strict=True
            ):
                ending = variants.split("/")[i]
                lemma = small.removesuffix(ending) + nominative
                if small.endswith(ending) and rule.regex.search(lemma):
                    found.append((dress(lemma, word), case))
    return tuple(found)
