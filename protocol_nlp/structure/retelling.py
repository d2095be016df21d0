"""Decisions that a retelling tells in sentences: «правление решило …», «Зуевой поручено …».

For texts in which no block of decisions stands at all, and for the prose around the block
of one that bears no head of minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from protocol_nlp.lexicon import Hit, rules
from protocol_nlp.records import AttendeeRole, Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.outline import RosterLine
from protocol_nlp.structure.state import State
from protocol_nlp.text import sentences

__all__ = ["retell"]

_NEXT = re.compile(r",\s+а\s+(?:также\s+)?(?=[А-ЯЁа-яё])")
_OPENING = re.compile(
    r"^\W*(?:(?:ещ[её]|также|кроме\s+того|при\s+этом|в\s+итоге|в\s+результате|было|единогласно|и|а|затем|далее),?\s+){1,3}",
    re.IGNORECASE,
)


def retell(state: State) -> None:
    """Adds the sentences of a retelling that say what was decided, as unnumbered items."""
    if not rules("structure", "meetings").finds(state.text):
        return
    _people(state)
    read = [r for t in state.topics for r in t.resolutions]
    taken = [item.span for r in read for item in r.items]
    free = _apart(_sentences(state), taken)
    found = [s for s in free if _tells(s.of(state.text))]
    first = min((span.start for span in taken), default=len(state.text))
    before = [s for s in found if s.start < first]
    for told in (before, [s for s in found if s.start > first]):
        _add(state, told)
    if before and read:
        own = state.topics[-1].resolutions
        own.sort(key=lambda r: r.items[0].span.start if r.items else r.keyword.start)


def _add(state: State, found: list[Span]) -> None:
    if not found:
        return
    start = Span(found[0].start, found[0].start)
    state.resolve(start, None, start)
    for sentence in found:
        for item in _items(state.text, sentence):
            if state.block is not None:
                state.block.unlabelled(item)
    state.close()


def _apart(spans: Iterable[Span], taken: list[Span]) -> Iterator[Span]:
    """The ``spans`` that meet none of ``taken``, without comparing each with each."""
    starts = sorted(span.start for span in taken)
    stops = sorted(span.stop for span in taken)
    for span in spans:
        # As many begin before its end as have ended by its start: none is open in between.
        if bisect_left(starts, span.stop) == bisect_right(stops, span.start):
            yield span


def _people(state: State) -> None:
    """«Вёл председатель …, пришли …»."""
    for sentence in () if state.roster or state.chair else _sentences(state):
        for rule, match in rules("structure", "told_people").firsts(state.text, *sentence):
            named = Span(*match.span("value"))
            role: AttendeeRole = rule.value["role"]
            state.roster.append(RosterLine(role, named))
            if role == "chair":
                state.chair = state.chair or named


def _sentences(state: State) -> Iterator[Span]:
    for line in state.lines:
        if line.kind not in {"blank", "row", "vote"} and line.span.stop - line.span.start > 20:  # noqa: PLR2004
            for sentence in sentences(line.span.of(state.text)):
                yield sentence.shift(line.span.start)


def _teller(words: str) -> Hit | None:
    return rules("structure", "retellings").first(words)


def _tells(words: str) -> bool:
    told = _teller(words)
    if told is None or told[0].value["tells"] == "nothing":
        return False
    return told[0].value["tells"] == "promise" or _has_act(words)


def _has_act(words: str) -> bool:
    return rules("structure", "infinitives").finds(words)


def _items(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence's orders: what follows the verb that tells, cut before «, а кому-то …»."""
    told = _teller(sentence.of(text))
    if told is None:
        return
    rule, match = told
    start = sentence.start + (match.end() if rule.value["tells"] == "after" else 0)
    opening = _OPENING.match(text[start : sentence.stop])
    start += opening.end() if opening else 0
    for cut in _NEXT.finditer(text, start, sentence.stop):
        if is_act(text[start : cut.start()]) and _has_act(text[cut.end() : sentence.stop]):
            yield Span(start, cut.start())
            start = cut.end()
    yield Span(start, sentence.stop)
