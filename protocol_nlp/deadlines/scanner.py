"""From characters to words: a phrase as a string of codes with a value for each.

Dates in figures, times of day, numbers in figures and words, Roman numerals and
abbreviations come out as one word each; everything else is looked up in the vocabulary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from protocol_nlp.deadlines.vocabulary import NUMBER, UNKNOWN, Entry, roman, vocabulary

DATE, CLOCK, QUOTE = "D", "t", "q"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212-"  # the hyphen last: it stands in classes
_ROMAN = "[ivxyхі]{1,4}"

_TOKEN = re.compile(
    rf"""
    (?P<iso>\d{{4}}-\d\d-\d\d(?!\d))
  | (?P<date>\d{{1,2}}\s?(?:[./]|[{_DASHES}](?=\s?\d\d?\s?[{_DASHES}]\s?\d{{4}}))\s?\d{{1,2}}
      \s?[./{_DASHES}]\s?(?:[12]\d{{3}}|\d\d)(?![\d]))
  | (?P<roman>\d{{1,2}}\s?(?:[./]|[{_DASHES}](?!\s?х))\s?{_ROMAN}(?:\s?[./{_DASHES}]\s?(?:[12]\d{{3}}|\d\d)
      (?!\d)|(?![а-яa-z])))
  | (?P<clock>\d{{1,2}}(?:[:.]\d\d(?![\d.:]\d|\d)|-00(?!\d)|-\d\d(?=\s?ч(?:ас|\.))))
  | (?P<number>\d{{1,9}}(?:,5(?!\d)|(?:\s?-\s?)?(?:го|ого|ое|ой|ому|му|ти|ми|ых|их|х|и|й|я|ю|е|м)
      (?![а-я])|\s?х(?=\s?-?\s?дневн)|-?(?:ти|х|и|ми)(?=дневн|недел|месяч|летн|час|суточ))?)
  | (?P<own>[тс]\.\s?г\.?(?![а-я]))
  | (?P<word>[а-яіa-z]+\.?)
  | (?P<mark>[,;:.()/\n]|[{_DASHES}]+)
  | (?P<quoted>[«"“„]\s?\d{{1,2}}\s?[»"”“](?=\s?[а-я]))
  | (?P<quote>[«»"“”„])
  | (?P<other>[^\s|│])
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_ORDINAL = frozenset({"го", "ого", "е", "ое", "му", "ому", "м"})
_MARKS = {"(": "[", ")": "]", "\n": "\n"}


class Line(NamedTuple):
    """Words of a text: ``codes[i]`` is the code of the word at ``starts[i]:stops[i]``."""

    codes: str
    starts: list[int]
    stops: list[int]
    values: list[Any]


def scan(text: str) -> Line:
    """The words of ``text``; offsets are those of ``text`` as given.

    >>> line = scan("до 10.06.2021 г.")
    >>> line.values[1], line.starts[1], line.stops[1]
    ('2021-06-10', 3, 13)
    """
    codes: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    values: list[Any] = []
    for match in _TOKEN.finditer(_fold(text)):
        code, value = _entry(match[0], match.lastgroup or "")
        start, stop = match.span()
        if len(code) > 1:  # a word that ends a sentence: its stop is a word of its own
            codes.append(code[0])
            starts.append(start)
            stops.append(stop - 1)
            values.append(value)
            code, value, start = ".", None, stop - 1
        codes.append(code)
        starts.append(start)
        stops.append(stop)
        values.append(value)
    line = Line("".join(codes), starts, stops, values)
    return _join_numbers(line) if NUMBER in line.codes else line


def _fold(text: str) -> str:
    """Lower case without ё, character for character."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("ё", "е")


@lru_cache(maxsize=65536)
def _entry(token: str, kind: str) -> Entry:
    return _word(token) if kind == "word" else _token(kind, token)


def _word(word: str) -> Entry:
    """A word; one with a full stop that is no abbreviation gets the stop's code behind its own."""
    words = vocabulary()
    if word[-1] != ".":
        return words.entry(word)
    known = words.dotted(word)
    if known is not None:
        return known
    bare = words.entry(word[:-1])
    return Entry(bare.code + ".", bare.value)


def _token(kind: str, text: str) -> Entry:
    if kind == "mark":
        return Entry(_MARKS.get(text, "-" if text[0] in _DASHES else text))
    if kind in ("quote", "other"):
        return Entry(QUOTE, text) if kind == "quote" else vocabulary().entry(text)
    if kind == "own":
        return vocabulary().entry("т.г." if text[0] == "т" else "с.г.")
    if kind in ("number", "quoted"):
        return _number(text)
    if kind == "clock":
        return _clock(text)
    return _date(kind, text)


def _number(text: str) -> Entry:
    match = _DIGITS.search(text)
    value: float = int(match.group()) if match else 0
    if ",5" in text:
        value += 0.5
    ordinal = text.strip('«»"“”„ 0123456789-') in _ORDINAL
    return Entry(number_code(value, ordinal=ordinal), value)


def number_code(value: float, *, ordinal: bool = False) -> str:
    """The code of a number: a to 12, b to 31, y a year, c any other; o with an ordinal ending.

    >>> [number_code(n) for n in (6, 20, 2021, 300)]
    ['a', 'b', 'y', 'c']
    """
    if 1 <= value <= 31:
        return "o" if ordinal else "a" if value <= 12 else "b"
    return "y" if 1900 <= value < 2200 else "c"


def _clock(text: str) -> Entry:
    first, second = (int(n) for n in _DIGITS.findall(text))
    if "." in text and 1 <= first <= 31 and 1 <= second <= 12:
        return Entry(DATE, f"YYYY-{second:02}-{first:02}")
    if first < 24 and second < 60:
        return Entry(CLOCK, f"{first:02}:{second:02}")
    return Entry(UNKNOWN)


def _date(kind: str, text: str) -> Entry:
    parts = [p for p in re.split(rf"[\s./{_DASHES}]+", text) if p]
    if kind == "iso":
        parts.reverse()
    day = int(parts[0])
    month = (
        roman(parts[1].replace("х", "x").replace("і", "i")) if kind == "roman" else int(parts[1])
    )
    year = "YYYY" if len(parts) < 3 else parts[2] if len(parts[2]) == 4 else _century(parts[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return Entry(UNKNOWN)
    return Entry(DATE, f"{year}-{month:02}-{day:02}")


def _century(two: str) -> str:
    """A year of two figures: documents on a computer up to 39, those of a typewriter from 40."""
    return ("20" if int(two) < 40 else "19") + two


def _join_numbers(line: Line) -> Line:
    """Number words that stand together become one number: «двадцать пятого», «две тысячи»."""
    codes: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    values: list[Any] = []
    last = 0
    for code, start, stop, value in zip(*line, strict=True):
        if code != NUMBER:
            codes.append(code)
            last = 0
        elif last and codes and _continues(last, value):
            values[-1] = values[-1] * 1000 if value == 1000 else values[-1] + value
            codes[-1], stops[-1], last = number_code(values[-1]), stop, value
            continue
        else:
            codes.append(number_code(value))
            last = value
        starts.append(start)
        stops.append(stop)
        values.append(value)
    return Line("".join(codes), starts, stops, values)


def _continues(last: int, value: int) -> bool:
    if value == 1000:
        return last < 1000
    return (
        (last >= 1000 and value < 1000)
        or (last >= 100 > value)
        or (20 <= last <= 90 and value < 10)
    )
