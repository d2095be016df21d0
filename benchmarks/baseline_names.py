"""Names for the baseline: natasha's taggers, and normal forms by pymorphy3 word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from razdel import tokenize

from protocol_nlp.records import EntityKind, Gender, Span

LEAD = re.compile(r"\s*(?:(?:Рекомендовать|Поручить|Предложить|Обязать)\s+)?([^\n:(]{4,200})[:(]")
INITIAL = re.compile(r"\b[А-ЯЁ]\.")
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


@dataclass(frozen=True)
class Found:
    """A name in the text and its normal form."""

    span: Span
    kind: EntityKind
    text: str
    normal: str
    gender: Gender | None
    dative: bool


class Tag(NamedTuple):
    """Case and gender of a word in its context, in the dictionary's terms."""

    case: str | None = None
    gender: str | None = None


@cache
def taggers() -> tuple[Any, Any]:
    """The taggers of natasha for names and for morphology, from the weights in its package."""
    from navec import Navec  # noqa: PLC0415
    from slovnet import NER, Morph  # noqa: PLC0415

    places = find_spec("natasha")
    data = Path((places.submodule_search_locations or [""])[0] if places else "") / "data"
    vectors = Navec.load(str(data / "emb/navec_news_v1_1B_250K_300d_100q.tar"))
    names = NER.load(str(data / "model/slovnet_ner_news_v1.tar")).navec(vectors)
    return names, Morph.load(str(data / "model/slovnet_morph_news_v1.tar")).navec(vectors)


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
        if gender and number != "plur" and reading.tag.gender:
            wanted.add(gender)
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


def person(text: str, tags: dict[str, Tag]) -> tuple[str, Gender | None]:
    """Surname first, names or initials after it, in the nominative; and the gender they show.

    ``tags`` has the case and gender that the tagger saw in the context, word by word.
    """
    initials = "".join(INITIAL.findall(text))
    words = [w for w in re.findall(r"[А-ЯЁа-яё-]{2,}", text) if w[0].isupper()]
    read = [_reading(word, tags.get(word, Tag())) for word in words]
    gender = next((g for _, _, g in read if g), None)
    ordered = sorted(read, key=lambda reading: ("Surn", "Name", "Patr").index(reading[1]))
    short: Gender | None = "m" if gender == "masc" else "f" if gender == "femn" else None
    return " ".join([*(form for form, _, _ in ordered), *([initials] if initials else [])]), short


def _reading(word: str, tag: Tag) -> tuple[str, str, str | None]:
    """A name in the nominative, what part of a name it is, and its gender."""
    named = [(r, g) for r in parses(word) for g in ("Surn", "Name", "Patr") if g in r.tag]
    if not named:
        return word.capitalize() if word.isupper() else word, "Surn", None
    agreeing = [n for n in named if n[0].tag.case == tag.case and n[0].tag.gender == tag.gender]
    cased = [n for n in named if n[0].tag.case == tag.case]
    reading, part = (agreeing or cased or named)[0]
    form = reading.inflect({"nomn", "sing"})
    shown = form.word if form else reading.word
    return "-".join(piece.capitalize() for piece in shown.split("-")), part, reading.tag.gender


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
        spans = taggers()[0](line.group()).spans
        tags = _tags(line.group()) if any(s.type == "PER" for s in spans) else {}
        for tagged in spans:
            if tagged.type in ("PER", "ORG"):
                start = line.start() + tagged.start
                words = text[start : line.start() + tagged.stop].partition(" (")[0]
                found.append(_found(Span(start, start + len(words)), words, tagged.type, tags))
    return found


def _tags(line: str) -> dict[str, Tag]:
    """Case and gender of each word of a line."""
    tokens = taggers()[1]([token.text for token in tokenize(line)]).tokens
    return {
        t.text: Tag(CASES.get(t.feats.get("Case")), GENDERS.get(t.feats.get("Gender")))
        for t in tokens
    }


def _found(span: Span, words: str, label: str, tags: dict[str, Tag]) -> Found:
    dative = is_dative(words)
    if label == "PER":
        normal, gender = person(words, tags)
        return Found(span, "person", words, normal, gender, dative)
    return Found(span, "organization", words, organization(words), None, dative)
