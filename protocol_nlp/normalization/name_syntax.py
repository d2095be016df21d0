"""A name of a person taken apart: surname, given name, patronymic, initials, particles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from protocol_nlp.lexicon import table, words
from protocol_nlp.morphology import fold, parses
from protocol_nlp.normalization.paradigms import candidates

__all__ = ["PersonName", "is_given_name", "is_patronymic", "parse_name"]

_TOKEN = re.compile(
    r"(?P<initial>[А-ЯЁA-Z](?:[а-яё]{1,2})?\.(?:-[А-ЯЁA-Z]\.)?|[А-ЯЁA-Z]\b(?![-'’]))"
    r"|(?P<word>[А-ЯЁA-Zа-яёa-z][\w'’]*(?:-[\w'’]+)*)"
    r"|(?P<other>[^\s.,])"
)
_PATRONYMIC = re.compile(
    r"([оеё]вич|[ьаеиоуыэюя]ич|(кузьм|козьм|фом|лук|никит|савв|сил)ич|[оеё]вн|ичн|инишн|[оеё]ичн)(а|у|ем|ом|е|ы|ой|ою)?$"
    r"|[гк]ызы$|[-]?оглы$"
)
_ROMAN = re.compile(r"[IVX]{1,5}")  # «Пётр I», which no name has for an initial
_LONGEST = 120  # characters; a name in the Guinness book apart, no person's name is longer
_MOST_WORDS = 6
_SURELY_GIVEN = 0.3  # share of a word's readings as a first name


class PersonName(NamedTuple):
    """The parts of a name as it stands in the text, each in the case that it stood in.

    ``initials`` has no spaces («И.И.»); ``particle`` stands before the surname («ван
    дер»), ``suffix`` after everything («оглы»); ``given_first`` tells
    «Павел Громов» and «П. Громов» from «Громов Павел»; ``open_order`` that nothing told
    which word is the surname; ``several`` that the surname is in the plural, for others share it.

    >>> parse_name("И. И. Петровой")  # doctest: +ELLIPSIS
    PersonName(surname='Петровой', given='', patronymic='', initials='И.И.', ...)
    """

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    initials: str = ""
    particle: str = ""
    suffix: str = ""
    given_first: bool = False
    open_order: bool = False
    several: bool = False

    def swapped(self) -> PersonName:
        """The other way to tell surname from given name, where nothing told them apart.

        >>> parse_name("Камалы Харрис").swapped().given
        'Харрис'
        """
        words = [*self.given.split(" "), self.surname] if self.given_first else [
            self.surname, *self.given.split(" ")
        ]  # fmt: skip
        if self.given_first:
            return self._replace(surname=words[0], given=" ".join(words[1:]), given_first=False)
        return self._replace(surname=words[-1], given=" ".join(words[:-1]), given_first=True)


@dataclass(slots=True)
class _Pieces:
    """The pieces of a name as they are read, from left to right.

    ``inner`` tells a particle right after the first name: «Ян ван Дейк».
    """

    names: list[str]
    initials: list[str]
    particle: str = ""
    suffix: str = ""
    inner: bool = False

    def take(self, match: re.Match[str], text: str) -> bool:
        """Files one token; False where it can be no part of a name."""
        token, small = match.group(), fold(match.group())
        if small in _suffixes() or (self.names and _ROMAN.fullmatch(token)):
            self.suffix = token
        elif match["initial"]:
            self.initials.append(token if token.endswith(".") else f"{token}.")
        elif self._is_particle(token, small) or self._is_inner(match, small):
            self.particle = f"{self.particle} {token}".strip()
            self.inner = len(self.names) == 1
        elif match["other"] or not (token[0].isupper() or _linked(small, token)):
            return False
        elif _glued(token, self.names, text):
            self.initials += [f"{letter}." for letter in token]
        else:
            self.names.append(token)
        return True

    def _is_particle(self, token: str, small: str) -> bool:
        if small not in words("names", "before") or self.names[1:]:
            return False
        return small == token or not self.names

    def _is_inner(self, match: re.Match[str], small: str) -> bool:
        """«Франк Де Врис»: a particle with a capital between first name and surname."""
        inner = len(self.names) == 1 and match.string[match.end() :].lstrip()[:1].isupper()
        return inner and small in words("names", "before") - words("names", "asian")


@lru_cache(maxsize=8192)
def parse_name(text: str) -> PersonName | None:
    """The parts of the name that ``text`` is; None where it is no name of one person.

    >>> parse_name("Алиеву Гейдару Алирза оглы").patronymic
    'Алирза'
    >>> parse_name("губернатору области") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    pieces = _Pieces([], [])
    if not all(pieces.take(match, text) for match in _TOKEN.finditer(text)):
        return None
    names, initials = pieces.names, pieces.initials
    particle, suffix = pieces.particle, pieces.suffix
    if not names and particle[:1].isupper():
        names, particle = [particle], ""
    if not names or len(names) + len(initials) > _MOST_WORDS:
        return None
    if pieces.inner and len(names) == 2 and not initials:  # noqa: PLR2004
        name = PersonName(names[1], names[0], "", "", particle, suffix)
    else:
        name = _arrange(names, "".join(initials), particle, suffix)
    first = _given_first(text, name)
    return name._replace(given_first=first, open_order=_open_order(name, names))


