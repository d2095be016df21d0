"""From characters to words: a phrase as a string of codes with a value for each.

Dates in figures, times of day, numbers in figures and words, Roman numerals and
abbreviations come out as one word each; everything else is looked up in the vocabulary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from protocol_nlp.deadlines.numerals import Line, join_numbers, number_code, without_repeats
from protocol_nlp.deadlines.vocabulary import NUMBER, UNKNOWN, Entry, roman, vocabulary

DATE, CLOCK, QUOTE = "D", "t", "q"
# The hyphen last, for they stand in classes of characters.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212-"
_ROMAN = "[ivxyхі]{1,4}"

# A line that goes on with a small letter, or after a preposition, is the same sentence.
_WRAPPED = re.compile(
    r"\n(?=[ \t]{0,8}[а-яёa-z])|"
    r"\b(?:[Дд]о|[КкВвСс]о?|[Пп]о|[Оо]т|[Зз]а|[Нн]а|и|[Нн]е|позднее)[ \t]{0,8}\n"
)
_TOKEN = re.compile(
    rf"""
    (?P<own>[тс]\.\s?г\.?(?![а-я]))
  | (?P<word>[а-яіa-z]+\.?)
  | (?P<iso>\d{{4}}-\d\d-\d\d(?!\d))
  | (?P<date>\d{{1,2}}\s?[./]\s?\d{{1,2}}\s?[./]\s?(?:[12]\d{{3}}|\d\d(?![./]\d))(?!\d)
      |\d{{1,2}}\s?[./{_DASHES}]\s?\d{{1,2}}\s?[{_DASHES}]\s?[12]\d{{3}}(?!\d))
  | (?P<roman>\d{{1,2}}(?:\s?[./]\s?|[{_DASHES}](?!х)){_ROMAN}(?:\s?[./{_DASHES}]\s?(?:
      [12]\d{{3}}|\d\d)(?!\d)|(?![а-яa-z])))
  | (?P<clock>\d{{1,2}}(?:[:.]\d\d(?![\d.:]\d|\d)|-00(?!\d)|-\d\d(?=\s?ч(?:ас|\.)))
      |(?:(?<=\bдо\s)|(?<=\bв\s)|(?<=\bк\s))\d{{1,2}}-[0-5][05](?!\d|-|\s?[а-я%]))
  | (?P<item>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}(?![\d]))
  | (?P<number>\d{{1,9}}(?:,5(?!\d)|(?:\s?-\s?)?
      (?:го|ого|его|ему|ть|ое|ой|ому|му|ти|ми|ых|их|х|и|й|я|ю|е|м)(?![а-я])
      |\s?х(?=\s?-?\s?дневн)|-?(?:ти|х|и|ми)(?=дневн|недел|месяч|летн|час|суточ))?)
  | (?P<mark>[,;:.()/\n!?]|[{_DASHES}]+)
  | (?P<quoted>[«"“„]\s?\d{{1,2}}\s?[»"”“](?=\s?[а-я]))
  | (?P<quote>[«»"“”„])
  | (?P<other>[^\s|│])
    """,
    re.VERBOSE,
)
_MONTHS, _DAYS, _HOURS, _MINUTES = 12, 31, 24, 60
_THIS_CENTURY = 40  # «38» is 2038, «58» a typewriter's 1958
_FULL_YEAR = 4
_INITIAL_LONG = 2  # the letter and its full stop
_DIGITS = re.compile(r"\d+")
_ORDINAL = frozenset({"го", "ого", "его", "ему", "е", "ое", "му", "ому", "м"})
_MARKS = {"(": "[", ")": "]", "\n": "\n", "!": ".", "?": "."}
# «Сомов Н.Г.» is no year; behind a figure the same letter is one («1 МАЯ 2024 Г.»).
_INITIAL = re.compile(r"(?<!\d)(?<!\d\s)[А-ЯЁ]\.")
_LETTER_THREE = re.compile(r"(?<![а-я])з(?=\s?-?\s?(?:х\s?-?\s?)?дневн)")


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
    for match in _TOKEN.finditer(_fold(_unwrapped(text))):
        start, stop = match.span()
        kind = match.lastgroup or ""
        code, value = _entry(match[0], kind)
        if kind == "own" and text[start].isupper():
            code, value = UNKNOWN, None  # «С.Г.» are initials
        if stop - start == _INITIAL_LONG and _INITIAL.match(text, start):
            code, value = f"{UNKNOWN}.", None
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
    line = join_numbers(line) if NUMBER in line.codes else line
    return without_repeats(line) if "[" in line.codes else line


def _fold(text: str) -> str:
    """Lower case without ё, character for character; «в З-дневный срок» has a figure."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _LETTER_THREE.sub("3", lowered.replace("ё", "е"))


def _unwrapped(text: str) -> str:
    """The text with line ends inside a sentence as spaces, character for character."""
    return _WRAPPED.sub(lambda m: m[0].replace("\n", " "), text) if "\n" in text else text


@lru_cache(maxsize=16384)
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
    if kind in ("quote", "other", "item"):
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


def _clock(text: str) -> Entry:
    first, second = (int(n) for n in _DIGITS.findall(text))
    if "." in text and 1 <= first <= _DAYS and 1 <= second <= _MONTHS:
        return Entry(DATE, f"YYYY-{second:02}-{first:02}")
    if first < _HOURS and second < _MINUTES:
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
    year = _year(parts[2]) if parts[2:] else "YYYY"
    if not (1 <= day <= _DAYS and 1 <= month <= _MONTHS):
        return Entry(UNKNOWN)
    return Entry(DATE, f"{year}-{month:02}-{day:02}")


def _year(figures: str) -> str:
    """A year of four figures or of two."""
    if len(figures) == _FULL_YEAR:
        return figures
    return ("20" if int(figures) < _THIS_CENTURY else "19") + figures
