"""What the words beside a name of the roster say: a position, a part played, or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from protocol_nlp.lexicon import rules, table
from protocol_nlp.morphology import inflect, parses
from protocol_nlp.normalization import nominative
from protocol_nlp.records import AttendeeRole

__all__ = ["BARE", "Words", "holds_office", "office_in", "one_of", "read_label", "read_words"]

_BRACKET = re.compile(r"\s*\(([^()]{0,160})\)")
_MARKS = " ,;:–—-|_•▸▪●*/\t\n"
_NUMBERED = re.compile(r"^(?:\d{1,3}[.)]?|[–—•▪●*-])\s+(?=\D)")
BARE = frozenset({"председатель", "секретарь"})  # before a name they only tell the part
_ELECTED = re.compile(r"^.*[а-яё]{4}\.\s+(?=[А-ЯЁ])|\s+избран[аоы]?$", re.DOTALL)
_PART_FIRST = re.compile(
    r"((?:председатель|(?:уч[её]ный\s+)?секретарь)[^–—,]{0,60})\s[–—-]\s", re.IGNORECASE
)
_COMRADE = re.compile(r"(?:^|\s)(?:тов|тт?|т\.\s?т|гр)\.?$", re.IGNORECASE)  # before a name
_FEW = 8  # words in which a verb shows that something is told
_LONGEST = 300  # characters of a position; a longer stretch is prose


@dataclass(frozen=True, slots=True)
class Words:
    """What some words say: ``position``, ``role`` if any, and whether they are of many.

    ``body`` is whose chairman or secretary the position makes somebody («комиссии»), ""
    where it does not say; None where it makes nobody anything.
    """

    position: str | None = None
    role: AttendeeRole | None = None
    many: bool = False
    body: str | None = None


@lru_cache(maxsize=4096)
def read_words(words: str, *, absent: bool = False) -> Words:
    """Words beside a name; ``absent``: of one who was not there, and so perhaps why.

    >>> read_words("руководитель проекта, вёл штаб")
    Words(position='руководитель проекта', role='chair', many=False, body='')
    >>> read_words("по видеосвязи").position, read_words("заместители главы").position
    (None, 'заместитель главы')
    """
    told = Words()
    kept: list[str] = []
    words = _ELECTED.sub("", _bare(words))
    led = _PART_FIRST.match(words)
    if led is not None and rules("roster", "parts").opens(led[1].strip()):
        told, _ = _part(led[1].strip(), told, absent=absent)
        words = words[led.end() :]  # «председатель комиссии – заместитель директора»
    for part in _parts(words):
        told, keeps = _part(part, told, absent=absent)
        kept += [part] if keeps else []
    phrase = _trimmed(", ".join(kept))
    if not phrase or len(phrase) > _LONGEST or not re.search(r"[А-Яа-яЁё]{2}", phrase):
        return told
    single = one_of(phrase)
    return Words(single or phrase, told.role, single is not None, told.body)


def _bare(words: str) -> str:
    """Without remarks in brackets; other brackets stay («директор (по связи)»)."""
    words = " ".join(words.split())
    for match in reversed(list(_BRACKET.finditer(words))):
        inner = match[1].strip()
        if not inner or _is_remark(inner, absent=True):
            words = words[: match.start()] + words[match.end() :]
    return _trimmed(words)


def _trimmed(words: str) -> str:
    words = _COMRADE.sub("", words.strip(_MARKS)).strip(_MARKS).lstrip(". ")
    words = _NUMBERED.sub("", words).removeprefix("и ")
    if words.endswith(".") and not _abbreviated(words):
        words = words.rstrip(". ")
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1]
    if words.count("(") != words.count(")"):
        words = words.strip("()") if words[:1] == "(" or words[-1:] == ")" else words
    return words.strip(_MARKS)


def _abbreviated(words: str) -> bool:
    return words.rstrip(".").split(" ")[-1].lower() in table("roster")["abbreviations"]


def _parts(words: str) -> Iterator[str]:
    """The parts between commas, none cut inside brackets or quotes."""
    depth, start = 0, 0
    for at, letter in enumerate(words):
        depth += (letter in "(«") - (letter in ")»")
        if letter == "," and depth <= 0:
            yield words[start:at].strip()
            start = at + 1
    yield words[start:].strip()


def _part(part: str, told: Words, *, absent: bool) -> tuple[Words, bool]:
    """What one part adds to what is known, and whether it is of the position."""
    played = rules("roster", "parts").opening(part)
    if played is None or told.role is not None:
        return told, bool(part) and not _is_remark(part, absent=absent)
    rule, match = played
    body = match.groupdict().get("body") or ""
    role: AttendeeRole = "chair" if rule.value["role"] == "chair" else "secretary"
    return Words(role=role, body=body), rule.value["says"] == "office"


def _is_remark(words: str, *, absent: bool) -> bool:
    if rules("roster", "remarks").opens(words) or rules("roster", "crowds").opens(words):
        return True
    if absent and rules("roster", "reasons").finds(words):
        return True
    return any(_is_told(w) for w in re.findall(r"[а-яё]{4,}", words)[:_FEW])


@lru_cache(maxsize=4096)
def _is_told(word: str) -> bool:
    """«заглянул»: a verb tells something, and no position."""
    found = parses(word)
    return bool(found) and all(p.part_of_speech == "VERB" for p in found)


@lru_cache(maxsize=2048)
def one_of(phrase: str) -> str | None:
    """The singular of a position in the plural, None where it is not in the plural.

    >>> one_of("независимые эксперты"), one_of("члены комиссии"), one_of("кадры")
    ('независимый эксперт', 'член комиссии', None)
    """
    words = phrase.split(" ")
    for at, word in enumerate(words[:4]):
        nouns = [p for p in parses(word) if p.part_of_speech == "NOUN"]
        plural = [p for p in nouns if p.number == "plur" and p.case == "nomn"]
        if not nouns and any(p.case == "nomn" and p.number == "plur" for p in parses(word)):
            continue
        single = any(p.number == "sing" and p.case == "nomn" for p in nouns)
        if not plural or plural[0].animacy != "anim" or single:
            return None
        head = inflect(plural[0], frozenset({"sing", "nomn"}))
        gender = plural[0].gender or "masc"
        before = [_agreed(w, gender) for w in words[:at]]
        return " ".join([*before, _dressed(head or word, word), *words[at + 1 :]])
    return None


def _agreed(word: str, gender: str) -> str:
    found = next((p for p in parses(word) if p.number == "plur" and p.case == "nomn"), None)
    form = inflect(found, frozenset({"sing", "nomn", gender})) if found else None
    return _dressed(form or word, word)


def _dressed(form: str, model: str) -> str:
    return form[:1].upper() + form[1:] if model[:1].isupper() else form


def read_label(words: str) -> str | None:
    """The position that a heading of the roster gives to those it stands over.

    >>> read_label("Члены комиссии:"), read_label("Секретарь собрания –")
    ('член комиссии', None)
    >>> read_label("Секретарь комиссии   -"), read_label("Присутствовали:")
    ('Секретарь комиссии', None)
    """
    phrase = _trimmed(" ".join(words.split()))
    found = rules("roster", "labels").opening(phrase)
    if found is None:
        return None
    value = _trimmed(found[1]["value"].partition(",")[0])
    if value.lower() in BARE:
        return None
    if found[0].value.get("many"):
        single = one_of(value)
        return single[:1].lower() + single[1:] if single else None
    said = rules("roster", "parts").opening(value)
    return None if said and said[0].value["says"] == "part" else value


def office_in(title: str) -> str | None:
    """The office, in the nominative, whose meeting a title names.

    >>> office_in("планёрка у главного врача"), office_in("заседания совета")
    ('главный врач', None)
    """
    found = rules("roster", "title_offices").first(title)
    return nominative(found[1]["value"], "gent").normal if found else None


def holds_office(position: str, office: str) -> bool:
    """Whether a position is the office, with or without the body that it is in.

    >>> holds_office("директор школы № 5", "директор школы"), holds_office("завуч", "директор")
    (True, False)
    """
    one, other = (" ".join(w.lower().replace("ё", "е").split()) for w in (position, office))
    return bool(one and other) and (
        f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")
    )
