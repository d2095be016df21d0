"""Where in a phrase the name of a person stands, beside a position or alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from protocol_nlp.lexicon import rules, words
from protocol_nlp.morphology import fold, parses
from protocol_nlp.normalization.name_syntax import (
    PersonName,
    is_given_name,
    is_patronymic,
    parse_name,
)
from protocol_nlp.records import Gender

__all__ = ["Found", "Title", "find_names", "strip_titles"]

_WORD = (
    r"(?:[А-ЯЁ][а-яё’']*[А-ЯЁ]?[а-яё]+(?:-[А-ЯЁа-яё][а-яё]+){0,2}"
    r"|[А-ЯЁ]{2,}(?:[-’'][А-ЯЁ]{2,}){0,2}"
    r"|[А-ЯЁ]’?'?[А-ЯЁ][а-яё]+)"
)
_PARTICLE = r"(?:(?:ван|фон|де|дер|ден|ди|да|дю|ла|ле|аль|эль|бен|ибн|тер|дель|дос)[\s-]+){0,2}"
_INITIAL = r"[А-ЯЁ][а-яё]?\s?\.(?:\s?-\s?[А-ЯЁ]\.)?"
_INITIALS = rf"(?:{_INITIAL}\s?){{1,2}}{_INITIAL}|{_INITIAL}"
_SUFFIX = r"(?:\s+(?:оглы|оглу|кызы|улы|уулу|гызы|угли)\b)?"
_BARE = r"[А-ЯЁ]\s?[А-ЯЁ](?![\w.-])"
_WITH_INITIALS = re.compile(
    rf"(?<![\w-]){_PARTICLE}{_WORD}\s*,?\s?(?:{_INITIALS}){_SUFFIX}(?![\w-])"
    rf"|(?<![\w-])(?:{_INITIALS})\s*{_PARTICLE}{_WORD}{_SUFFIX}(?![\w-])"
    rf"|(?<![\w-]){_PARTICLE}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+{_BARE}"
    rf"|(?<![\w-])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ](?=$|[,;)])"
)
_RUN = re.compile(
    rf"(?<![\w.-]){_PARTICLE}{_WORD}(?:\s+{_PARTICLE}{_WORD}){{0,5}}{_SUFFIX}(?![\w-])"
)
_PIECE = re.compile(rf"{_PARTICLE}{_WORD}{_SUFFIX}")
_ENDS_IN_SUFFIX = re.compile(r"\s(?:оглы|оглу|кызы|улы|уулу|гызы|угли)$")
_LONGEST = 4000
_LONGEST_RUN = 3  # words of a name that nothing but its capitals tells
_SURELY, _LIKELY = 0.5, 0.3  # share of a word's readings as a surname


class Found(NamedTuple):
    """A name and where it stands in the phrase (half-open offsets)."""

    start: int
    stop: int
    name: PersonName


@lru_cache(maxsize=4096)
def find_names(phrase: str, *, eager: bool = False) -> tuple[Found, ...]:
    """The names of people in ``phrase``, in order, with initials or in full.

    ``eager`` takes a lone surname or a name that no dictionary knows for one, where the
    caller knows that there is a person.

    >>> [phrase.surname for *_, phrase in find_names("директору Орлову В.А. и Ю. Цою")]
    ['Орлову', 'Цою']
    """
    if len(phrase) > _LONGEST:
        return ()
    found = [f for m in _WITH_INITIALS.finditer(phrase) if (f := _checked(m))]
    taken = [(f.start, f.stop) for f in found]
    for match in _RUN.finditer(phrase):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            full = _in_run(match, whole=match.group() == phrase.strip(), eager=eager)
            found += [full] if full else []
    return tuple(sorted(found))


def _checked(match: re.Match[str]) -> Found | None:
    name = parse_name(match.group().replace(",", " "))
    if name is None or _is_unit(name.surname):
        return None
    return Found(match.start(), match.end(), name)


def _is_unit(surname: str) -> bool:
    """«Российской Федерации. А.»: a word that the dictionary knows as no surname at all."""
    readings = parses(surname)
    return any(p.is_abbreviation and p.known and p.is_organization for p in readings)


def _in_run(match: re.Match[str], *, whole: bool, eager: bool) -> Found | None:
    pieces = [(m.start(), m.end()) for m in _PIECE.finditer(match.group())]
    while len(pieces) > 1 and match.group()[slice(*pieces[0])] in words("recognition", "forms"):
        del pieces[0]  # «КФХ Гурьева»
        whole = False
    texts = [match.group()[a:b] for a, b in pieces]
    picked = _pick(
        [t.split()[0] if " " in t else t for t in texts], match, whole=whole, eager=eager
    )
    if picked is None:
        return None
    first, last = picked
    start, stop = match.start() + pieces[first][0], match.start() + pieces[last][1]
    name = parse_name(match.string[start:stop])
    return Found(start, stop, name) if name else None


def _pick(
    texts: list[str], match: re.Match[str], *, whole: bool, eager: bool
) -> tuple[int, int] | None:
    """Which words of a run of capitals are the name: first and last, or None."""
    last = len(texts) - 1
    if _ENDS_IN_SUFFIX.search(match.group()):
        return max(0, last - 2), last
    patronymic = next((i for i in range(last, 0, -1) if is_patronymic(texts[i])), 0)
    if patronymic:
        return _around(texts, patronymic)
    return _beside_given(texts, whole=whole) or (
        _whole(texts, eager=eager) if whole else _lone(texts, match, eager=eager)
    )


def _beside_given(texts: list[str], *, whole: bool) -> tuple[int, int] | None:
    """A first name with the word after it, or before it where it ends the run."""
    last = len(texts) - 1
    is_given = [is_given_name(t) and not _place(t) for t in texts]
    if not last or not any(is_given):
        return None
    given = max(i for i, found in enumerate(is_given) if found)
    if whole and last < _LONGEST_RUN:
        return 0, last
    return (given, given + 1) if given < last else (given - 1, given)


def _whole(texts: list[str], *, eager: bool) -> tuple[int, int] | None:
    """A phrase that is all capitals: a name where its words are no ordinary words."""
    last = len(texts) - 1
    if not last:
        one = not _many(texts[0]) and (eager or _surname(texts[0]) > _SURELY)
        return (0, 0) if one else None
    strange = last < _LONGEST_RUN and not any(_common(t) for t in texts)
    eastern = last < _LONGEST_RUN and fold(texts[0]) in words("names", "asian")
    return (0, last) if eager or strange or eastern else None


def _around(texts: list[str], patronymic: int) -> tuple[int, int]:
    """Surname, given name, patronymic around a patronymic, in either order."""
    after = patronymic + 1 < len(texts)
    surname = texts[patronymic - 2] if patronymic >= 2 else ""  # noqa: PLR2004
    if surname and not _role(surname) and not (after and _common(surname)):
        return patronymic - 2, patronymic
    return patronymic - 1, patronymic + 1 if after else patronymic


@lru_cache(maxsize=4096)
def _role(word: str) -> bool:
    """«Председателю Ивану Петровичу»: a word for an office, though it starts with a capital."""
    return any(fold(p.lemma) in words("nouns", "offices") for p in parses(word))


def _lone(texts: list[str], match: re.Match[str], *, eager: bool) -> tuple[int, int] | None:
    """The last word of a phrase, after a position: «председателю комитета Громову»."""
    last = len(texts) - 1
    if _many(texts[last]):
        return None
    at_end = not match.string[match.end() :].strip(" .,;)")
    if at_end and (eager or (match.start() and _surname(texts[last]) > _LIKELY)):
        return last, last
    return None


def _many(word: str) -> bool:
    """«Демократы»: an ordinary word in the plural only is nobody's name."""
    readings = [p for p in parses(word) if p.known and p.is_noun]
    surname = any(p.is_surname for p in readings) or fold(word).endswith(("ов", "ев"))
    return bool(readings) and not surname and all(p.number == "plur" for p in readings)


