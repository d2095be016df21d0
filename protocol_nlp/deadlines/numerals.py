"""Words of a text with their values, and number words that stand together as one number."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from protocol_nlp.deadlines.vocabulary import NUMBER

_THOUSAND, _HUNDRED = 1000, 100
_TENS = range(20, 100, 10)
_MONTHS, _DAYS = 12, 31
_REPEATED = re.compile(r"[abcoy]\[[abcoy]\]")
_YEARS = range(1900, 2200)


class Line(NamedTuple):
    """Words of a text: ``codes[i]`` is the code of the word at ``starts[i]:stops[i]``."""

    codes: str
    starts: list[int]
    stops: list[int]
    values: list[Any]


def number_code(value: float, *, ordinal: bool = False) -> str:
    """The code of a number: a to 12, b to 31, y a year, c any other; o with an ordinal ending.

    >>> [number_code(n) for n in (6, 20, 2021, 300)]
    ['a', 'b', 'y', 'c']
    """
    if 1 <= value <= _DAYS:
        return "o" if ordinal else "a" if value <= _MONTHS else "b"
    return "y" if value in _YEARS else "c"


def join_numbers(line: Line) -> Line:
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
            values[-1] = values[-1] * _THOUSAND if value == _THOUSAND else values[-1] + value
            codes[-1], stops[-1], last = number_code(values[-1]), stop, value
            continue
        else:
            codes.append(number_code(value))
            last = value
        starts.append(start)
        stops.append(stop)
        values.append(value)
    return Line("".join(codes), starts, stops, values)


def without_repeats(line: Line) -> Line:
    """«15 (пятнадцатого) числа»: the number in brackets that says the same is left out.

    The word before takes the brackets into its span.
    """
    place = 0
    codes, starts, stops, values = line
    while match := _REPEATED.search(codes, place):
        place = match.start() + 1
        if values[place - 1] == values[place + 1]:
            stops[place - 1] = stops[place + 2]
            codes = codes[:place] + codes[place + 3 :]
            del starts[place : place + 3], stops[place : place + 3], values[place : place + 3]
    return Line(codes, starts, stops, values)


def _continues(last: int, value: int) -> bool:
    """Whether ``value`` goes on with a number whose last word was ``last``."""
    if value == _THOUSAND:
        return last < _THOUSAND
    if last >= _THOUSAND:
        return value < _THOUSAND
    return value < (_HUNDRED if last >= _HUNDRED else 10 if last in _TENS else 0)
