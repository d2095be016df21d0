"""Pseudonyms: a surname for a surname of the same declension, a letter for a letter.

What a name gives depends on the key, the surname and the name alone, so that two documents
agree without knowing of each other: «Орлов В.А.» of one and «Орлов Василий Андреевич» of
another have the same surname and the same initials afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from protocol_nlp.lexicon import Rule, rules, table
from protocol_nlp.morphology import fold, inflect, parses
from protocol_nlp.normalization.declension import decline, decline_family
from protocol_nlp.records import Case, Gender
from protocol_nlp.redaction.secret import Secret

__all__ = [
    "Surname",
    "class_of",
    "drawn",
    "given",
    "inflected",
    "key_of",
    "letter",
    "patronymic",
]

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_MAN = ("", "а", "у", "а", "ем", "е")
_WOMAN = ("а", "ы", "е", "у", "ой", "е")
_LATIN = str.maketrans("ABCEHKMOPTXYЁЙ", "АВСЕНКМОРТХУЕИ")


@dataclass(frozen=True, slots=True)
class Surname:
    """A pseudonym: its two nominatives and how they decline.

    >>> Surname("Вербицкий", "Вербицкая", "adjective.velar", "adjective.f").form("datv", "f")
    'вербицкой'
    """

    man: str
    woman: str
    rule_of_man: str
    rule_of_woman: str
    family: str = ""

    def form(self, case: Case, gender: Gender | None) -> str:
        """The form of a man, a woman, or (None) of several people, in small letters."""
        if gender is None and self.family:
            return decline_family(self.man, self.family, case)
        if gender == "f":
            return decline(self.woman, self.rule_of_woman, case)
        return decline(self.man, self.rule_of_man, case)


@cache
def _classes() -> tuple[Rule, ...]:
    return rules("redaction", "classes")


def class_of(nominative: str) -> str:
    """The class of a surname.

    >>> class_of("Орлова"), class_of("Белая"), class_of("Коваль"), class_of("Шевченко")
    ('possessive', 'adjective', 'noun', 'fixed')
    """
    return _class(nominative).name


def _class(nominative: str) -> Rule:
    small = fold(nominative)
    return next((r for r in _classes() if r.search(small)), _classes()[-1])


def key_of(nominative: str) -> str:
    """What a surname is drawn for: one and the same for a man and a woman of a family.

    >>> key_of("Орлова") == key_of("Орлов"), key_of("Белая"), key_of("Белый")
    (True, 'adjective:бел', 'adjective:бел')
    """
    rule, small = _class(nominative), fold(nominative)
    ending = _ending(rule.value["key"], small)
    return f"{rule.name}:{small[: len(small) - ending]}"


def _ending(pattern: str, small: str) -> int:
    match = re.search(pattern, small) if pattern else None
    return len(match[0]) if match else 0


def drawn(secret: Secret, key: str, attempt: int = 0) -> Surname:
    """The surname for a key; another one each ``attempt``.

    >>> drawn(Secret(b"a"), "possessive:орлов").man == drawn(Secret(b"a"), "possessive:орлов").man
    True
    """
    name = key.partition(":")[0]
    rule = next((r for r in _classes() if r.name == name), _classes()[-1])
    number = secret.number("surname", key, str(attempt))
    stems, made = table("redaction")["stems"], rule.value["made"]
    stem = stems[number % len(stems)]
    man, woman, rule_of_man, rule_of_woman = made[number // len(stems) % len(made)].split()
    family = rule.value["family"]
    return Surname((stem + man).title(), (stem + woman).title(), rule_of_man, rule_of_woman, family)


def letter(secret: Secret, key: str, place: int, initial: str) -> str:
    """The initial for an initial; ``place`` is 0 for the first name, 1 for the patronymic.

    No letter stands for itself, and no two for the same one, rare letters apart.

    >>> letter(Secret(b"a"), "possessive:орлов", 0, "В") != "В"
    True
    """
    order = _order(secret, key, min(place, 2))
    at = order.find(initial.upper().translate(_LATIN))
    if at < 0:
        at = secret.number("rare", key, initial.upper())
    return order[(at + 1) % len(order)]


def given(secret: Secret, key: str, lemma: str, gender: Gender) -> str:
    """The first name for a first name, in the nominative; of the same gender.

    >>> given(Secret(b"a"), "possessive:орлов", "Павел", "m") in table("redaction")["men"]
    True
    """
    names = table("redaction")["men" if gender == "m" else "women"]
    return _of_letter(secret, names, letter(secret, key, 0, lemma[:1]), lemma)


def patronymic(secret: Secret, key: str, lemma: str, gender: Gender, case: Case) -> str:
    """The patronymic for a patronymic, in a case.

    >>> patronymic(Secret(b"a"), "possessive:орлов", "Олеговна", "f", "datv")[-3:]
    'вне'
    """
    first = letter(secret, key, 1, lemma[:1])
    name = _of_letter(secret, table("redaction")["patronymics"], first, lemma[:4])
    at = _CASES.index(case)
    if gender == "m":
        return name + _MAN[at]
    return name.removesuffix("ич") + "н" + _WOMAN[at]


def inflected(name: str, gender: Gender, case: Case) -> str:
    """A first name of ours in a case.

    >>> inflected("Тимофей", "m", "ablt"), inflected("Дарья", "f", "gent")
    ('Тимофеем', 'Дарьи')
    """
    wanted = "masc" if gender == "m" else "femn"
    found = (p for p in parses(name) if p.is_name and p.gender == wanted and p.case == "nomn")
    parse = next((p for p in found if p.number == "sing"), None)
    return (inflect(parse, frozenset({case})) if parse else None) or name


@lru_cache(maxsize=8192)
def _order(secret: Secret, key: str, place: int) -> str:
    return secret.shuffled(_letters(), "letter", key, str(place))


def _of_letter(secret: Secret, names: list[str], first: str, lemma: str) -> str:
    options = [n for n in names if n.startswith(first)] or names
    return options[secret.number("name", first, fold(lemma)) % len(options)]


@cache
def _letters() -> str:
    return "".join(sorted({n[0] for n in table("redaction")["men"]}))
