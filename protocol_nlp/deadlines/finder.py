"""Which parts of a running text are deadlines, and which of them stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol_nlp.deadlines.assembly import assemble, codes_of, places
from protocol_nlp.deadlines.cascade import analyze
from protocol_nlp.deadlines.grammar import guards
from protocol_nlp.deadlines.meaning import Reading, meant
from protocol_nlp.deadlines.nodes import Draft, Granule, Stretch
from protocol_nlp.deadlines.scanner import Line
from protocol_nlp.records import Deadline, Span

_BREAKS = ".\n"
_REACH = 16
_TAIL = 6
_EDGE = " \u00a0\t,;:-–—\n"
_ABBREVIATED = re.compile(r"\b(?:г|гг|с\. ?г|т\. ?г|кв|ч|час|мин|дн|мес|нед|руб)\.$", re.IGNORECASE)
_YEAR = re.compile(r"(?:\d{4}|Y[+-]\d|YYYY)$")
_HINT = re.compile(
    r"\d|срок|срочн|постоянн|медл|отлага|кажд|ежед|ежен|ежем|ежек|ежег|оператив|недел|месяц|"
    r"квартал|год|сутк|дн[ея]|период|систем|регуляр|непрерыв|бессроч|втор|четверг|пятниц|сред|"
    r"понедел|суббот|воскрес|завтра|сегодня|раз в|сразу|до |к |график|по мере|по окончан|после|"
    r"весн|лет|осен|зим|январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр",
    re.IGNORECASE,
)


def found(reading: Reading) -> Iterator[Deadline]:
    """The deadlines of ``reading.text``, in order."""
    text = reading.text
    if not _HINT.search(text):
        return
    line = analyze(text, running=True)
    kept = [p for p in places(line) if p not in _guarded(line) and _counts(line, p, reading)]
    kept = _without_manner(line, kept)
    for group in _groups(line, kept):
        span = Span(line.starts[group[0]], line.stops[group[-1]])
        yield assemble(line, group, _trimmed(text, span), reading)


def _guarded(line: Line) -> frozenset[int]:
    """Places of parts that a guard or a pair of quotes covers."""
    out = set(_quoted(line))
    stage = guards()
    for place in range(len(line.codes)):
        for rule, match in stage.matches(line.codes, place):
            inside = [p for p in range(place, match.end()) if line.codes[p] == "P"]
            if rule.value.get("yearly"):
                inside = [p for p in inside if _is_year(line.values[p])]
            out.update(inside)
    return frozenset(out)


def _is_year(draft: Draft) -> bool:
    for node in draft.parts.values():
        if isinstance(node, Stretch):
            return bool(_YEAR.match(node.last))
        if isinstance(node, Granule) and node.values:
            return bool(_YEAR.match(node.values[-1]))
    return False


def _quoted(line: Line) -> Iterator[int]:
    """Places inside a pair of quotes: a title, or the text of an amended act."""
    opened: list[int] = []
    for place, code in enumerate(line.codes):
        if code == "\n":
            opened.clear()
        if code != "q":
            continue
        mark = line.values[place]
        if mark in "»”" or (mark in '"“' and opened):
            if opened:
                yield from range(opened.pop(), place)
        else:
            opened.append(place)


def _counts(line: Line, place: int, reading: Reading) -> bool:
    draft: Draft = line.values[place]
    weak = draft.rule.value.get("weak")
    if weak and not _licensed(line, place, weak):
        return False
    return not _past(draft, reading)


def _past(draft: Draft, reading: Reading) -> bool:
    """A day before the document's own is told, not ordered."""
    if reading.anchor is None or draft.rule.name.startswith(("every", "relative")):
        return False
    due = next((p.due for p in meant(draft, reading) if p.due), None)
    return due is not None and due < reading.anchor.isoformat()


def _licensed(line: Line, place: int, weak: str) -> bool:
    """Whether a weak part stands where a deadline does: behind a verb of its kind, by a dash."""
    before = line.codes[place - 1 : place]
    if weak == "hold" and (not before or before in ".\n-:;[v"):
        return True
    start = max(line.codes.rfind(mark, 0, place) for mark in _BREAKS)
    window = line.codes[max(start + 1, place - _REACH) : place]
    return not codes_of(weak).isdisjoint(window)


def _without_manner(line: Line, kept: list[int]) -> list[int]:
    """Without a bare frequency that only tells how, where a day stands in the same sentence."""
    out = []
    for place in kept:
        others = [p for p in kept if p != place and _same_sentence(line, p, place)]
        if line.values[place].rule.name == "every.often" and any(
            not line.values[p].rule.name.startswith(("every", "permanent"))
            and not _adjacent(line, min(p, place), max(p, place))
            for p in others
        ):
            continue
        out.append(place)
    return out


def _same_sentence(line: Line, first: int, second: int) -> bool:
    low, high = min(first, second), max(first, second)
    return not any(c in _BREAKS for c in line.codes[low:high])


def _adjacent(line: Line, first: int, second: int) -> bool:
    between = line.codes[first + 1 : second]
    return len(between) <= 10 and all(c in codes_of("connect") for c in between)


def _groups(line: Line, kept: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for place in kept:
        if group and not _adjacent(line, group[-1], place):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def whole(phrase: str, line: Line, group: list[int]) -> Span:
    """The words of a line or cell: all of it but its label, if little else stands there."""
    start, stop = line.starts[group[0]], line.stops[group[-1]]
    before, behind = line.codes[: group[0]], line.codes[group[-1] + 1 :]
    label = _label(before)
    if len(before) - label <= _TAIL and "v" not in before[label:] and "." not in before[label:]:
        start = line.starts[label] if label < len(line.starts) else start
    if len(behind) <= _TAIL and "v" not in behind and "." not in behind[:-1]:
        stop = line.stops[-1]
    return _trimmed(phrase, Span(start, stop))


def _label(before: str) -> int:
    """How many words a label «Срок исполнения –» takes before the first part."""
    place = max((i for i, c in enumerate(before) if c in codes_of("term")), default=-1)
    if place < 0 or before[:place][-1:] in codes_of("with"):
        return 0
    place += 1
    while place < len(before) and before[place] in codes_of("label"):
        place += 1
    return place


def _trimmed(text: str, span: Span) -> Span:
    """The span without marks at its ends, brackets in pairs kept."""
    start, stop = span
    while start < stop and (text[start] in _EDGE or (text[start] == "(" and ")" not in text[start + 1 : stop - 1])):
        start += 1
    if text.count("(", start, stop) > text.count(")", start, stop) and text[stop : stop + 1] == ")":
        stop += 1
    while stop > start and (text[stop - 1] in _EDGE or (text[stop - 1] == ")" and "(" not in text[start:stop]) or (text[stop - 1] == "." and not _ABBREVIATED.search(text[max(start, stop - 8) : stop]))):
        stop -= 1
    return Span(start, stop)