def _open_order(name: PersonName, names: list[str]) -> bool:
    """Whether a surname and given names stand together without anything that tells them."""
    if not (name.surname and name.given) or name.patronymic or name.initials or name.particle:
        return False
    if fold(names[0]) in words("names", "asian") and name.surname == names[0]:
        return False
    return is_given_name(names[0]) == is_given_name(names[-1])


def _given_first(text: str, name: PersonName) -> bool:
    """Whether the given name or the initials stand before the surname in ``text``."""
    first = text.lstrip()[:1]
    given = name.given or name.initials
    return bool(given and name.surname) and text.find(name.surname) > 0 and first == given[:1]


def _linked(small: str, token: str) -> bool:
    """«эль-Масри»: a particle and a name in one."""
    particle, dash, _ = small.partition("-")
    rest = token[len(particle) + 1 :]
    return bool(dash) and particle in words("names", "before") and rest[:1].isupper()


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    return words("names", "sons") | words("names", "daughters")


def _glued(token: str, names: list[str], text: str) -> bool:
    """«Иванов ИИ»: two capitals without full stops beside a surname in small letters."""
    return len(token) == 2 and token.isupper() and bool(names) and not text.isupper()  # noqa: PLR2004


def _arrange(names: list[str], initials: str, particle: str, suffix: str) -> PersonName:
    if initials:
        given = names[1] if len(names) == 2 and is_given_name(names[1]) else ""  # noqa: PLR2004
        surname = names[0] if given else " ".join(names)
        if not given and len(names) == 2 and is_given_name(names[0]):  # noqa: PLR2004
            given, surname = names[0], names[1]
        return PersonName(surname, given, "", initials, particle, suffix)
    surname, given, patronymic = _order(names, suffix)
    return PersonName(surname, given, patronymic, "", particle, suffix)


def _order(names: list[str], suffix: str) -> tuple[str, str, str]:
    """Which of the full names is which: (surname, given, patronymic)."""
    if len(names) == 1:
        sure = _givenness(names[0]) > _SURELY_GIVEN or _is_short(names[0])
        return ("", names[0], "") if sure else (names[0], "", "")
    if len(names) == 2:  # noqa: PLR2004
        return _two(*names)
    if suffix:
        return _with_suffix(names)
    return _many(names)


def _with_suffix(names: list[str]) -> tuple[str, str, str]:
    first, second, *_, last = names
    if len(names) == 3 and is_given_name(first) and not is_given_name(second):  # noqa: PLR2004
        return last, first, second
    return first, " ".join(names[1:-1]), last


def _many(names: list[str]) -> tuple[str, str, str]:
    first, second, *rest = names
    if is_patronymic(names[-1]) and not (is_patronymic(second) and is_given_name(first)):
        return " ".join(names[:-2]), names[-2], names[-1]
    if is_patronymic(second):
        return " ".join(rest), first, second
    if is_given_name(first) and not (is_given_name(second) and is_given_name(names[-1])):
        return names[-1], " ".join(names[:-1]), ""
    return first, " ".join(names[1:]), ""


def _two(first: str, second: str) -> tuple[str, str, str]:
    if is_patronymic(second) and is_given_name(first):
        return "", first, second
    ours, theirs = _givenness(first), _givenness(second)
    if theirs <= 0 and _is_eastern(first, given=ours > theirs):
        return first, second, ""
    if ours == theirs:
        ours, theirs = _given_odds(first), _given_odds(second)
    return (second, first, "") if ours > theirs else (first, second, "")


def _is_eastern(word: str, *, given: bool) -> bool:
    """«Цзяну» of «Цзяну Вэю»: a surname that stands first; «Ян Ковач» has it as a ``given`` one."""
    surnames = words("names", "asian") - (words("names", "given_asian") if given else frozenset())
    return any(fold(c.lemma) in surnames for c in candidates(word, "last"))


def _given_odds(word: str) -> float:
    """Log odds that an unknown word is a first name rather than a surname, by its letters."""
    return candidates(word, "first")[0].score - candidates(word, "last")[0].score


@lru_cache(maxsize=8192)
def is_given_name(word: str) -> bool:
    """Whether the dictionary knows ``word`` as a form of a first name.

    >>> is_given_name("Павлом"), is_given_name("Губернатором")
    (True, False)
    """
    return _givenness(word) > 0


@lru_cache(maxsize=8192)
def _givenness(word: str) -> float:
    readings = [p for p in parses(word.title() if word.isupper() else word) if p.known]
    given = sum(p.score for p in readings if p.is_name and p.number != "plur")
    return given - sum(p.score for p in readings if p.is_surname) / 2 if given else 0.0


def _is_short(word: str) -> bool:
    """«Света», «Славе»: a short first name, whatever else the letters could be."""
    short = table("names")["short_names"]
    return any(fold(c.lemma) in short for c in candidates(word, "first"))


@lru_cache(maxsize=8192)
def is_patronymic(word: str) -> bool:
    """Whether ``word`` looks like a patronymic in any case.

    >>> is_patronymic("Олеговичем"), is_patronymic("Ильиничне"), is_patronymic("Олегом")
    (True, True, False)
    """
    return bool(_PATRONYMIC.search(fold(word)))
