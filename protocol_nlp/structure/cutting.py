"""Paragraphs in which line breaks were lost («… решили: 1. … 2. …»), cut into lines again.

Cuts stand before the keywords of sections and where numbers go on counting: the items
of a list, or the questions of the agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from protocol_nlp.lexicon import rules

__all__ = ["cut"]

# Behind «п.», «ст.», «№» a number refers; it begins nothing.
_REFERS = r"(?<!\bп\. )(?<!\bпп\. )(?<!п\.п\. )(?<!\bст\. )(?<!\bгл\. )(?<!\bприл\. )(?<!\bтабл\. )"
_NUMBER = re.compile(
    r"(?:[.;:!?»)] " + _REFERS + r"|(?<=[а-яё»)])[.;:!?])(?=(\d{1,3})([.)])[.)]?\s?[А-ЯЁа-яё«])"
)
# Where a keyword can begin: every rule of the table looks for one here, and nowhere else.
_CANDIDATE = re.compile(
    r"[.!?:;,»\")\]] (?=[А-ЯЁ\d])|[»а-яё] (?=Председатель|Присутствовали|Протокол)|\n"
)
_BORDER = re.compile(
    r"[.;:!?»)\"\]][ \d]*[\dА-ЯЁа]|[а-я] (?:Председатель |Присутствовали|Протокол )"
)  # nothing else is cut
_NUMBERED = re.compile(r"(?:^|\s)(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVXLХ]{1,5})[.)]\s$")
_LETTER = re.compile(r"(?<=[:;,.] )(?=([а-я])\)\s?\S)")
_DEEP = re.compile(
    r"(?<=[.;:!?»)] )" + _REFERS + r"(?=\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[.)]?\s?[А-ЯЁа-яё«])"
)
_SENTENCE = re.compile(r"[.!?»] (?=[А-ЯЁ])")
_OWN = re.compile(r"\s*(\d{1,3})([.)])(?!\d)")
_OWN_DEEP = re.compile(r"\s*\d{1,2}\.\d{1,2}(?!\d*\.?\d{2,4}\b)")
_SHORTEST = 60  # a shorter paragraph has lost no line breaks
_TAIL = 200  # characters in which a signature stands


def cut(paragraph: str) -> Iterator[tuple[int, int]]:
    """The parts of a paragraph that were lines once, as offsets.

    >>> words = "Повестка: 1. План. 2. Смета. 1. Слушали: Зуеву Т.П. Совет решил: 1. Принять."
    >>> [words[a:b] for a, b in cut(words)][2:4]
    ['2. Смета. ', '1. Слушали: Зуеву Т.П. ']
    """
    if len(paragraph) < _SHORTEST or "|" in paragraph or "\t" in paragraph.strip():
        yield 0, len(paragraph)
        return
    if not _BORDER.search(paragraph):
        yield 0, len(paragraph)
        return
    keywords = set(_keywords(paragraph))
    cuts = sorted({*keywords, *_counted(paragraph, keywords), *_signature(paragraph)} - {0})
    yield from zip([0, *cuts], [*cuts, len(paragraph)], strict=True)


@cache
def _openers() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r.pattern})" for r in rules("structure", "inner")))


def _keywords(paragraph: str) -> Iterator[int]:
    opens = _openers()
    for m in _CANDIDATE.finditer(paragraph):
        at = m.end()
        if opens.match(paragraph, at) and not _NUMBERED.search(paragraph, max(0, at - 5), at):
            yield at


def _signature(paragraph: str) -> Iterator[int]:
    start = max(0, len(paragraph) - _TAIL)
    if not _SENTENCE.search(paragraph, start):
        return
    for _, match in rules("structure", "tails").firsts(paragraph, start):
        yield match.start()
        return


def _counted(paragraph: str, keywords: set[int]) -> Iterator[int]:
    """Where numbers inside a paragraph count on: its items, from one, or its questions.

    «1)» inside «1.» counts for itself, and «2.» after it goes on with the outer list.
    """
    own = _OWN.match(paragraph)
    topic = int(own[1]) if own else 0
    last = {own[2]: topic} if own else {}
    found: list[int] = []
    for m in _NUMBER.finditer(paragraph):
        at, number, style = m.end(), int(m[1]), m[2]
        if at in keywords:
            topic, last = number, {}
        elif number in {last.get(style, 0) + 1, 1}:
            last[style] = number
        elif number == topic + 1 and keywords:
            topic, last = number, {}
        else:
            continue
        found.append(at)
    led = bool(found) and paragraph[max(0, found[0] - 8) : found[0]].rstrip().endswith(":")
    if own or keywords or led or len(found) > 1:
        yield from found
    yield from _lettered(paragraph)
    if led or keywords or _OWN_DEEP.match(paragraph):
        yield from (m.start() for m in _DEEP.finditer(paragraph))


def _lettered(paragraph: str) -> Iterator[int]:
    """«… : а) …; б) …», two letters at least, from «а» on."""
    if " а)" not in paragraph:
        return
    found: list[tuple[int, str]] = []
    for m in _LETTER.finditer(paragraph):
        if (m[1] == "а" and paragraph[m.start() - 2] == ":") or (found and m[1] > found[-1][1]):
            found.append((m.start(), m[1]))
    if len(found) > 1:
        yield from (at for at, _ in found)
