"""The way through the house: text to minutes, a line a stage, nothing flowing back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a parameter has its name
from functools import partial
from typing import Literal

from protocol_nlp import recognition
from protocol_nlp.deadlines import Policy
from protocol_nlp.linking import (
    People,
    Scene,
    cautions,
    checked,
    decisions,
    drafts,
    namings,
    slots,
)
from protocol_nlp.linking.decisions import Checked
from protocol_nlp.normalization.spans import normalize_spans
from protocol_nlp.parallel import ordered_map
from protocol_nlp.recognition import Found
from protocol_nlp.records import (
    Caution,
    EntityKind,
    Header,
    Mention,
    Minutes,
    Normalized,
    Source,
    Span,
)
from protocol_nlp.resolution import resolve, with_given
from protocol_nlp.structure import outline_of
from protocol_nlp.structure.outline import Outline
from protocol_nlp.text import View

__all__ = ["Analyzer"]


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Reads minutes; made once and used for any number of texts, from any thread.

    ``policy`` supplies or moves days where the text alone does not say them; off unless
    named, and told in ``due_source``.

    >>> nlp = Analyzer()
    >>> minutes = nlp("РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года.")
    >>> [(e.name, d.deadline.due) for d in minutes.decisions for e in d.executors]
    [('Зуева Т.П.', '2021-06-01')]
    """

    policy: Policy | None = None

    def __call__(self, text: str, *, id: str = "", date: str | None = None) -> Minutes:  # noqa: A002
        """The minutes that ``text`` holds.

        ``id`` names the document in the result; ``date`` (ISO 8601) is its day where the
        text itself does not tell it.  Raises ValueError where that is no such day.
        """
        given = Day.fromisoformat(date).isoformat() if date else None
        view = View.of(text)
        outline = outline_of(view)
        day = outline.head.date or given
        found = recognition.find(view.text, slots=slots(outline))
        scene = Scene.of(view.text, found, day, self.policy)
        drafted = checked(scene, outline, drafts(scene, outline))
        registry = resolve(text, namings(view, scene, _claimed(drafted)))
        agenda = _agenda_ids(outline)
        people = People(view, scene, registry, outline)
        header, attendees = people.header(day), people.attendees()
        offices = registry.with_positions((a.person, a.position) for a in attendees if a.position)
        decided = decisions(view, scene, offices, drafted, agenda)
        topics = people.agenda(agenda, decided)
        entities = people.titled(attendees, topics)
        return Minutes(
            source=_source(id, text),
            header=header,
            attendees=attendees,
            agenda=topics,
            decisions=decided,
            entities=entities,
            mentions=registry.mentions,
            warnings=cautions(text, header, attendees, decided, entities),
            text=text,
        )

    def pipe(
        self,
        texts: Iterable[str],
        *,
        processes: int = 1,
        batch_size: int = 16,
        on_error: Literal["raise", "record"] = "raise",
    ) -> Iterator[Minutes]:
        """The minutes of each text, in order, as they are read; ``texts`` may be endless.

        With more than one of ``processes`` texts go to them in batches of ``batch_size``,
        never more than two batches a process ahead; see
        :func:`protocol_nlp.parallel.ordered_map` for how it ends.  Under ``spawn`` the
        caller's script needs its ``if __name__ == "__main__":``.

        ``on_error="record"`` gives a text that fails (with any :class:`Exception`) empty
        minutes with one warning, ``code`` ``"error"`` and ``message`` the type and words of
        the exception; the source is that of the text, or has no characters where the text
        is no ``str``.  So is a text over which a process was killed twice, for memory say.
        What ``texts`` itself raises is raised all the same.

        Raises ValueError where a number is less than one or ``on_error`` is neither.

        >>> [m.source.chars for m in Analyzer().pipe(["РЕШИЛИ:", ""])]
        [7, 0]
        >>> [w.code for m in Analyzer().pipe([None], on_error="record") for w in m.warnings]
        ['error']
        """
        if on_error not in ("raise", "record"):
            raise ValueError(f"on_error is 'raise' or 'record', not {on_error!r}")
        recorded = on_error == "record"
        return ordered_map(
            partial(_recorded, self) if recorded else self,
            texts,
            processes=processes,
            batch_size=batch_size,
            on_death=_died if recorded else None,
        )

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The people and organisations in any Russian text, each with its normal form.

        >>> [m.normal for m in Analyzer().mentions("Доклад Зуевой Т.П. принят.")]
        ['Зуева Т.П.']
        """
        view = View.of(text)
        found = recognition.find(view.text, running=True)
        scene = Scene.of(view.text, found, None, news=True)
        return resolve(text, namings(view, scene, ()), running=True).mentions

    def normalize_spans(
        self,
        text: str,
        spans: Sequence[tuple[int, int] | Sequence[tuple[int, int]]],
        kinds: Sequence[EntityKind | None] | None = None,
    ) -> tuple[Normalized, ...]:
        """The normal forms of the caller's own spans, read in their context, one a span.

        Where ``kinds`` says what a span names, it is read as a mention of the minutes: in
        register order and with all that the text tells of whom it names.  Any other span
        keeps its order of words.  Raises ValueError where there are not as many kinds.

        >>> text = "Доклад О.П. Зуевой. Слушали Зуеву"
        >>> [n.normal for n in Analyzer().normalize_spans(text, [(7, 18)])]
        ['О.П. Зуева']
        >>> [n.normal for n in Analyzer().normalize_spans(text, [(7, 18)], ["person"])]
        ['Зуева О.П.']
        """
        learnt = normalize_spans(text, spans)
        if kinds is None:
            return learnt
        told = list(zip(spans, kinds, strict=True))
        wholes = [(_whole(span, len(text)), kind) for span, kind in told]
        read = _named(text, [(span, kind) for span, kind in wholes if span and kind])
        pairs = zip(learnt, wholes, strict=True)
        return tuple(read.get((kind, span), one) for one, (span, kind) in pairs)


def _whole(span: tuple[int, int] | Sequence[tuple[int, int]], size: int) -> Span | None:
    """A caller's span that is in one piece and inside the text; None for any other."""
    match tuple(span):
        case (int(start), int(stop)) if 0 <= start < stop <= size:
            return Span(start, stop)
    return None


