"""Runs the stages of the grammar over a phrase: from words to the drafts of parts."""

from __future__ import annotations

from protocol_nlp.deadlines.grammar import Rule, Stage, prepare, stages
from protocol_nlp.deadlines.nodes import Granule, build
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.scanner import DATE, scan


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
    """One stage: each match, from the left, becomes one word.  The lists change in place."""
    codes, starts, stops, values = line
    search, heads = stage.starts.search, stage.heads
    candidate = search(codes)
    while candidate is not None:
        place = candidate.start()
        regex, rules = heads[codes[place]]
        match = regex.match(codes, place)
        for rule in rules[(match.lastindex or 1) - 1 :] if match else ():
            found = rule.pattern.regex.match(codes, place)
            node = found and build(rule, line, found, running=running)
            if found is None or node is None:
                continue
            end = found.end()
            codes = f"{codes[:place]}{rule.code}{codes[end:]}"
            values[place], stops[place] = node, stops[end - 1]
            if end > place + 1:
                del starts[place + 1 : end], stops[place + 1 : end], values[place + 1 : end]
            if fired is not None:
                fired.append(rule)
            break
        candidate = search(codes, place + 1)
    return Line(codes, starts, stops, values)
