"""Every error, with the words it is about and the first stage that went wrong.

The stages come in the order in which a document passes through them: ``structure``,
``recognition``, ``normalisation``, ``resolution``, ``deadline``, ``linking``,
``inheritance``.  An executor whose mention was not found at all, say, is an error of
recognition, though the linking shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from protocol_nlp.evaluation.alignment import Aligned, span_overlap
from protocol_nlp.evaluation.comparison import accepted_names, fold, same_name
from protocol_nlp.evaluation.measures.deadlines import same_deadline
from protocol_nlp.evaluation.measures.executors import match_names
from protocol_nlp.evaluation.measures.structure import same_text
from protocol_nlp.records import Deadline, Decision, Executor, Mention, Minutes, Span

__all__ = ["CAUSES", "Cause", "Error", "errors"]

Cause = Literal[
    "structure",
    "recognition",
    "normalisation",
    "resolution",
    "deadline",
    "linking",
    "inheritance",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)


@dataclass(frozen=True, slots=True)
class Error:
    """One difference: ``what`` it is in, what was right, what was said, and why.

    ``gold`` and ``predicted`` are written for a reader; null where one side has nothing.
    ``gold_span`` and ``predicted_span`` are offsets into the document's text.  ``headline``
    tells whether it keeps a decision from counting.
    """

    document: str
    cause: Cause
    what: str
    gold: str | None
    predicted: str | None
    decision: str | None
    gold_span: Span | None
    predicted_span: Span | None
    headline: bool


def errors(aligned: Aligned) -> list[Error]:
    """All errors of one document, decision by decision, then mentions and header."""
    return [
        *_unpaired(aligned),
        *(e for a, b in aligned.decision_pairs() for e in _of_pair(aligned, a, b)),
        *_header(aligned),
        *_mentions(aligned),
        *_entities(aligned),
    ]


def _unpaired(aligned: Aligned) -> Iterator[Error]:
    name = aligned.gold.source.id
    for d in aligned.missed():
        yield Error(
            name, "structure", "decision", d.text, None, d.number, d.span, None, headline=True
        )
    for d in aligned.spurious():
        yield Error(
            name, "structure", "decision", None, d.text, d.number, None, d.span, headline=True
        )


def _of_pair(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    yield from _boundaries(aligned, gold, guess)
    yield from _executors(aligned, gold, guess)
    yield from _deadline(aligned, gold, guess)
    yield from _controllers(aligned, gold, guess)


def _boundaries(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    def wrong(what: str, right: str | None, said: str | None) -> Error:
        return Error(
            aligned.gold.source.id,
            "structure",
            what,
            right,
            said,
            gold.number,
            gold.span,
            guess.span,
            headline=False,
        )

    if not same_text(aligned, gold, guess):
        yield wrong("decision.text", gold.text, guess.text)
    for field in ("number", "kind", "modality"):
        right, said = getattr(gold, field), getattr(guess, field)
        if right != said:
            yield wrong(f"decision.{field}", right, said)


def _executors(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    pairs = match_names(aligned, gold.executors, guess.executors)
    left = [e for i, e in enumerate(gold.executors) if i not in pairs]
    extra = [e for j, e in enumerate(guess.executors) if j not in pairs.values()]
    name = aligned.gold.source.id
    for right in left:
        said = _same_place(right, extra) or (extra[0] if len(extra) == len(left) == 1 else None)
        cause = _cause_of_missed(aligned, gold, guess, right)
        if said:
            extra.remove(said)
        yield Error(
            name,
            cause,
            "executor",
            right.name,
            said.name if said else None,
            gold.number,
            right.span,
            said.span if said else None,
            headline=True,
        )
    for said in extra:
        cause = _cause_of_invented(aligned, said)
        yield Error(
            name, cause, "executor", None, said.name, gold.number, None, said.span, headline=True
        )
    for i, j in pairs.items():
        a, b = gold.executors[i], guess.executors[j]
        if a.role != b.role:
            yield Error(
                name,
                "linking",
                "executor.role",
                f"{a.name}: {a.role}",
                f"{b.name}: {b.role}",
                gold.number,
                a.span,
                b.span,
                headline=True,
            )


def _same_place(executor: Executor, others: list[Executor]) -> Executor | None:
    return next((e for e in others if span_overlap(e.span, executor.span)), None)


def _cause_of_missed(
    aligned: Aligned, gold: Decision, guess: Decision, executor: Executor
) -> Cause:
    """The first stage at which the words of a gold executor were lost."""
    if executor.inherited and gold.lead and not _told_by_lead(aligned, executor, guess):
        return "structure"
    mention = _at(aligned.predicted, executor.span)
    if mention is None:
        return "recognition"
    names = accepted_names(executor.name, aligned.gold_entities.get(executor.entity))
    entity = aligned.predicted_entities.get(mention.entity or "")
    if entity is None or fold(entity.name) not in names:
        own = _at(aligned.gold, executor.span)
        if own is not None and own.span != mention.span:
            return "recognition"
        right_form = own.normal if own is not None and own.normal else executor.name
        return "resolution" if same_name(mention.normal, right_form) else "normalisation"
    return "inheritance" if executor.inherited else "linking"


def _told_by_lead(aligned: Aligned, executor: Executor, guess: Decision) -> bool:
    """Whether the predicted lead has the executor's words, so that structure did its part."""
    return fold(executor.span.of(aligned.gold.text)) in fold(guess.lead) and bool(guess.lead)


def _cause_of_invented(aligned: Aligned, executor: Executor) -> Cause:
    if executor.span.stop > executor.span.start and _at(aligned.gold, executor.span) is None:
        return "recognition"
    return "inheritance" if executor.inherited else "linking"


