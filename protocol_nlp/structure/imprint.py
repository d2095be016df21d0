"""The day, the number and the place that a header bears, apart from the words of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from protocol_nlp.lexicon import rules
from protocol_nlp.structure.dates import dates_in

__all__ = ["Imprint", "content", "imprints", "stamped"]

_NUMBER = re.compile(
    r"(?:№|\bN[oº°]?\b(?=\s?\d)|(?<=\s)\?(?=\s?\d))\s*"
    r"(?P<n>(?:\d|[A-Za-zА-Яа-яё]{1,6}[-/]?\d)[\w./-]{0,24}?)(?=[\s,;.)]|$)"
)
_FROM = re.compile(r"(?:\bот|\bза)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"\s*(?:г(?:\.|ода\b|(?=[\s,]|$)))?")
_GAP = re.compile(r"^(?:[\s,;|/_–—-]|\bот\b)*$", re.IGNORECASE)
_INSIDE = re.compile(r"\b(?:в|на|из|по|с|до|к)\s*$", re.IGNORECASE)
_WIDE = re.compile(r"\s{3,}$|[\t|]\s*$")


@dataclass(frozen=True, slots=True)
class Imprint:
    """One of them: ``value`` is the ISO day, the number without its sign, or the place."""

    kind: Literal["date", "number", "place"]
    start: int
    stop: int
    value: str


@lru_cache(maxsize=1024)
def imprints(words: str) -> tuple[Imprint, ...]:
    """Everything in a line that looks like one, in order, none inside another.

    >>> [(i.kind, i.value) for i in imprints("г. Лугов   14.02.2022   № 14-р")]
    [('place', 'г. Лугов'), ('date', '2022-02-14'), ('number', '14-р')]
    """
    found: list[Imprint] = []
    for one in sorted(_all(words), key=lambda i: (i.start, -i.stop)):
        if not found or one.start >= found[-1].stop:
            found.append(one)
    return tuple(found)


def _all(words: str) -> Iterator[Imprint]:
    for start, stop, day in dates_in(words):
        before = _FROM.search(words, 0, start)
        after = _YEAR.match(words, stop)
        yield Imprint(
            "date", before.start() if before else start, after.end() if after else stop, day
        )
    for match in _NUMBER.finditer(words):
        if not rules("structure", "numbered_things").finds(
            words[max(0, match.start() - 30) : match.start()]
        ):
            yield Imprint("number", *match.span(), match["n"].rstrip(".,"))
    for rule in rules("structure", "places"):
        for match in rule.regex.finditer(words):
            start, stop = match.span("place")
            yield Imprint("place", start, stop, words[start:stop])


@lru_cache(maxsize=1024)
def stamped(words: str) -> tuple[Imprint, ...]:
    """Those that are no words of the title: at either end, or beside another.

    >>> [i.kind for i in stamped("заседания совета школы № 5 от 3 мая 2021 г.")]
    ['date']
    >>> stamped("заседания Думы г. Лугова")
    ()
    """
    every = imprints(words)
    kept = [i for i in every if _is_apart(words, i)]
    for _ in range(2):  # what stands beside one that is apart is apart too
        kept = [i for i in every if i in kept or any(_beside(words, i, k) for k in kept)]
    return tuple(kept)


def _is_apart(words: str, one: Imprint) -> bool:
    before, after = words[: one.start], words[one.stop :]
    if one.kind == "place":
        return bool(_GAP.match(before) or (_WIDE.search(before) and _GAP.match(after)))
    said_from = words[one.start : one.start + 3].lower() in {"от ", "за "}
    return (
        said_from
        or bool(_GAP.match(before) or _GAP.match(after.rstrip(" .")))
        or (one.kind == "date" and after.lstrip().startswith((",", "|", "\t")))
    )


def _beside(words: str, one: Imprint, other: Imprint) -> bool:
    first, second = sorted((one, other), key=lambda i: i.start)
    if one.kind == "place" and _INSIDE.search(words[: one.start]):
        return False
    return bool(_GAP.match(words[first.stop : second.start].replace(".", " ")))


def content(words: str, apart: Sequence[Imprint]) -> list[tuple[int, int]]:
    """The stretches of a line that are left for the title.

    >>> words = "заседания совета от 3 мая 2021 г. по смете"
    >>> [words[a:b] for a, b in content(words, stamped(words))]
    ['заседания совета', 'по смете']
    """
    borders = [0, *(x for i in apart for x in (i.start, i.stop)), len(words)]
    kept: list[tuple[int, int]] = []
    for start, stop in zip(borders[::2], borders[1::2], strict=True):
        piece = words[start:stop]
        left = len(piece) - len(piece.lstrip(" ,;.|\t–—-_:/"))
        right = len(piece.rstrip(" ,;|\t–—-_:/"))
        if left < right and re.search(r"[А-Яа-яЁё]{2}", piece):
            kept.append((start + left, start + right))
    return kept
