"""The deadlines of a running text: parts that count, those that stand together as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from protocol_nlp.deadlines.assembly import PART, assemble, codes_of, continued
from protocol_nlp.deadlines.cascade import analyze
from protocol_nlp.deadlines.context import adjacent, deadlines, roles, sentences, without_manner
from protocol_nlp.deadlines.extent import narrowed
from protocol_nlp.deadlines.nodes import Reading
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.triggers import triggered
from protocol_nlp.deadlines.vocabulary import vocabulary
from protocol_nlp.lexicon import holds, needles
from protocol_nlp.records import Deadline, Span

_TAIL = 6
OLD = "i"  # the day before it was moved
_LONGEST = 4000  # characters read at once, so that time grows with length and no faster
_CUTS = ("\n", ". ", "; ", " ")
_EDGE = " \u00a0\t,;:-–—\n|"
_ABBREVIATED = re.compile(
    r"(?<![а-яё])(?:г|гг|с\. ?г|т\. ?г|кв|ч|час|мин|дн|мес|нед|янв|февр?|апр|авг|сент?|окт|"
    r"нояб?|дек)\.$",
    re.IGNORECASE,
)
# What every part has somewhere: no text without one of these holds a deadline.
_HINTS = needles(
    r"срок|срочн|постоянн|медл|отлага|кажд|ежед|ежен|ежем|ежек|ежег|ежечас|оператив|недел|asap|асап|"
    r"месяц|квартал|год|сут[ко]|дн[еияю]|ден[ья]|период|систем|регуляр|непрерыв|круглос|круглог|"
    r"втор|четверг|пятниц|сред[уаые]|понедел|суббот|воскрес|завтра|сегодня|сразу|"
    r"график|план|по мере|по факту|оконч|заверш|итог|после|момент|ближайш|следующ|"
    r"очеред|весн|лет|осен|зим|январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|"
    r"по возвр|по прибы|по приез|по получ|по посту|по дости|по выход|накануне|наступлени|канун|"
    r"ноябр|декабр|приоритет|экстрен|быстре|скоре|промедл|незамед|тотчас|период|врем|переод",
    re.IGNORECASE,
    most=99,
)
_HINT = re.compile(
    r"\d|\b(?:в|во)\s(?:пн|вт|ср|чт|пт|сб|вс)\b|\b(?:до|ко?|при)\s|\bраза?\b|разов|час(?!т)|[(,:–—-]\s?(?:пн|вт|ср|чт|пт|сб|вс)\b"
)


def found(reading: Reading) -> Iterator[Deadline]:
    """The deadlines of ``reading.text``, in order."""
    text = reading.text
    for start, stop in _pieces(text):
        piece = reading._replace(text=text[start:stop])
        for deadline in _found(piece, beside=start > 0):
            yield replace(deadline, span=deadline.span.shift(start)) if start else deadline


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a long text that are read by themselves, cut where a sentence ends."""
    start = 0
    while len(text) - start > _LONGEST:
        cuts = (text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in _CUTS)
        cut = next((c for c in cuts if c > 0), start + _LONGEST - 1)
        yield start, cut + 1
        start = cut + 1
    yield start, len(text)


def _found(reading: Reading, *, beside: bool) -> Iterator[Deadline]:
    text = reading.text
    if not _may_hold(text.lower()):
        return
    line = analyze(text, running=True)
    if PART not in line.codes:
        return
    of = sentences(line, text, first=int(beside))
    kept = deadlines(line, of, reading)
    for _, together in groupby(kept, key=of.__getitem__):
        continued(line, list(together))
    told = roles(line, kept, of)
    kept = without_manner(line, kept, of, told, text)
    for place in kept:
        line.values[place] = draft = narrowed(line.values[place], text)
        line.stops[place] = draft.span.stop
    kept = triggered(line, kept, of, text)
    for group in _groups(line, kept):
        span = Span(line.starts[group[0]], line.stops[group[-1]])
        yield assemble(line, group, trimmed(text, span), reading, told)


def _may_hold(small: str) -> bool:
    """One cheap look before the words are read, at the text in small letters."""
    return holds(small, _HINTS) or _HINT.search(small) is not None


def _groups(line: Line, kept: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for place in kept:
        if group and not adjacent(line, group[-1], place):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def whole(phrase: str, line: Line, group: list[int]) -> Span:
    """The words of a line or cell: all of it but its label, if little else stands there."""
    start, stop = line.starts[group[0]], line.stops[group[-1]]
    before, behind = line.codes[: group[0]], line.codes[group[-1] + 1 :]
    label = _label(before)
    verbs = vocabulary().verbs
    if len(before) - label <= _TAIL and verbs.isdisjoint(before[label:]) and "." not in before:
        start = line.starts[label] if label < len(line.starts) else start
    if (
        len(behind) <= _TAIL
        and OLD not in behind
        and verbs.isdisjoint(behind)
        and "." not in behind[:-1]
    ):
        stop = line.stops[-1]
    return trimmed(phrase, Span(start, stop))


def _label(before: str) -> int:
    """How many words a label «Срок исполнения –» takes before the first part."""
    place = max((i for i, c in enumerate(before) if c in codes_of("term")), default=-1)
    if place < 0 or before[:place][-1:] in codes_of("with"):
        return 0
    place += 1
    while place < len(before) and before[place] in codes_of("label"):
        place += 1
    return place


def trimmed(text: str, span: Span) -> Span:
    """The span without marks at its ends; brackets that belong together are kept.

    >>> trimmed("(до 1 мая).", Span(0, 11)).of("(до 1 мая).")
    'до 1 мая'
    """
    start, stop = span
    while start < stop and (text[start] in _EDGE or _bracketed(text, start, stop)):
        start += 1
    inside = text[start:stop]
    if inside.count("(") > inside.count(")") and text[stop : stop + 1] == ")":
        return Span(start, stop + 1)
    while stop > start and _loose(text, start, stop):
        stop -= 1
    return Span(start, stop)


def _bracketed(text: str, start: int, stop: int) -> bool:
    """A bracket that opens the span and is closed only at its end, or never."""
    closed = text.find(")", start, stop)
    return text[start] == "(" and (closed < 0 or closed >= stop - 2)


def _loose(text: str, start: int, stop: int) -> bool:
    """A mark at the end that is no part of the words."""
    last = text[stop - 1]
    if last == ")":
        return "(" not in text[start:stop]
    if last == ".":
        return not _ABBREVIATED.search(text, max(start, stop - 8), stop)
    return last in _EDGE
