"""The day that a header bears, in every shape of secretaries, as ISO 8601.

For a meeting of several days it is the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from protocol_nlp.lexicon import holds, needles

__all__ = ["dates_in", "first_date"]

_MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7,
    "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
}  # fmt: skip
_ROMAN = {
    r: n
    for n, r in enumerate(
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1
    )
}
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(
    r"(?<![\d.№/])(?P<d>\d{1,2})(?:\s*[-–—]\s*\d{1,2})?\s*[./]\s*(?P<m>\d{1,2})\s*[./]\s*(?P<y>\d{4}|\d{2})(?!\d)"
)
_WORDS = re.compile(
    r"""(?<!\d)[«"“„]?\s*(?P<d>\d{1,2})\s*[»"”]?(?:\s*[-–—]\s*\d{1,2})?(?:-?го)?\s*(?:\([^)]{1,20}\)\s*)?"""
    r"""(?P<m>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"""
    r"""янв|фев|апр|авг|сен|сент|окт|ноя|нояб|дек)\.?,?\s*(?P<y>\d{4}|\d{2})(?!\d)""",
    re.IGNORECASE,
)
_ACROSS = re.compile(
    r"""(?<!\d)[«"“„]?\s*(?P<d>\d{1,2})\s*[»"”]?\s*(?P<m>января|февраля|марта|апреля|мая|июня|июля|августа|"""
    r"""сентября|октября|ноября|декабря)\s*[–—-]\s*\d{1,2}\s+[а-я]{3,8}\s+(?P<y>\d{4})(?!\d)""",
    re.IGNORECASE,
)  # a meeting over the end of a month counts from its first day
_OF_MONTH = r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
_TWO_CALENDARS = re.compile(
    rf"""(?<!\d)[«"“„]?\s*(?P<d>\d{{1,2}})\s*[»"”]?\s*(?P<m>{_OF_MONTH})?\s*[(/]"""
    rf"""\s*(?P<d2>\d{{1,2}})\s*(?P<m2>(?(m){_OF_MONTH}|))"""
    r"""(?:,?\s*(?:по\s+)?[а-я.]{1,10}\s?(?:[а-я.]{1,8})?)?\s*\)?"""
    rf"""\s*(?P<m3>(?(m)|{_OF_MONTH}))\s*(?P<y>\d{{4}})(?!\d)""",
    re.IGNORECASE,
)  # «25 января (12 января ст. ст.) 2024», «12 (25) января 2024»: the old style and the new
_APART = 13  # days between the two calendars, 1900 to 2099
_QUOTED = re.compile(r"[«\"“„]\s?(?P<d>\d{1,2})\s?[»\"”]\s*(?P<m>\d{1,2})\s+(?P<y>\d{4})(?!\d)")
_ROMAN_DATE = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>[IVXУYХ]{1,4})[./-](?P<y>\d{4}|\d{2})(?!\d)"
)
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_CENTURY = 50  # years of two digits up to this are of the 2000s
_UNITS = {
    "первого": 1, "второго": 2, "третьего": 3, "четвертого": 4, "пятого": 5, "шестого": 6,
    "седьмого": 7, "восьмого": 8, "девятого": 9, "десятого": 10, "одиннадцатого": 11,
    "двенадцатого": 12, "тринадцатого": 13, "четырнадцатого": 14, "пятнадцатого": 15,
    "шестнадцатого": 16, "семнадцатого": 17, "восемнадцатого": 18, "девятнадцатого": 19,
    "двадцатого": 20, "тридцатого": 30, "двадцать": 20, "тридцать": 30, "первое": 1, "второе": 2,
    "третье": 3, "четвертое": 4, "пятое": 5, "шестое": 6, "седьмое": 7, "восьмое": 8,
    "девятое": 9, "десятое": 10, "двадцатое": 20, "тридцатое": 30,
}  # fmt: skip
_SPELLED = re.compile(
    r"(?P<d>(?:двадцать\s+|тридцать\s+)?\w{3,15}(?:ого|ое|его|ье))\s+"
    r"(?P<m>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\s+"
    r"две\s+тысячи\s+(?P<y>(?:двадцать\s+|тридцать\s+)?\w{3,15}ого)\s+года",
    re.IGNORECASE,
)


def first_date(words: str) -> str | None:
    """The first whole date in a line, or None.

    >>> [first_date(d) for d in ("«14» ноября 2023 г.", "18–21.12.04", "17.VI.2004")]
    ['2023-11-14', '2004-12-18', '2004-06-17']
    >>> first_date("5 (18) марта 2019 года")
    '2019-03-18'
    """
    found = dates_in(words)
    return found[0][2] if found else None


def dates_in(words: str) -> list[tuple[int, int, str]]:
    """Every whole date in a line: where it starts and stops, and the day.

    >>> dates_in("от 5 мая 2021 г.")
    [(3, 13, '2021-05-05')]
    """
    small = words.lower()
    if not _DIGIT.search(small) and "тысячи" not in small:
        return []
    civil = list(_read(words, small, *_both())) if "(" in small or "/" in small else []
    plain = (one for shape in _shapes() for one in _read(words, small, *shape))
    inside = (one for one in plain if not any(a <= one[0] < b for a, b, _ in civil))
    return sorted([*civil, *inside])


_Reader = Callable[[re.Match[str]], str | None]
_Shape = tuple[re.Pattern[str], tuple[str, ...], _Reader]


def _read(
    words: str, small: str, shape: re.Pattern[str], wanted: tuple[str, ...], read: _Reader
) -> Iterator[tuple[int, int, str]]:
    for m in shape.finditer(words) if holds(small, wanted) else ():
        day = read(m)
        if day is not None:
            yield m.end() - len(m[0].lstrip()), m.end(), day


@cache
def _both() -> _Shape:
    return _TWO_CALENDARS, needles(_TWO_CALENDARS.pattern, _TWO_CALENDARS.flags), _civil


@cache
def _shapes() -> tuple[_Shape, ...]:
    """The shapes of a date, what stands in each of them, and who reads it."""
    read: dict[re.Pattern[str], _Reader] = {
        _ISO: _iso, _NUMERIC: _iso, _WORDS: _worded, _ROMAN_DATE: _roman, _ACROSS: _worded,
        _QUOTED: _iso, _SPELLED: _spelled,
    }  # fmt: skip
    return tuple((shape, needles(shape.pattern, shape.flags), by) for shape, by in read.items())


def _iso(match: re.Match[str]) -> str | None:
    return _day(match["y"], int(match["m"]), int(match["d"]))


def _worded(match: re.Match[str]) -> str | None:
    return _day(match["y"], _MONTHS[match["m"][:3].lower()], int(match["d"]))


def _civil(match: re.Match[str]) -> str | None:
    """The day of the calendar in use: the later of two that are thirteen days apart."""
    month = _MONTHS[(match["m"] or match["m3"])[:3].lower()]
    other = _MONTHS[match["m2"][:3].lower()] if match["m2"] else month
    year = int(match["y"])
    days = (
        (_day(str(a), month, int(match["d"])), _day(str(b), other, int(match["d2"])))
        for a, b in ((year, year), (year - 1, year), (year, year - 1))
    )
    for one, two in days:
        if one and two and abs((date.fromisoformat(one) - date.fromisoformat(two)).days) == _APART:
            return max(one, two)
    return None


def _roman(match: re.Match[str]) -> str | None:
    month = match["m"].translate(str.maketrans("УYХ", "VVX"))
    return _day(match["y"], _ROMAN.get(month, 0), int(match["d"]))


def _spelled(match: re.Match[str]) -> str | None:
    day, year = (
        sum(_UNITS.get(w.replace("ё", "е"), 0) for w in match[g].lower().split()) for g in "dy"
    )
    return _day(str(2000 + year), _MONTHS[match["m"][:3].lower()], day)


def _day(year: str, month: int, day: int) -> str | None:
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004 - two digits
        number += 2000 if number <= _CENTURY else 1900
    try:
        return date(number, month, day).isoformat()
    except ValueError:
        return None
