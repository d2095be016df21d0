"""Sentences and tokens of office Russian, by razdel and what the genre adds.

razdel knows sentences of news; minutes are full of «п. 1.2», «т.г.» and initials, after
which a sentence goes on.  Where razdel ends one there, it is joined again.

Source: https://github.com/natasha/razdel
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol_nlp.lexicon import words
from protocol_nlp.records import Span

__all__ = ["sentences", "tokens"]

_ENDS = re.compile(r"[.!?…][»\")\]]*\s")
_BEGINS = re.compile(r"[.!?…][»\")\]]*\s+[^\sа-яё]")  # no sentence begins with a small letter
_LAST_WORD = re.compile(r"([\w.]{1,8})\.\s*$")
_INITIAL = re.compile(r"(?:^|[\s(])(?:[А-ЯЁ]\.\s?){1,2}$")
# «… поручить Бекетову А. Деньги собирает …»: initials behind a surname inside a sentence are
# his, and what follows begins another.
_SURNAME_FIRST = re.compile(
    r"[а-яё,;»]\s(?:[А-ЯЁ][а-яё]+-)?[А-ЯЁ][а-яё]+\s(?:[А-ЯЁ]\.\s?){1,2}(?<=\.)\s(?=[А-ЯЁ][а-яё]+\s[а-яё])"
)
_LONGEST = 20_000  # a longer stretch is cut at its own full stops, razdel aside


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a stretch, trimmed, in order.

    >>> [s.of("До 1 мая т.г. сдать план. Отчёт по п. 2 утвердить.") for s in
    ...  sentences("До 1 мая т.г. сдать план. Отчёт по п. 2 утвердить.")]
    ['До 1 мая т.г. сдать план.', 'Отчёт по п. 2 утвердить.']
    """
    if not _BEGINS.search(text):
        yield from _trimmed(text, 0, len(text))
        return
    start: int | None = None
    stop = 0
    for a, b in _rough(text):
        if start is not None and not _goes_on(text[start:stop], text[a:b]):
            yield from _trimmed(text, start, stop)
            start = None
        start, stop = a if start is None else start, b
    if start is not None:
        yield from _trimmed(text, start, stop)


def _rough(text: str) -> Iterator[tuple[int, int]]:
    if len(text) > _LONGEST:
        at = 0
        for m in _ENDS.finditer(text):
            yield at, m.end()
            at = m.end()
        yield at, len(text)
        return
    from razdel import sentenize  # noqa: PLC0415 - 20 ms that a short text does without

    for s in sentenize(text):
        at = s.start
        for m in _SURNAME_FIRST.finditer(text, s.start, s.stop):
            yield at, m.end()
            at = m.end()
        yield at, s.stop


def _goes_on(before: str, after: str) -> bool:
    """Whether the full stop between two stretches ends no sentence."""
    if after[:2] in {"– ", "— "} and before.rstrip()[-1:] == ")":
        return True  # «(12 шт.) – Зуева, до мая»
    if _INITIAL.search(before[-8:].rstrip()):
        ended = before[-60:].rstrip() + " "
        told = _SURNAME_FIRST.search(ended + after[:40].lstrip())
        return after[:1].isupper() and not (told and told.end() == len(ended))
    word = _LAST_WORD.search(before[-10:])
    if word is None:
        return False
    known = word[1].lower() in words("text", "open_abbreviations")
    return after[:1].islower() or (known and (after[:1].isdigit() or word[1].lower() not in _YEARS))


_YEARS = frozenset({"г", "гг", "др", "руб", "тыс", "млн"})


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    inner = text[start:stop]
    left = len(inner) - len(inner.lstrip())
    right = len(inner.rstrip())
    if right > left:
        yield Span(start + left, start + right)


def tokens(text: str) -> Iterator[Span]:
    """The words and signs of a stretch, in order.

    >>> [t.of("п. 1.2") for t in tokens("п. 1.2")]
    ['п', '.', '1.2']
    """
    from razdel import tokenize  # noqa: PLC0415 - when first asked for

    for t in tokenize(text):
        yield Span(t.start, t.stop)
