"""Text to outline: lines, then the state machine, then the header above it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.beside import REST, rest_of
from protocol_nlp.structure.cards import unfolded
from protocol_nlp.structure.clauses import starts_with_label
from protocol_nlp.structure.dates import first_date
from protocol_nlp.structure.decided import names_bullets
from protocol_nlp.structure.head import heading, number_in
from protocol_nlp.structure.lines import Line, lines_of
from protocol_nlp.structure.names import ends_in_initial, names_somebody
from protocol_nlp.structure.notes import first_note
from protocol_nlp.structure.outline import UNCHAIRED, Clause, Head, Outline, Topic
from protocol_nlp.structure.people import signed_by
from protocol_nlp.structure.reading import read
from protocol_nlp.structure.retelling import retell
from protocol_nlp.structure.stacked import unstacked
from protocol_nlp.structure.stamps import stamps_of, without_stamps
from protocol_nlp.structure.state import State
from protocol_nlp.text import View

__all__ = ["outline_of"]

_DECIDING = frozenset({"resolved", "resolved_end", "resolved_inside", "ordered"})
_GROUP_LONGEST = 120  # characters of a heading
_PROSE = 160  # characters of a paragraph
_HEAD_LINES, _HEAD_LONGEST, _MOST_NOTES = 8, 120, 60


def outline_of(view: View) -> Outline:
    r"""The structure of a document, in offsets of the cleaned view.

    >>> outline = outline_of(View.of("РЕШИЛИ:\n1. Открыть музей.\nСрок – до 1 мая."))
    >>> item = outline.topics[0].resolutions[0].items[0]
    >>> item.label, item.clauses[0].kind
    ('1', 'deadline')
    """
    lines = lines_of(view.text)
    stamps = stamps_of(view.text, lines)
    lines = unstacked(view.text, without_stamps(lines, stamps), view.breaks)
    lines = unfolded(view.text, lines)
    state = read(view.text, lines)
    head = heading(view.text, _above(lines, state))
    if not _decides(state):
        above = heading(view.text, lines[: state.free[0]]) if state.free else head
        state = _without_keyword(
            view.text, lines, state, titled=above.kind is not None or _is_dated_list(state, above)
        )
        head = heading(view.text, _above(lines, state))
    if head.kind is None and _is_prose(lines):
        retell(state)
    topics = state.built()
    approved = tuple((s.span, s.case) for s in stamps if s.case is not None)
    return Outline(
        head=replace(_head(view.text, head, state), approved=approved),
        roster=tuple(state.roster),
        topics=topics,
        controls=_controls(state, topics),
        signatures=tuple(state.signatures),
        appendices=tuple(state.appendices),
    )


def _above(lines: Sequence[Line], state: State) -> Sequence[Line]:
    """The lines of the header: none where the text begins with what was decided.

    A day that stands there is a term, not the document's.  «РЕШЕНИЕ» alone is a kind.
    """
    first = next((line for line in lines if line.kind != "blank"), None)
    if first is None or first.kind not in _DECIDING:
        return lines[: state.head_stop]
    kind = rules("structure", "document_kinds").opening(first.words(state.text)[:80])
    return lines[: state.head_stop] if kind else ()


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether most of a text is paragraphs of sentences, as news are."""
    prose = [x for x in lines if x.kind == "text" and x.span.stop - x.span.start > _PROSE]
    filled = [x for x in lines if x.kind != "blank"]
    return 2 * sum(x.span.stop - x.span.start for x in prose) > sum(
        x.span.stop - x.span.start for x in filled
    )


def _decides(state: State) -> bool:
    return any(t.resolutions for t in state.topics)


def _is_dated_list(state: State, head: Head) -> bool:
    """A note, dated or with terms below, whose numbered lines mostly say to do something."""
    lines = [state.lines[at] for at in state.free]
    numbered = [x.words(state.text) for x in lines if x.label and x.label.text]
    acts = 2 * sum(map(is_act, numbered)) >= len(lines) > 1
    return acts and (head.date is not None or any(_is_answered(state, at) for at in state.free))


def _are_notes(state: State) -> bool:
    """«Планёрка у главного врача» above bullets, at least two of which say to do something."""
    above = [x for x in state.lines[: state.free[0]] if x.kind != "blank"] if state.free else []
    named = any(
        rules("structure", "notes").finds(x.words(state.text)[:_HEAD_LONGEST])
        for x in above[:_HEAD_LINES]
    )
    acts = sum(is_act(state.lines[at].words(state.text)) for at in state.free[:_MOST_NOTES])
    return named and acts >= 2  # noqa: PLR2004 - one may be chance


