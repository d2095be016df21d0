"""Every error, with the words it is about and the first stage that went wrong.

The stages come in the order in which a document passes through them: ``structure``,
``recognition``, ``normalisation``, ``resolution``, ``deadline``, ``linking``,
``inheritance``.  An executor whose mention was not found at all, say, is an error of
recognition, though the linking shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.comparison import accepted_forms, accepted_names, fold, same_name
from protocol_nlp.evaluation.errors.decisions import describe, mention_at, of_pair, unpaired
from protocol_nlp.evaluation.errors.error import CAUSES, Cause, Error
from protocol_nlp.records import Mention, Minutes, Span

__all__ = ["CAUSES", "Cause", "Error", "describe", "errors"]


def errors(aligned: Aligned) -> list[Error]:
    """All errors of one document, by decision, then header, roster, mentions, entities."""
    return [
        *unpaired(aligned),
        *(e for a, b in aligned.decision_pairs() for e in of_pair(aligned, a, b)),
        *_header(aligned),
        *_roster(aligned),
        *_mentions(aligned),
        *_entities(aligned),
    ]


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


def _roster(aligned: Aligned) -> Iterator[Error]:
    """Who attended, each with role and position, where one side alone says so."""
    right, said = _attendees(aligned.gold), _attendees(aligned.predicted)
    for name in dict.fromkeys((*right, *said)):
        if fold(right.get(name)) != fold(said.get(name)):
            yield _plain(aligned, "structure", "roster", right.get(name), said.get(name))


def _attendees(minutes: Minutes) -> dict[str, str]:
    rows = [(p, _name(minutes, p.person) or "") for p in minutes.attendees]
    return {fold(name): f"{name}, {p.role}: {p.position or '–'}" for p, name in rows}


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
            near = mention_at(aligned.predicted, span)
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

    entity = aligned.gold_entities.get((gold.entity if gold else "") or "")
    if gold is None or guess is None or gold.span != guess.span:
        right, said = gold.text if gold else None, guess.text if guess else None
        yield wrong("recognition", "mention", right, said)
    elif gold.kind != guess.kind:
        yield wrong("recognition", "mention.kind", gold.kind, guess.kind)
    elif gold.normal and fold(guess.normal) not in accepted_forms(gold, entity):
        yield wrong("normalisation", "mention.normal", gold.normal, guess.normal)
    elif gold.case and gold.case != guess.case:
        yield wrong("normalisation", "mention.case", gold.case, guess.case)


def _entities(aligned: Aligned) -> Iterator[Error]:
    for i, j in aligned.entities.items():
        right, said = aligned.gold.entities[i], aligned.predicted.entities[j]
        if fold(said.name) not in accepted_names(right.name, right):
            yield _plain(aligned, "resolution", "entity.name", right.name, said.name)
        elif set(map(fold, right.positions)) != set(map(fold, said.positions)):
            told = (
                "; ".join((right.name, *right.positions)),
                "; ".join((said.name, *said.positions)),
            )
            yield _plain(aligned, "resolution", "entity.positions", *told)
