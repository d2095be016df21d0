"""Tables that lost their columns, a cell a line: made rows again.

The names of the columns stand below each other, then each row begins with its number alone
on a line.  Where a cell runs over several lines, the term tells the cells apart: it reads
like one, who does it stands right before it (or, by the head, behind it).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.columns import column_of
from protocol_nlp.structure.lines import Line

__all__ = ["unstacked"]

_FEWEST = 3  # names of columns below each other that make the head of a table
_LONGEST = 40  # characters of a column's name
_MOST = 30  # lines of one row
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?[.)]?")
_NAME = re.compile(
    r"(?:[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ]\.\s?[А-ЯЁ]?\.?)|[А-ЯЁ]\.\s?[А-ЯЁ]?\.?\s?[А-ЯЁ][а-яё-]+),?"
)


def unstacked(text: str, lines: Sequence[Line], breaks: Sequence[int] = ()) -> list[Line]:
    """The lines, with what was a table of one cell a line as its head and rows.

    ``breaks`` are where lines were joined because they looked like one paragraph.
    """
    made: list[Line] = []
    at = 0
    while at < len(lines):
        stop = _head(text, lines, at)
        columns = _columns(text, lines[at:stop])
        rows = list(_rows(text, lines, stop, columns, breaks)) if columns else []
        if rows:
            made.append(_row([line.span for line in lines[at:stop] if line.kind != "blank"]))
            made += [row for _, row in rows]
            at = rows[-1][0]
        else:
            made.append(lines[at])
            at += 1
    return made


def _head(text: str, lines: Sequence[Line], at: int) -> int:
    """Where a run of names of columns ends; ``at`` where there is none."""
    stop, names = at, 0
    while stop < len(lines) and _names_column(text, lines[stop]):
        stop, names = stop + 1, names + 1
    columns = _columns(text, lines[at:stop])
    titled = columns[:1] != [] and columns[0] in columns[1:]  # «Поручения» over the head
    return stop if names >= _FEWEST and not titled else at


def _names_column(text: str, line: Line) -> bool:
    words = line.words(text)
    return line.kind != "row" and len(words) < _LONGEST and column_of(words) is not None


def _columns(text: str, head: Sequence[Line]) -> list[str]:
    return [column_of(line.words(text)) or "other" for line in head]


def _rows(
    text: str, lines: Sequence[Line], at: int, columns: Sequence[str], breaks: Sequence[int]
) -> Iterator[tuple[int, Line]]:
    """Each row with the place of the line after it."""
    if not {"executor", "deadline"} <= set(columns):
        return
    names = [name for name in columns if name != "number"]
    while at < len(lines):
        if at + 1 < len(lines) and not _is_number(text, lines[at]) and _heads_rows(text, lines, at):
            yield at + 1, lines[at]  # «Корпус 2, мастерские»
            at += 1
        if not _is_number(text, lines[at]):
            return
        stop = at + 1
        while stop < min(len(lines), at + _MOST) and _goes_on(text, lines[stop]):
            stop += 1
        stop = _end(text, lines, at + 1, stop, names)
        filled = [
            span
            for line in lines[at + 1 : stop]
            if line.kind != "blank"
            for span in _as_printed(text, line.span, breaks)
        ]
        if not filled:
            return
        cells = _cells(text, filled, names)
        yield stop, _row([lines[at].span, *cells] if "number" in columns else cells)
        at = stop


def _end(text: str, lines: Sequence[Line], first: int, stop: int, names: Sequence[str]) -> int:
    """Where a row ends: behind its term no more cells than columns, then a heading, or the end.

    A blank line is an empty cell.
    """
    terms = rules("structure", "cell_terms")
    cells = (i for i in range(first + 1, stop) if terms.opens(lines[i].words(text)))
    term = next(cells, None)
    if term is None or "deadline" not in names:
        return stop
    last = term + len(names) - names.index("deadline")
    if last >= stop:
        return stop
    ends = stop >= len(lines) or not _is_number(text, lines[stop])
    return last if ends or _heads_rows(text, lines, stop - 1) else stop


def _heads_rows(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether a line right above the number of a row may head a group of rows."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    plain = lines[at].kind == "text" and lines[at].words(text)[:1].isupper()
    return plain and below is not None and _is_number(text, below)


def _is_number(text: str, line: Line) -> bool:
    return _NUMBER.fullmatch(line.words(text)) is not None


def _goes_on(text: str, line: Line) -> bool:
    """A cell is plain words; a number alone is the next row, a keyword the end of the table."""
    if line.kind == "blank":
        return True
    plain = line.kind in {"text", "item"} and not _is_number(text, line)
    return plain and not (line.label is not None and line.label.text)


def _as_printed(text: str, span: Span, breaks: Sequence[int]) -> Iterator[Span]:
    """The lines that were joined to one."""
    cuts = breaks[bisect_left(breaks, span.start) : bisect_left(breaks, span.stop)]
    for start, stop in pairwise([span.start, *cuts, span.stop]):
        words = text[start:stop]
        left = start + len(words) - len(words.lstrip())
        yield Span(left, max(left, start + len(words.rstrip())))


def _cells(text: str, filled: list[Span], names: Sequence[str]) -> list[Span]:
    """The lines of a row as the cells of its columns; what is not there is an empty span."""
    empty = Span(filled[-1].stop, filled[-1].stop)
    by_name = dict.fromkeys(names, empty)
    behind = "deadline" in names and names.index("deadline") < names.index("executor")
    term = _term(text, filled, first=1 if behind else 2)
    if len(filled) == len(names) and term in {None, names.index("deadline")}:
        return list(filled)
    if term is None:
        by_name[names[0]] = _joined(filled)
        return [by_name[name] for name in names]
    by_name["deadline"] = filled[term]
    if behind:
        task, who = filled[:term], filled[term + 1 : term + 2]
        rest = filled[term + 2 :]
    else:
        begin = _executor(text, filled, term)
        task, who, rest = filled[:begin], filled[begin:term], filled[term + 1 :]
    for name, spans in (("task", task), ("question", task), ("executor", who), ("other", rest)):
        if name in by_name and spans:
            by_name[name] = _joined(spans)
    return [by_name[name] for name in names]


def _term(text: str, filled: Sequence[Span], first: int) -> int | None:
    """The first line from ``first`` on that reads like a term, or says that there is none."""
    terms = rules("structure", "cell_terms")
    return next((i for i in range(first, len(filled)) if terms.opens(filled[i].of(text))), None)


def _executor(text: str, filled: Sequence[Span], term: int) -> int:
    """Where the lines of the executor's cell begin, the term's line being known."""
    begin = term - 1
    while begin > 1:
        here, before = filled[begin].of(text), filled[begin - 1].of(text)
        names = _NAME.fullmatch(here) and _NAME.fullmatch(before)
        if not (here.startswith("(") or before.endswith(",") or names):
            break
        begin -= 1
    return begin


def _joined(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].stop)


def _row(cells: Sequence[Span]) -> Line:
    span = _joined([c for c in cells if c.stop > c.start])
    return replace(Line("row", span, span, span), cells=tuple(cells))