def _named(
    text: str, spans: Sequence[tuple[Span, EntityKind]]
) -> Mapping[tuple[EntityKind | None, Span | None], Normalized]:
    """What the mentions at ``spans`` are among all those of the text."""
    view = View.of(text)
    found = recognition.find(view.text, slots=slots(outline_of(view)))
    scene = Scene.of(view.text, found, None)
    mentions = resolve(text, with_given(text, spans, namings(view, scene, ()))).mentions
    return {
        (m.kind, m.span): Normalized(m.text, m.normal, m.kind, m.gender, m.case, m.alternatives)
        for m in mentions
    }


def _claimed(drafted: Sequence[Checked]) -> list[Found]:
    """Whom executor and controller slots name, in the case that the slot asks for."""
    claims = [c for d in drafted for c in d.draft.claims]
    claims += [c for d in drafted for check in d.checks for c in check.claims]
    guests = [c.representative for c in claims if c.representative]
    return [*guests, *(c.found for c in claims if c.stands_for is None)]


def _agenda_ids(outline: Outline) -> tuple[str | None, ...]:
    numbers = iter(range(1, len(outline.topics) + 1))
    return tuple(f"a{next(numbers)}" if t.titled else None for t in outline.topics)


def _source(id_: str, text: str) -> Source:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(id=id_ or digest[:12], sha256=digest, chars=len(text))


def _recorded(nlp: Analyzer, text: str) -> Minutes:
    """The minutes of a text, or, where it fails, minutes that say why."""
    try:
        return nlp(text)
    except Exception as error:  # noqa: BLE001 - recorded, whatever it is
        return _failed(text, f"{type(error).__name__}: {error}")


def _died(text: str) -> Minutes:
    return _failed(text, "the process that read it was killed twice")


def _failed(text: str, why: str) -> Minutes:
    given = text if isinstance(text, str) else ""
    return Minutes(_source("", given), Header(), warnings=(Caution("error", why),), text=given)
