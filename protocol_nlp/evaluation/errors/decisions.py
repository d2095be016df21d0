"""The errors of decisions: what was missed, invented, or answered wrong, and why."""

from __future__ import annotations

from collections.abc import Iterator

from protocol_nlp.evaluation.alignment import Aligned, span_overlap
from protocol_nlp.evaluation.comparison import accepted_names, fold, same_name
from protocol_nlp.evaluation.errors.error import Cause, Error
from protocol_nlp.evaluation.measures.deadlines import match_parts, same_deadline
from protocol_nlp.evaluation.measures.executors import match_names
from protocol_nlp.evaluation.measures.structure import same_text
from protocol_nlp.records import Deadline, Decision, Executor, Mention, Minutes, Span

__all__ = ["describe", "mention_at", "of_pair", "unpaired"]


def unpaired(aligned: Aligned) -> Iterator[Error]:
    """The decisions that one side has alone: errors of structure."""
    name = aligned.gold.source.id
    for d in aligned.missed():
        yield Error(
            name, "structure", "decision", d.text, None, d.number, d.span, None, headline=True
        )
    for d in aligned.spurious():
        yield Error(
            name, "structure", "decision", None, d.text, d.number, None, d.span, headline=True
        )


def of_pair(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    """The errors of a decision that was found."""
    yield from _boundaries(aligned, gold, guess)
    yield from _executors(aligned, gold, guess)
    yield from _deadline(aligned, gold, guess)
    yield from _controllers(aligned, gold, guess)


def _wrong(  # noqa: PLR0913, PLR0917  the fields of an error, in order
    aligned: Aligned,
    decision: Decision,
    cause: Cause,
    what: str,
    gold: tuple[str | None, Span | None],
    guess: tuple[str | None, Span | None],
    *,
    headline: bool = True,
) -> Error:
    """An error of a decision; both sides as what they say and where."""
    name, number = aligned.gold.source.id, decision.number
    return Error(name, cause, what, gold[0], guess[0], number, gold[1], guess[1], headline)


NOTHING = (None, None)


def _boundaries(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    fields = [f for f in ("number", "kind", "modality") if getattr(gold, f) != getattr(guess, f)]
    if not same_text(aligned, gold, guess):
        fields.insert(0, "text")
    for field in fields:
        yield _wrong(
            aligned,
            gold,
            "structure",
            f"decision.{field}",
            (getattr(gold, field), gold.span),
            (getattr(guess, field), guess.span),
            headline=False,
        )


def _executors(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    pairs = match_names(aligned, gold.executors, guess.executors)
    left = [e for i, e in enumerate(gold.executors) if i not in pairs]
    extra = [e for j, e in enumerate(guess.executors) if j not in pairs.values()]
    for right in left:
        said = _same_place(right, extra) or (extra[0] if len(extra) == len(left) == 1 else None)
        if said:
            extra.remove(said)
        answer = (said.name, said.span) if said else NOTHING
        cause = _cause_of_missed(aligned, gold, guess, right)
        yield _wrong(aligned, gold, cause, "executor", (right.name, right.span), answer)
    for said in extra:
        cause = _cause_of_invented(aligned, said)
        yield _wrong(aligned, gold, cause, "executor", NOTHING, (said.name, said.span))
    for i, j in pairs.items():
        a, b = gold.executors[i], guess.executors[j]
        if a.role != b.role:
            told = (f"{a.name}: {a.role}", a.span), (f"{b.name}: {b.role}", b.span)
            yield _wrong(aligned, gold, "linking", "executor.role", *told)


def _same_place(executor: Executor, others: list[Executor]) -> Executor | None:
    return next((e for e in others if span_overlap(e.span, executor.span)), None)


def _cause_of_missed(
    aligned: Aligned, gold: Decision, guess: Decision, executor: Executor
) -> Cause:
    """The first stage at which the words of a gold executor were lost."""
    if executor.inherited and gold.lead and not _told_by_lead(aligned, executor, guess):
        return "structure"
    mention = mention_at(aligned.predicted, executor.span)
    if mention is None:
        return "recognition"
    names = accepted_names(executor.name, aligned.gold_entities.get(executor.entity))
    entity = aligned.predicted_entities.get(mention.entity or "")
    if entity is None or fold(entity.name) not in names:
        own = mention_at(aligned.gold, executor.span)
        if own is not None and own.span != mention.span:
            return "recognition"
        right_form = own.normal if own is not None and own.normal else executor.name
        return "resolution" if same_name(mention.normal, right_form) else "normalisation"
    return "inheritance" if executor.inherited else "linking"


def _told_by_lead(aligned: Aligned, executor: Executor, guess: Decision) -> bool:
    """Whether the predicted lead has the executor's words, so that structure did its part."""
    return fold(executor.span.of(aligned.gold.text)) in fold(guess.lead) and bool(guess.lead)


def _cause_of_invented(aligned: Aligned, executor: Executor) -> Cause:
    if executor.span.stop > executor.span.start and mention_at(aligned.gold, executor.span) is None:
        return "recognition"
    return "inheritance" if executor.inherited else "linking"


def mention_at(minutes: Minutes, span: Span) -> Mention | None:
    """The mention that shares most with a span."""
    found = max(minutes.mentions, key=lambda m: span_overlap(m.span, span), default=None)
    return found if found is not None and span_overlap(found.span, span) else None


def _deadline(aligned: Aligned, gold: Decision, guess: Decision) -> Iterator[Error]:
    right, said = gold.deadline, guess.deadline
    if not same_deadline(right, said):
        cause = _cause_of_deadline(aligned, right, said)
        told = (describe(right), right.span if right else None)
        answer = (describe(said), said.span if said else None)
        yield _wrong(aligned, gold, cause, "deadline", told, answer)
    elif right is not None and said is not None:
        for i, j in match_parts(right.parts, said.parts).items():
            a, b = right.parts[i].role, said.parts[j].role
            if a != b:
                told, answer = (a, right.span), (b, said.span)
                yield _wrong(
                    aligned, gold, "deadline", "deadline.role", told, answer, headline=False
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
    for i, right in enumerate(gold.controllers):
        if i not in pairs:
            linked: Cause = "inheritance" if right.inherited else "linking"
            cause = linked if mention_at(aligned.predicted, right.span) else "recognition"
            told = (right.name, right.span)
            yield _wrong(aligned, gold, cause, "controller", told, NOTHING, headline=False)
    for j, said in enumerate(guess.controllers):
        if j not in pairs.values():
            linked = "inheritance" if said.inherited else "linking"
            answer = (said.name, said.span)
            yield _wrong(aligned, gold, linked, "controller", NOTHING, answer, headline=False)