def _surname(word: str) -> float:
    readings = parses(word.title() if word.isupper() else word)
    if any(p.is_place and p.score > 0.2 for p in readings):  # noqa: PLR2004
        return 0.0
    known = sum(p.score for p in readings if p.is_surname and p.known)
    return known or sum(p.score for p in readings if p.is_surname) / 2


def _place(word: str) -> bool:
    return any(p.is_place for p in parses(word)[:2])


@lru_cache(maxsize=8192)
def _common(word: str) -> bool:
    """Whether the dictionary has ``word`` as an ordinary word rather than a name."""
    if len(word) <= 3 and not word.isupper():  # noqa: PLR2004 - «Ван», «Ким», «Дин»
        return False
    readings = [p for p in parses(word) if p.known and p.part_of_speech in {"NOUN", "ADJF"}]
    names = sum(p.score for p in readings if p.is_surname or p.is_name or p.is_patronymic)
    return bool(readings) and names < 0.2  # noqa: PLR2004


class Title(NamedTuple):
    """A phrase without what stands before a name, and whose gender that tells."""

    phrase: str
    gender: Gender | None
    found: bool


@lru_cache(maxsize=4096)
def strip_titles(phrase: str) -> Title:
    """``phrase`` without «т.», «г-н», degrees and the like before a name.

    >>> strip_titles("тов. Орлову В.А.").phrase, strip_titles("г-же Цой").gender
    ('Орлову В.А.', 'f')
    """
    gender: Gender | None = None
    rest = phrase
    for _ in range(3):
        found = next((h for h in rules("names", "titles").firsts(rest) if h[1].end()), None)
        if found is None:
            break
        rule, match = found
        rest, gender = rest[match.end() :], rule.value.get("gender") or gender
    return Title(rest, gender, rest != phrase)