def _at(minutes: Minutes, span: Span) -> Mention | None:
    """The mention that shares most with a span."""
    found = max(minutes.mentions, key=lambda m: span_overlap(m.span, span), default=None)
    return found if found is not None and span_overlap(found.span, span) else None


def _deadline(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    if same_deadline(gold.deadline, guess.deadline):
        return
    right, said = gold.deadline, guess.deadline
    yield Error(
        aligned.gold.source.id,
        _cause_of_deadline(aligned, right, said),
        "deadline",
        describe(right),
        describe(said),
        gold.number,
        right.span if right else None,
        said.span if said else None,
        headline=True,
    )


def describe(deadline: Deadline | None) -> str | None:
    """A deadline in one line, for a reader: its words, its day, and each part.

    >>> describe(Deadline("срочно", Span(0, 6), False, None, ()))
    '«срочно» due –'
    """
    if deadline is None:
        return None
    parts = [f"{p.role} {p.kind} {p.value or '–'}" for p in deadline.parts]
    return "; ".join([f"«{deadline.text}» due {deadline.due or '–'}", *parts])


def _cause_of_deadline(aligned: Aligned, gold: Deadline | None, guess: Deadline | None) -> Cause:
    if gold is not None and guess is not None and span_overlap(gold.span, guess.span):
        return "deadline"
    if guess is None and gold is not None and not _seen(aligned.predicted, gold.span):
        return "deadline"
    if gold is None and guess is not None and not _seen(aligned.gold, guess.span):
        return "deadline"
    inherited = any(d.inherited for d in (gold, guess) if d is not None)
    return "inheritance" if inherited else "linking"


def _seen(minutes: Minutes, span: Span) -> bool:
    """Whether any decision has a deadline in these words."""
    return any(d.deadline and span_overlap(d.deadline.span, span) for d in minutes.decisions)


def _controllers(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    pairs = match_names(aligned, gold.controllers, guess.controllers)
    name = aligned.gold.source.id
    for i, right in enumerate(gold.controllers):
        if i not in pairs:
            found = _at(aligned.predicted, right.span)
            linked: Cause = "inheritance" if right.inherited else "linking"
            yield Error(
                name,
                linked if found else "recognition",
                "controller",
                right.name,
                None,
                gold.number,
                right.span,
                None,
                headline=False,
            )
    for j, said in enumerate(guess.controllers):
        if j not in pairs.values():
            cause: Cause = "inheritance" if said.inherited else "linking"
            yield Error(
                name,
                cause,
                "controller",
                None,
                said.name,
                gold.number,
                None,
                said.span,
                headline=False,
            )


def _header(aligned: Aligned) -> Iterator[Error]:
    gold, guess = aligned.gold.header, aligned.predicted.header
    for field in ("kind", "title", "number", "date", "place"):
        right, said = getattr(gold, field), getattr(guess, field)
        if not same_name(right, said):
            yield _plain(aligned, "structure", f"header.{field}", right, said)
    for field in ("chair", "secretary"):
        right, said = getattr(gold, field), getattr(guess, field)
        if not aligned.same_entity(right, said):
            names = _name(aligned.gold, right), _name(aligned.predicted, said)
            yield _plain(aligned, "structure", f"header.{field}", *names)


def _name(minutes: Minutes, entity: str | None) -> str | None:
    return next((e.name for e in minutes.entities if e.id == entity), entity)


def _plain(aligned: Aligned, cause: Cause, what: str, right: str | None, said: str | None) -> Error:
    name = aligned.gold.source.id
    return Error(name, cause, what, right, said, None, None, None, headline=False)


def _mentions(aligned: Aligned) -> Iterator[Error]:
    gold = {m.span: m for m in aligned.gold.mentions}
    guess = {m.span: m for m in aligned.predicted.mentions}
    used: set[Span] = set()
    for span, right in sorted(gold.items()):
        said = guess.get(span)
        if said is None:
            near = _at(aligned.predicted, span)
            said = near if near is not None and near.span not in gold else None
        if said is not None:
            used.add(said.span)
        yield from _mention(aligned, right, said)
    for span, said in sorted(guess.items()):
        if span not in used:
            yield from _mention(aligned, None, said)


def _mention(aligned: Aligned, gold: Mention | None, guess: Mention | None) -> Iterator[Error]:
    def wrong(cause: Cause, what: str, right: str | None, said: str | None) -> Error:
        return Error(
            aligned.gold.source.id,
            cause,
            what,
            right,
            said,
            None,
            gold.span if gold else None,
            guess.span if guess else None,
            headline=False,
        )

    if gold is None or guess is None or gold.span != guess.span:
        right, said = gold.text if gold else None, guess.text if guess else None
        yield wrong("recognition", "mention", right, said)
    elif gold.kind != guess.kind:
        yield wrong("recognition", "mention.kind", gold.kind, guess.kind)
    elif gold.normal and not _right_form(gold, guess):
        yield wrong("normalisation", "mention.normal", gold.normal, guess.normal)


def _right_form(gold: Mention, guess: Mention) -> bool:
    return fold(guess.normal) in {fold(gold.normal), *map(fold, gold.alternatives)}


def _entities(aligned: Aligned) -> Iterator[Error]:
    for i, j in aligned.entities.items():
        right, said = aligned.gold.entities[i], aligned.predicted.entities[j]
        if fold(said.name) not in accepted_names(right.name, right):
            yield _plain(aligned, "resolution", "entity.name", right.name, said.name)
