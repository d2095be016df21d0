"""Names of people in the nominative: every reading of all parts together, best first.

The parts of a name agree in case and gender, so they are read jointly: «Бульс Ольгу
Викторовну» is a woman's name in the accusative although «Бульс» alone tells nothing.
What the parts leave open is left open: several readings come back, with their odds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import exp, log
from typing import Any, NamedTuple

from protocol_nlp.lexicon import words
from protocol_nlp.morphology import fold
from protocol_nlp.normalization.name_syntax import PersonName, is_given_name, parse_name
from protocol_nlp.normalization.paradigms import CASES, Candidate, Part, candidates, one_of_several
from protocol_nlp.normalization.patronymics import patronymic_candidates
from protocol_nlp.records import Case, Gender

__all__ = ["PersonName", "Reading", "parse_name", "readings"]

# How often a name stands in a case where nothing around it tells (development phrases).
_PRIOR = {"nomn": 0.42, "gent": 0.12, "datv": 0.25, "accs": 0.12, "ablt": 0.07, "loct": 0.005}
_CONTRADICTED = -8.0  # log odds of a reading in another case than the caller's
_OTHER_GENDER = -25.0  # the same of another gender, which words around tell for certain
_STIFF = -8.0  # of the first half of a double surname staying undeclined without being a known one
_STIFF_GIVEN = -3.0  # the same of a first name: «Абдул-Джафару»
_AS_IT_IS = -8.0
_FOREIGN = 1.0  # log odds of a foreign name standing as it is over declining
_BORROWED, _OPEN_VOWELS = 3.0, "иеуюоэ"  # the same of «Пелоси» beside «Нэнси»
_OBLIQUE = re.compile(r"([ое]в|[иы]н)а$|[уюеыймх]$")  # what a surname beside one does not end in
_SEVERAL = -6.0  # log odds of a singular where several share a surname
_FEW = 3  # candidates of one part in one gender and case that are tried
_NEVER = -1e9
_DEEPEST = 12  # readings of one part that are tried
_GENDERS: tuple[Gender, ...] = ("m", "f")
_KEYS = tuple(product(_GENDERS, CASES))


class Reading(NamedTuple):
    """One way to read a name: its parts in the nominative, and what it then is.

    ``score`` is the posterior probability among the readings of the same name; the
    ``normal`` forms of two readings may be equal where only case or gender differ.
    """

    surname: str
    given: str
    patronymic: str
    initials: str
    suffix: str
    gender: Gender
    case: Case
    score: float
    given_first: bool = False

    @property
    def written(self) -> str:
        """The name in the order in which the text has it: «Павел Громов», «П. Громов».

        >>> readings("Павлом Громовым")[0].written
        'Павел Громов'
        """
        if not self.given_first:
            return self.normal
        parts = (self.given, self.patronymic, self.initials, self.surname, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def normal(self) -> str:
        """The name as a register has it.

        >>> Reading("Орлов", "", "", "В.А.", "", "m", "datv", 1.0).normal
        'Орлов В.А.'
        """
        parts = (self.surname, self.given, self.patronymic, self.initials, self.suffix)
        return " ".join(part for part in parts if part)


@lru_cache(maxsize=8192)
def readings(
    name: PersonName | str,
    case: Case | frozenset[Case] | None = None,
    gender: Gender | None = None,
) -> tuple[Reading, ...]:
    """The readings of ``name``, likeliest first; their scores add up to 1.

    ``case`` (one, or several that are possible) and ``gender`` are what the words around
    tell; a name that cannot stand in
    that case is still read.  () where ``name`` is text and no name.

    >>> [(r.normal, r.gender) for r in readings("Иванову А.А.")][:2]
    [('Иванов А.А.', 'm'), ('Иванова А.А.', 'f')]
    >>> readings("Иванову А.А.", case="accs")[0].normal
    'Иванова А.А.'
    """
    parsed = parse_name(name) if isinstance(name, str) else name
    if parsed is None:
        return ()
    found = _joint(parsed, case, gender)
    if parsed.open_order and not _foreign(parsed):
        other = parsed.swapped()
        swapped = _joint(other, case, gender)
        if _foreign(other) or _order_score(other, swapped) > _order_score(parsed, found):
            parsed, found = other, swapped
    return _ranked(parsed, found) if found else (_as_it_stands(parsed),)


def _joint(
    parsed: PersonName, case: Case | frozenset[Case] | None, gender: Gender | None
) -> dict[tuple[str, str, str, Gender, Case], float]:
    """The score of every reading of all parts in one case and gender."""
    found: dict[tuple[str, str, str, Gender, Case], float] = {}
    surnames, given = _surnames(parsed.surname), _given(parsed.given)
    if parsed.several:
        alone = (c._replace(score=c.score + _SEVERAL) for c in surnames)
        surnames = (*one_of_several(_small_capitals(parsed.surname)), *alone)
    if " " in parsed.given and not parsed.given_first:
        surnames = (*_fixed(parsed.surname, max(c.score for c in surnames)), *surnames)
    patronymics = _patronymics(parsed)
    last, first, middle = _by_key(surnames), _by_key(given), _by_key(patronymics)
    stiff = parsed.surname if parsed.surname[-1:] in _OPEN_VOWELS else ""
    for g, c in (key for key in _KEYS if key in last and key in first and key in middle):
        prior = _prior(c, g, case, gender) + _suffix_prior(parsed.suffix, g)
        for s, f, p in product(last[g, c], first[g, c], middle[g, c]):
            key = (s.lemma, f.lemma, p.lemma, g, c)
            score = prior + s.score + f.score + p.score
            score += _BORROWED if s.lemma == stiff and _is_foreign(f.lemma) else 0.0
            if score > found.get(key, _NEVER):
                found[key] = score
    if found and _foreign(parsed) and _prior("nomn", "m", case, None) > _CONTRADICTED:
        top = max(found.values()) + _FOREIGN
        found |= {(parsed.surname, parsed.given, "", g, "nomn"): top for g in _GENDERS}
    return found


@lru_cache(maxsize=4096)
def _is_foreign(given: str) -> bool:
    """«Нэнси», «Мишель»: beside it a surname in a vowel seldom declines."""
    small = fold(given)
    return small in words("names", "foreign_women") or small in words("names", "foreign_men")


def _foreign(parsed: PersonName) -> bool:
    """«Масахару Коно», «Хорхе Диас»: a first name that no dictionary has and none declines to.

    Where the surname can be a dative or the like itself, the two may as well agree in that.
    """
    if not (parsed.given and parsed.surname) or parsed.patronymic or parsed.suffix:
        return False
    ends = "иеуюэо" if parsed.surname[-1] in "аоэя" else "иеэо"  # «Нгуен Тхангу» is a dative
    open_end = parsed.given[-1] in ends and not _OBLIQUE.search(parsed.surname)
    return open_end and not any(_in_use(w) for w in parsed.given.split(" "))


def _in_use(given: str) -> bool:
    """Whether a word is a form of a first name that dictionary or table know."""
    listed = words("names", "men") | words("names", "women")
    return is_given_name(given) or any(fold(c.lemma) in listed for c in candidates(given, "first"))


def _order_score(parsed: PersonName, found: Mapping[Any, float]) -> float:
    """How well a name reads with this word as the first name: a common one counts twice."""
    first = candidates(parsed.given.split(" ")[0], "first")[0].score
    return max(found.values(), default=_NEVER) + first / 2


def _as_it_stands(name: PersonName) -> Reading:
    """The parts that agree in no way, untouched."""
    surname = _prefixed(name.particle, name.surname)
    parts = (surname, name.given, name.patronymic, name.initials, name.suffix)
    return Reading(*parts, "m", "nomn", 1.0, name.given_first)


@lru_cache(maxsize=1024)
def _prior(c: Case, g: Gender, case: Case | frozenset[Case] | None, gender: Gender | None) -> float:
    score = log(_PRIOR[c])
    if isinstance(case, frozenset):
        score += 0.0 if c in case or not case else _CONTRADICTED
    elif case is not None:
        score = 0.0 if c == case else _CONTRADICTED + score
    return score + (_OTHER_GENDER if gender not in {None, g} else 0.0)


def _suffix_prior(suffix: str, g: Gender) -> float:
    if not suffix or suffix.isascii():
        return 0.0
    theirs = "sons" if g == "m" else "daughters"
    return 0.0 if fold(suffix) in words("names", theirs) else _CONTRADICTED


@lru_cache(maxsize=8192)
def _by_key(found: tuple[Candidate, ...]) -> Mapping[tuple[Gender, Case], Sequence[Candidate]]:
    """The best few candidates of a part for each gender and case."""
    kept: dict[tuple[Gender, Case], list[Candidate]] = {}
    for candidate in found:
        same = kept.setdefault((candidate.gender, candidate.case), [])
        if len(same) < _FEW:
            same.append(candidate)
    return kept


def _ranked(
    parsed: PersonName, found: dict[tuple[str, str, str, Gender, Case], float]
) -> tuple[Reading, ...]:
    top = max(found.values())
    weights = {key: exp(score - top) for key, score in found.items() if score > top - 12}
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return tuple(
        Reading(
            _prefixed(parsed.particle, s),
            f,
            p,
            parsed.initials,
            parsed.suffix,
            g,
            c,
            w / total,
            parsed.given_first,
        )
        for (s, f, p, g, c), w in ranked
    )


def _prefixed(particle: str, surname: str) -> str:
    return f"{particle} {surname}".strip()


def _surnames(surname: str) -> tuple[Candidate, ...]:
    if not surname:
        return _nothing()
    surname = _small_capitals(surname)
    head, dash, last = surname.rpartition("-" if "-" in surname else " ")
    if not dash or not head or not last:
        return candidates(surname, "last")
    return tuple(_double(head, dash, last))


def _small_capitals(word: str) -> str:
    if not (word.isupper() and len(word) > 1):
        return word
    return "".join(c.lower() if i and word[i - 1].isalpha() else c for i, c in enumerate(word))


def _double(head: str, dash: str, last: str) -> Iterable[Candidate]:
    firsts = {(c.gender, c.case): c for c in reversed(candidates(head, "last"))}
    stiff = 0.0 if fold(head) in words("names", "fixed_first") else _STIFF
    own = max(c.score for c in candidates(head, "last"))
    found = []
    for c in candidates(last, "last")[: 6 * _DEEPEST]:
        first = firsts.get((c.gender, c.case))
        as_it_stands = own + stiff
        if first is not None and first.score >= as_it_stands and stiff:
            lemma, score = first.lemma, first.score
        else:
            lemma, score = head, as_it_stands
        found.append(
            Candidate(f"{lemma}{dash}{c.lemma}", c.gender, c.case, c.score + score, c.rule)
        )
    return sorted(found, key=lambda c: -c.score)


def _given(given: str) -> tuple[Candidate, ...]:
    if not given:
        return _nothing()
    *firsts, last = _small_capitals(given).split(" ")
    found = _by_part(last, "first")
    if not firsts:
        return found
    return tuple(_compound(firsts, found))


def _compound(firsts: list[str], found: tuple[Candidate, ...]) -> Iterable[Candidate]:
    """«Чен Ыну», «Джорджу Уокеру»: each word in the case of the last, or as it stands."""
    options = [
        {(c.gender, c.case): c.lemma for c in reversed(_by_part(w, "first"))} for w in firsts
    ]
    for c in found:
        parts = [o.get((c.gender, c.case), w) for o, w in zip(options, firsts, strict=True)]
        yield Candidate(" ".join([*parts, c.lemma]), c.gender, c.case, c.score, c.rule)


def _by_part(word: str, part: Part) -> tuple[Candidate, ...]:
    if "-" not in word:
        return candidates(word, part)
    head, _, last = word.rpartition("-")
    heads = {(c.gender, c.case): c for c in reversed(candidates(head, part))}
    best = max(c.score for c in heads.values())
    found = []
    for c in candidates(last, part):
        first = heads.get((c.gender, c.case))
        lemma, score = (first.lemma, first.score) if first else (head, best + _STIFF_GIVEN)
        if score < best + _STIFF_GIVEN:
            lemma, score = head, best + _STIFF_GIVEN
        found.append(Candidate(f"{lemma}-{c.lemma}", c.gender, c.case, c.score + score, c.rule))
    return tuple(sorted(found, key=lambda c: -c.score))


def _patronymics(parsed: PersonName) -> tuple[Candidate, ...]:
    if not parsed.patronymic:
        return _nothing()
    word = _small_capitals(parsed.patronymic)
    if parsed.suffix:
        return _fixed(word, 0.0)
    return patronymic_candidates(word) or _fixed(word, _AS_IT_IS)


@lru_cache(maxsize=1)
def _nothing() -> tuple[Candidate, ...]:
    return _fixed("", 0.0)


def _fixed(word: str, score: float) -> tuple[Candidate, ...]:
    return tuple(Candidate(word, g, c, score, "fixed") for g in _GENDERS for c in CASES)