def _is_answered(state: State, at: int) -> bool:
    """Whether the line below says who or by when, or who checks."""
    after = state.after(at)
    if after is None:
        return False
    return after.kind == "control" or starts_with_label(after.words(state.text))


def _without_keyword(text: str, lines: Sequence[Line], state: State, *, titled: bool) -> State:
    """Numbered lines under a title decide; without any, a retelling may."""
    notes = not titled and _are_notes(state)
    told = None if titled else first_note(state)
    start = _first(state) if state.free and (titled or notes) else told
    if start is not None:
        start = start if told is None else min(start, told)
        again = read(text, lines, starts_at=start, loose=notes or told is not None)
        if _decides(again):
            return again
    retell(state)
    return state


def _first(state: State) -> int:
    """Where what is decided begins: at the first item, or at the heading of the first group.

    «БУТАФОРСКИЙ ЦЕХ (Лозовая Н.)» is one where more such lines stand between the items.
    """
    at = state.free[0]
    above = next((i for i in range(at - 1, -1, -1) if state.lines[i].kind != "blank"), None)
    if above is None:
        return at
    words = state.lines[above].words(state.text)
    if state.lines[above].kind == "text" and names_bullets(state, above, words):
        return above
    if not _heads_group(state, above):
        return at
    later = (i for i in range(at, len(state.lines) - 1) if _heads_group(state, i))
    return above if any(later) else at


def _heads_group(state: State, at: int) -> bool:
    """A short line, a blank one above it, an item below, that tells nothing itself."""
    line, after = state.lines[at], state.after(at)
    words = line.words(state.text)
    if line.kind != "text" or after is None or after.label is None or len(words) > _GROUP_LONGEST:
        return False
    apart = at == 0 or state.lines[at - 1].kind == "blank"
    plain = words[:1].isupper() and not words.endswith((",", ";", "!", "?")) and not is_act(words)
    stopped = words.endswith(".") and not ends_in_initial(words)
    return apart and plain and not stopped and first_date(words) is None


def _controls(state: State, topics: Sequence[Topic]) -> tuple[Clause, ...]:
    """The clauses that cover all; «в остальной части» gets the numbers that are left."""
    items = [i for t in topics for r in t.resolutions for i in r.items]
    clauses = [*state.controls, *(c for t in topics for r in t.resolutions for c in r.clauses)]
    named = [n for c in clauses if c.kind == "control" for n in c.items]
    return tuple(
        replace(c, items=rest_of(items, named)) if c.rule == REST else c for c in state.controls
    )


def _head(text: str, found: Head, state: State) -> Head:
    chair, secretary = signed_by(text, state.signatures)
    return replace(
        found,
        date=found.date or _date_below(text, state.signatures) or _date_inside(text, state.lines),
        number=found.number or (_number_below(text, state.signatures) if found.kind else None),
        chair=state.chair
        or (None if found.kind in UNCHAIRED else _chair_in_title(text, found) or chair),
        secretary=state.secretary or secretary,
        signers=tuple(state.signatures),
    )


def _chair_in_title(text: str, found: Head) -> Span | None:
    """«совещания у министра связи Зуевой Т.П. по вопросу …»: who is named there led."""
    if found.title_span is None:
        return None
    for rule in rules("structure", "title_chairs"):
        match = rule.regex.search(text, *found.title_span)
        if match and names_somebody(match["value"]):
            return Span(*match.span("value"))
    return None


def _date_below(text: str, spans: Sequence[Span]) -> str | None:
    """Orders may bear their day under the signature."""
    return next((d for s in spans if (d := first_date(s.of(text)))), None)


def _date_inside(text: str, lines: Sequence[Line]) -> str | None:
    """«По итогам встречи 12 марта 2025 договорились:»: a line at the head tells when it was."""
    head = [x.words(text)[:_PROSE] for x in lines if x.kind != "blank"][:_HEAD_LINES]
    met = rules("structure", "notes")
    told = (first_date(words) for words in head if met.finds(words) and "№" not in words)
    return next((date for date in told if date), None)


def _number_below(text: str, spans: Sequence[Span]) -> str | None:
    return next((n for s in spans if (n := number_in(s.of(text)))), None)
