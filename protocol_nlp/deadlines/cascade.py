"""Runs the stages of the grammar over a phrase: from words to the drafts of parts."""

from __future__ import annotations

from typing import Any

from protocol_nlp.deadlines.grammar import Rule, Stage, prepare, stages
from protocol_nlp.deadlines.nodes import Granule, build
from protocol_nlp.deadlines.scanner import DATE, Line, scan


def analyze(text: str, *, running: bool, fired: list[Rule] | None = None) -> Line:
    """The words of ``text`` with everything that the rules know replaced by its node.

    ``fired`` collects the rules that matched.
    """
    prepare()
    line = scan(text)
    if DATE in line.codes:
        line = line._replace(
            values=[
                Granule((value,)) if code == DATE else value
                for code, value in zip(line.codes, line.values, strict=True)
            ]
        )
    for stage in stages(running=running):
        if stage.starts.search(line.codes):
            line = _reduce(line, stage, fired, running=running)
    return line


def _reduce(line: Line, stage: Stage, fired: list[Rule] | None, *, running: bool) -> Line:
    """One stage: each match, from the left, becomes one word."""
    codes, starts, stops, values = line
    out_codes: list[str] = []
    out_starts: list[int] = []
    out_stops: list[int] = []
    out_values: list[Any] = []
    place, size = 0, len(codes)
    while place < size:
        end, code, node = place + 1, codes[place], None
        for rule, match in stage.matches(codes, place):
            node = build(rule, line, match, running=running)
            if node is not None:
                end, code = match.end(), rule.code
                if fired is not None:
                    fired.append(rule)
                break
        if node is None:
            node = values[place]
        out_codes.append(code)
        out_starts.append(starts[place])
        out_stops.append(stops[end - 1])
        out_values.append(node)
        place = end
    return Line("".join(out_codes), out_starts, out_stops, out_values)
