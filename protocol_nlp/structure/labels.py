"""Numbers, letters and bullets at the head of a line, and which stands under which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protocol_nlp.records import Span

__all__ = ["Label", "read_label"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, without bracket or final stop; None for a bullet.

    ``style`` is what siblings share: "1", "1.1", "1)", "а)", "I", "•"; ``body`` the offset
    of the first word after it.
    """

    text: str | None
    style: str
    body: int


# In order: the first shape that fits is the label's.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "n.n",
        re.compile(
            r"\s*(?:[Пп](?:ункт|\.)?\s*)?(\d{1,3}(?:\.\d{1,3}){1,5})(?:[.)]{1,2}\s*|\s+|(?=[А-ЯЁ«]))(?=\S|$)"
        ),
    ),
    ("n).", re.compile(r"\s*\(?(\d{1,3})\)\.?\s*(?=\D|$)")),
    ("n.", re.compile(r"\s*(?:[Пп](?:ункт|\.)\s?)?(\d{1,3})\s?[.:](?![\d.])\s*(?=\S|$)")),
    ("n.", re.compile(r"\s*(\d{4,5})\.\s*(?=[А-ЯЁ«])")),
    ("n", re.compile(r"\s*(\d{1,2})\s+(?=[А-ЯЁ«][а-яё]|$)")),
    ("n", re.compile(r"\s*(\d{1,2})\s*$")),
    ("n.", re.compile(r"\s*§\s?(\d{1,3})\s?[.:]?\s+(?=\S)")),
    ("A-n", re.compile(r"\s*([А-ЯЁ]{1,3}-\d{1,3})(?:\.|\s(?=\())\s*(?=\S)")),
    ("а)", re.compile(r"\s*\(?([а-яё])\)\s*(?=\S)")),
    ("А)", re.compile(r"\s*\(?([А-ЯЁ])\)\s*(?=\S)")),
    ("I.", re.compile(r"\s*([IVXLХ]{1,6})[.)]\s+(?=\S)")),
    ("•", re.compile(r"\s*()(?:[–—•*-]\s+)?\[[ \u00a0xvXVхХ+✓✔]?\]\s*(?=\S)")),
    ("•", re.compile(r"\s*()(?:[–—•*-]\s*)?\[[ xvхХXV]?\]\s+(?=\S)")),
    ("•", re.compile(r"\s*()[–—•●▪◦*·‣⁃○■□☐☑☒✅✓✔►▸➢→⇒➔➜-](?:\s+|(?=[А-ЯЁа-яё«]))(?=\S)")),
    ("#", re.compile(r"\s*()#(?=\S)")),
)
_FIRST = re.compile(
    r"\s*(?:[\d(\[§–—•●▪◦*·‣⁃○■□☐☑☒✅✓✔►▸➢→⇒➔➜\[#-]|[А-яЁё]\)|[А-ЯЁ]{1,3}-\d|[IVXLХ]{1,6}[.)]|[Пп](?:ункт|\.|\s?\d))"
)
_MONTH = re.compile(
    r"\s*\d{1,2}\s+(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)", re.IGNORECASE
)
_POINTED = r"(?:\b(?:под)?пункт[а-я]{0,4}|\bп{1,2}\.|\bраздел[а-я]{0,3}|\bст\.|\bстать[а-я]{1,3}|№)"
_REFERS = re.compile(
    rf"{_POINTED}(?:[\d., \u00a0–-]{{0,60}}\d\s?(?:,|–|-|и)| и)?[ \t]*\r?\n[ \t]*$", re.IGNORECASE
)
_GOES_ON = re.compile(r"\d(?:\.|\s)?\s*(?:[а-яё]|[,;)])")
_DATE = re.compile(r"\s*\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)")


def read_label(text: str, span: Span) -> Label | None:
    """The label at the head of a line, or None.

    >>> read_label("2.1. Открыть", Span(0, 12))
    Label(text='2.1', style='n.n2', body=5)
    >>> read_label("30.03.2021", Span(0, 10)) is None
    True
    """
    words = text[span.start : min(span.stop, span.start + 80)]
    if not _FIRST.match(words) or _DATE.match(words) or _MONTH.match(words):
        return None
    for style, shape in _SHAPES:
        match = shape.match(words)
        if match and style == "n.n" and _is_referred_to(text, span.start, match):
            return None
        if match:
            printed = match[1] or None
            deep = f"{style}{printed.count('.') + 1}" if style == "n.n" and printed else style
            return Label(printed, deep, span.start + match.end())
    return None


def _is_referred_to(text: str, start: int, label: re.Match[str]) -> bool:
    """«… пунктов 1.1 и» at the end of a line, «5.1 настоящего перечня» on the next: no item."""
    goes_on = _GOES_ON.match(text, start + label.end(1) - label.start() - 1)
    return bool(goes_on and _REFERS.search(text, max(0, start - 100), start))
