"""The words of a text and what each may be: one tokenisation for rules and tagger.

Rules walk over word numbers, never over characters; what a word may be is asked of
morphology only where a rule gets that far, and remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from protocol_nlp.lexicon import words
from protocol_nlp.morphology import Parse, fold, parses, placed
from protocol_nlp.recognition.tagger import tokens

# «г. Лугов, 5 мая 2021 г.» on a line of its own: where and when, never the end of a name.
_TAB = re.compile(r"\t")
_DATELINE = re.compile(
    r"(?:г|с|п|пос|дер|пгт|рп)\.?\s?[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?(?:,?\s*[«\"]?\d[^\n]{0,40})?(?:\n|$)"
)
TURKIC = frozenset({"оглы", "оглу", "кызы", "гызы", "улы", "заде", "огли"})
PLACE_SIGNS = frozenset({"г", "с", "д", "п", "пос", "пгт", "рп", "дер", "ст", "х", "гор"})

__all__ = ["Form", "Sense", "Words", "sense"]


class Form(NamedTuple):
    """One nominal form that a word may be; None where the dictionary leaves it open."""

    lemma: str
    case: str | None
    number: str | None
    gender: str | None


class Sense(NamedTuple):
    """What a word may be: its nominal readings, and whether it is likelier a verb.

    ``nouns`` and ``adjectives`` (participles and ordinals among them) are in the order
    of likelihood.  A word that no dictionary declines (Latin letters, capitals) is
    ``fixed`` and stands in any case.  ``functional`` are prepositions, conjunctions and
    particles.
    """

    nouns: tuple[Form, ...] = ()
    adjectives: tuple[Form, ...] = ()
    pronoun: bool = False
    participle: bool = False
    infinitive: bool = False
    verb: bool = False
    adverb: bool = False
    functional: bool = False
    surname: bool = False
    first_name: bool = False
    patronymic: bool = False
    place: bool = False
    animate: bool = False
    known: bool = False
    fixed: bool = False

    def noun_in(self, cases: frozenset[str]) -> bool:
        """Whether the word may be a noun in one of ``cases``."""
        return self.fixed or any(form.case in cases or form.case is None for form in self.nouns)

    def adjective_in(self, cases: frozenset[str]) -> bool:
        """Whether the word may be an adjective or participle in one of ``cases``."""
        return any(form.case in cases for form in self.adjectives)


@lru_cache(maxsize=65536)
def sense(word: str) -> Sense:
    """What ``word`` may be.

    >>> sense("министерству").noun_in(frozenset({"datv"}))
    True
    >>> sense("обеспечить").infinitive, sense("РФ").fixed
    (True, True)
    """
    readings = [p for p in parses(word) if p.score > _RARE or p.is_surname or p.is_name]
    if not readings or word.isascii():
        return Sense(fixed=word.isalpha())
    nouns = [p for p in readings if p.is_noun and "Init" not in p.tag]
    first = readings[0]
    if first.part_of_speech in _FUNCTIONAL and first.score > _SURE:
        return Sense(functional=True, known=True)
    return Sense(
        nouns=tuple(_form(p) for p in nouns),
        adjectives=tuple(_form(p) for p in (*readings, *placed(word)) if _adjectival(p)),
        pronoun=any("Apro" in p.tag or p.part_of_speech == "NPRO" for p in readings),
        participle=any(p.part_of_speech == "PRTF" for p in readings),
        infinitive=first.part_of_speech == "INFN",
        verb=first.part_of_speech in _VERBS and not _likely_noun(first, nouns),
        adverb=first.part_of_speech == "ADVB",
        functional=first.part_of_speech in _FUNCTIONAL,
        surname=any(p.is_surname for p in readings),
        first_name=any(p.is_name and p.known for p in readings),
        patronymic=any(p.is_patronymic for p in readings),
        place=any(p.is_place for p in readings),
        animate=any(p.animacy == "anim" for p in nouns),
        known=any(p.known for p in readings),
        fixed=first.is_indeclinable
        or (len(word) <= _ABBREVIATION and word.isupper() and not first.known),
    )


_RARE = 0.004  # readings that a reader would not think of
_ABBREVIATION = 6  # letters of a word in capitals that nobody declines
_FUNCTIONAL, _SURE = frozenset({"PREP", "CONJ", "PRCL"}), 0.9
_VERBS = frozenset({"VERB", "INFN", "GRND", "PRTS", "PRED", "ADJS"})


def _likely_noun(first: Parse, nouns: list[Parse]) -> bool:
    """«судна»: a short adjective that hardly anybody uses."""
    return first.part_of_speech == "ADJS" and sum(p.score for p in nouns) > first.score


def _adjectival(parse: Parse) -> bool:
    return parse.is_adjectival or parse.part_of_speech == "NUMR" or "Anum" in parse.tag


def _form(parse: Parse) -> Form:
    return Form(parse.lemma, parse.case, parse.number, parse.gender)


@cache
def _marks() -> frozenset[str]:
    """The folded words that :attr:`Words.where` knows."""
    return PLACE_SIGNS | TURKIC | words("recognition", "titles") | {"("}


class Words:
    r"""The words of ``text`` with their offsets; ``lower[i]`` is folded (ё as е).

    ``towns`` are the folded words that stand after a sign of a place («г.», «пос.»).
    ``where`` gives the numbers of the few words that rules look for by themselves: titles,
    brackets, signs of places, particles of names; ``lines`` the words of each line.

    >>> words = Words("Отделу ЖКХ:\nдо 1 мая")
    >>> words.words, words.lines
    (['Отделу', 'ЖКХ', ':', 'до', '1', 'мая'], [(0, 3), (3, 6)])
    """

    __slots__ = (
        "_breaks",
        "lines",
        "lower",
        "starts",
        "stops",
        "text",
        "towns",
        "where",
        "words",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.stops: list[int] = []
        self.lines: list[tuple[int, int]] = []
        at = 0
        for line in text.split("\n"):
            first = len(self.starts)
            for start, stop in tokens.spans(line):
                self.starts.append(start + at)
                self.stops.append(stop + at)
            if len(self.starts) > first:
                self.lines.append((first, len(self.starts)))
            at += len(line) + 1
        self.words = [text[a:b] for a, b in zip(self.starts, self.stops, strict=True)]
        folded = fold(text)
        if len(folded) == len(text):
            self.lower = [folded[a:b] for a, b in zip(self.starts, self.stops, strict=True)]
        else:  # a letter that has two small ones: «İ»
            self.lower = [fold(word) for word in self.words]
        self.where: dict[str, list[int]] = {}
        marks = _marks()
        for i, word in enumerate(self.lower):
            if word in marks:
                self.where.setdefault(word, []).append(i)
        self.towns = frozenset(self._after_signs())
        self._breaks = {i for i, _ in self.lines if self._breaks_at(i)} | {0, len(self.words)}
        if "\t" in text:  # cells
            self._breaks.update(self.at(m.end()) for m in _TAB.finditer(text))

    def _after_signs(self) -> Iterator[str]:
        """The places that the text names with a sign: «г. Липки», «с. Равнино»."""
        for sign in PLACE_SIGNS.intersection(self.where):
            for i in self.where[sign]:
                stopped = self.words[i + 1 : i + 2] == ["."]
                if not stopped and sign != "г" and len(sign) == 1:
                    continue  # the preposition «с»
                k = i + 2 if stopped else i + 1
                if k < len(self.words) and self.words[k].istitle() and self.words[i].islower():
                    yield self.lower[k]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The number of the first word that starts at ``offset`` or after it."""
        return bisect_left(self.starts, offset)

    def before(self, offset: int) -> int:
        """The number after the last word that ends at ``offset`` or before it."""
        return bisect_right(self.stops, offset)

    def broken(self, i: int) -> bool:
        """Whether a paragraph ends between word ``i - 1`` and word ``i``.

        A line that goes on in small letters or with a quote is one sentence that was
        wrapped, and so is a heading in capitals.
        """
        return i in self._breaks or not 0 < i < len(self.words)

    def _breaks_at(self, i: int) -> bool:
        if i == 0:
            return True
        gap = self.text[self.stops[i - 1] : self.starts[i]]
        before, after = self.words[i - 1], self.words[i]
        if gap.count("\n") > 1:
            return True
        heading = len(before) > 1 and before.isupper() and after.isupper()
        heading = heading and (len(after) > 1 or after == "И")
        quote = (before.islower() or (before.isupper() and len(before) > 1)) and after[0] in "«“„"
        if after[0].islower() and _DATELINE.match(self.text, self.starts[i]):
            return True
        return not (after[0].islower() or heading or quote)

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word ``i - 1`` and word ``i``."""
        return 0 < i < len(self.words) and self.stops[i - 1] == self.starts[i]

    def span(self, i: int, j: int) -> tuple[int, int]:
        """The offsets of words ``i`` to ``j``, ``j`` excluded."""
        return self.starts[i], self.stops[j - 1]
