"""Names for the baseline: natasha's tagger, and normal forms by pymorphy3 word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from protocol_nlp.records import EntityKind, Gender, Span

LEAD = re.compile(r"\s*(?:(?:Рекомендовать|Поручить|Предложить|Обязать)\s+)?([^\n:(]{4,200})[:(]")
INITIALS = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.")


@dataclass(frozen=True)
class Found:
    """A name in the text and its normal form."""

    span: Span
    kind: EntityKind
    text: str
    normal: str
    gender: Gender | None
    dative: bool


@cache
def tagger() -> Any:  # noqa: ANN401  slovnet has no types
    """The tagger of natasha, from the weights in its package."""
    from navec import Navec  # noqa: PLC0415
    from slovnet import NER  # noqa: PLC0415

    places = find_spec("natasha")
    data = Path((places.submodule_search_locations or [""])[0] if places else "") / "data"
    return NER.load(str(data / "model/slovnet_ner_news_v1.tar")).navec(
        Navec.load(str(data / "emb/navec_news_v1_1B_250K_300d_100q.tar"))
    )


@cache
def morphology() -> Any:  # noqa: ANN401  pymorphy3 has no types
    """The dictionary of word forms."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    return MorphAnalyzer()


@lru_cache(maxsize=20_000)
def parses(word: str) -> tuple[Any, ...]:
    """The readings of a word, the likeliest first."""
    return tuple(morphology().parse(word))


def cased_like(word: str, model: str) -> str:
    """``word`` with the capitals of ``model``."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def inflected(word: str, number: str | None, gender: str | None) -> str:
    """A word in the nominative, of the gender and number asked for where it has them."""
    for reading in parses(word):
        wanted = {"nomn"} | ({number} if number else set())
        wanted |= {gender} if gender and "plur" not in wanted and reading.tag.gender else set()
        form = reading.inflect(wanted)
        if form:
            return cased_like(form.word, word)
    return word


def organization(text: str) -> str:
    """The head noun and the adjectives before it in the nominative, the rest as it stands."""
    words = text.split(" ")
    for place, word in enumerate(words):
        reading = parses(word)[0]
        if "NOUN" in reading.tag:
            number, gender = reading.tag.number, reading.tag.gender
            head = [inflected(w, number, gender) for w in words[: place + 1]]
            return " ".join([*head, *words[place + 1 :]])
        if not {"ADJF", "PRTF"} & set(map(str, [reading.tag.POS])):
            return text
    return text


def person(text: str) -> tuple[str, Gender | None]:
    """Surname and initials, or the names, in the nominative; and the gender they show."""
    initials = INITIALS.search(text)
    names = [w for w in re.findall(r"[А-ЯЁа-яё-]{2,}", text) if w[0].isupper()]
    gender = next((g for name in names for g in [_gender(name)] if g), None)
    forms = [inflected(name, "sing", gender) for name in names]
    letters = [initials.group().replace(" ", "")] if initials else []
    short: Gender | None = {"masc": "m", "femn": "f"}.get(gender or "")  # type: ignore[assignment]
    return " ".join([*forms, *letters]), short


def _gender(name: str) -> str | None:
    for reading in parses(name):
        if {"Surn", "Name", "Patr"} & set(reading.tag.grammemes):
            return reading.tag.gender
    return None


def is_dative(words: str) -> bool:
    """Whether the first word of a phrase may stand in the dative."""
    first = re.split(r"[\s.]+", words)[0]
    return any(reading.tag.case == "datv" for reading in parses(first)[:3])


def roles(text: str, start: int, stop: int) -> list[Found]:
    """A dative phrase without a name at the head of a lead: «Рекомендовать главам районов:»."""
    match = LEAD.match(text, start, stop)
    if not match or not is_dative(match.group(1)):
        return []
    span = Span(*match.span(1))
    return [Found(span, "role", match.group(1), organization(match.group(1)), None, dative=True)]


def names(text: str) -> list[Found]:
    """The people and organisations that the tagger sees, line by line."""
    found = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        for tagged in tagger()(line.group()).spans:
            if tagged.type in ("PER", "ORG"):
                start = line.start() + tagged.start
                words = text[start : line.start() + tagged.stop].partition(" (")[0]
                found.append(_found(Span(start, start + len(words)), words, tagged.type))
    return found


def _found(span: Span, words: str, label: str) -> Found:
    dative = is_dative(words)
    if label == "PER":
        normal, gender = person(words)
        return Found(span, "person", words, normal, gender, dative)
    return Found(span, "organization", words, organization(words), None, dative)
