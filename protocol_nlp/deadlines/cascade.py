"""Runs the stages of the grammar over a phrase: from words to the drafts of parts.

Phrases that differ only in their numbers and names have the same codes and are read by the
same rules at the same places.  Those are remembered by the codes (a *shape*), so that the
second date of a document costs no search.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from protocol_nlp.deadlines.grammar import Rule, Stage, prepare, stages
from protocol_nlp.deadlines.nodes import Granule, build
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.scanner import DATE, scan

_SHAPES = 8192
_LONGEST_SHAPE = 40  # words; longer ones hardly come again


class Step(NamedTuple):
    """A rule that read something, and where in the codes of its moment."""

    rule: Rule
    match: re.Match[str]


class Shape(NamedTuple):
    """What was read in words with the same codes: the steps, and the codes that they left."""

    steps: tuple[Step, ...]
    codes: str


_known: dict[tuple[str, bool], Shape] = {}


def analyze(text: str, *, running: bool, fired: list[Rule] | None = None) -> Line:
    """The words of ``text`` with everything that the rules know replaced by its node.

    ``fired`` collects the rules that matched.
    """
    prepare()
    line = _read(text)
    shape = _known.get((line.codes, running)) if fired is None else None
    if shape is not None:
        again = _follow(shape, line)
        if again is not None:
            return again
        line = _read(text)
    return _search(line, running=running, fired=fired)


def forget() -> None:
    """Empties the memory of shapes.

    >>> forget()
    """
    _known.clear()


def _read(text: str) -> Line:
    line = scan(text)
    if DATE in line.codes:
        for place, code in enumerate(line.codes):
            if code == DATE:
                line.values[place] = Granule((line.values[place],))
    return line


def _follow(shape: Shape, line: Line) -> Line | None:
    """The line read by the steps of its shape; None where a step does not hold for its values."""
    starts, stops, values = line.starts, line.stops, line.values
    for rule, match in shape.steps:
        node = build(rule, line, match)
        if node is None:
            return None
        place, end = match.span()
        values[place], stops[place] = node, stops[end - 1]
        if end > place + 1:
            del starts[place + 1 : end], stops[place + 1 : end], values[place + 1 : end]
    return Line(shape.codes, starts, stops, values)


def _search(line: Line, *, running: bool, fired: list[Rule] | None) -> Line:
    """The line read by search, and its shape remembered where its values played no part."""
    shape = (line.codes, running)
    steps: list[Step] | None = []
    for stage in stages(running=running):
        if stage.starts.search(line.codes):
            line, steps = _reduce(line, stage, steps, fired)
    if steps is not None and len(shape[0]) <= _LONGEST_SHAPE:
        if len(_known) >= _SHAPES:
            _known.clear()
        _known[shape] = Shape(tuple(steps), line.codes)
    return line


def _reduce(
    line: Line,
    stage: Stage,
    steps: list[Step] | None,
    fired: list[Rule] | None,
) -> tuple[Line, list[Step] | None]:
    """One stage: each match, from the left, becomes one word.  The lists change in place.

    The steps are None once a rule has been turned down for its values: then other values
    would be read by other rules.
    """
    codes, starts, stops, values = line
    search = stage.starts.search
    candidate = search(codes)
    while candidate is not None:
        place = candidate.start()
        for rule, match in stage.matches(codes, place):
            node = build(rule, line, match)
            if node is None:
                steps = steps if rule.picky else None
                continue
            end = match.end()
            codes = f"{codes[:place]}{rule.code}{codes[end:]}"
            values[place], stops[place] = node, stops[end - 1]
            if end > place + 1:
                del starts[place + 1 : end], stops[place + 1 : end], values[place + 1 : end]
            if steps is not None:
                steps.append(Step(rule, match))
            if fired is not None:
                fired.append(rule)
            break
        candidate = search(codes, place + 1)
    return Line(codes, starts, stops, values), steps
