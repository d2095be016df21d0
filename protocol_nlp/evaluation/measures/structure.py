"""Structure: header, roster, agenda, and where the decisions are."""

from __future__ import annotations

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.comparison import fold, same_decision_text, same_name
from protocol_nlp.evaluation.tally import Tallies, Tally, accuracy, counted
from protocol_nlp.records import AgendaItem, Attendee, Decision, Minutes, Speaker

__all__ = ["same_text", "structure"]

_TEXT_FIELDS = ("kind", "title", "number", "date", "place")
_PERSON_FIELDS = ("chair", "secretary")


def structure(aligned: Aligned) -> Tallies:
    """The tallies of one document's structure."""
    return {**_decisions(aligned), **_header(aligned), **_roster(aligned), **_agenda(aligned)}


def same_text(aligned: Aligned, gold: Decision, guess: Decision) -> bool:
    """Whether a decision that was found has its boundaries right, as the guide has it."""
    spans = [e.span.of(aligned.gold.text) for e in gold.executors]
    spans += [e.span.of(aligned.predicted.text) for e in guess.executors]
    return same_decision_text(gold.text, guess.text, spans)


def _decisions(aligned: Aligned) -> Tallies:
    pairs = list(aligned.decision_pairs())
    sizes = len(aligned.predicted.decisions), len(aligned.gold.decisions)
    return {
        "decisions.found": counted(len(pairs), *sizes),
        "decisions.exact": counted(sum(same_text(aligned, a, b) for a, b in pairs), *sizes),
        "decisions.number": accuracy(sum(a.number == b.number for a, b in pairs), len(pairs)),
        "decisions.path": accuracy(sum(a.path == b.path for a, b in pairs), len(pairs)),
        "decisions.lead": accuracy(sum(same_name(a.lead, b.lead) for a, b in pairs), len(pairs)),
        "decisions.kind": accuracy(sum(a.kind == b.kind for a, b in pairs), len(pairs)),
        "decisions.modality": accuracy(sum(a.modality == b.modality for a, b in pairs), len(pairs)),
        "decisions.agenda_item": _agenda_links(aligned, pairs),
    }


def _agenda_links(aligned: Aligned, pairs: list[tuple[Decision, Decision]]) -> Tally:
    """Whether a decision hangs on the agenda item that answers its own."""
    counterpart = {
        aligned.gold.agenda[i].id: aligned.predicted.agenda[j].id for i, j in aligned.agenda.items()
    }
    linked = [(a, b) for a, b in pairs if a.agenda_item is not None]
    right = sum(
        b.agenda_item is not None and counterpart.get(a.agenda_item or "") == b.agenda_item
        for a, b in linked
    )
    return accuracy(right, len(linked))


def _header(aligned: Aligned) -> Tallies:
    gold, guess = aligned.gold.header, aligned.predicted.header
    tallies = {}
    for name in _TEXT_FIELDS:
        golden, guessed = getattr(gold, name), getattr(guess, name)
        tallies[f"header.{name}"] = _field(golden, guessed, right=same_name(golden, guessed))
    for name in _PERSON_FIELDS:
        golden, guessed = getattr(gold, name), getattr(guess, name)
        right = aligned.same_entity(golden, guessed)
        tallies[f"header.{name}"] = _field(golden, guessed, right=right)
    tallies["header.signers"] = counted(
        _people(aligned, [(s, "") for s in gold.signers], [(s, "") for s in guess.signers]),
        len(guess.signers),
        len(gold.signers),
    )
    return tallies


def _field(gold: str | None, guess: str | None, *, right: bool) -> Tally:
    return counted(
        float(right and gold is not None), float(guess is not None), float(gold is not None)
    )


def _people(aligned: Aligned, gold: list[tuple[str, str]], predicted: list[tuple[str, str]]) -> int:
    """How many of the gold (entity id, key) pairs are among the predicted, each used once."""
    left = list(predicted)
    right = 0
    for person, key in gold:
        for other in left:
            if other[1] == key and aligned.same_entity(person, other[0]):
                left.remove(other)
                right += 1
                break
    return right


def _roster(aligned: Aligned) -> Tallies:
    gold, guess = aligned.gold.attendees, aligned.predicted.attendees
    sizes = len(guess), len(gold)

    def right(role: bool, position: bool) -> int:  # noqa: FBT001  a switch of two lines above
        def keys(people: tuple[Attendee, ...]) -> list[tuple[str, str]]:
            return [
                (p.person, (p.role if role else "") + (fold(p.position) if position else ""))
                for p in people
            ]

        return _people(aligned, keys(gold), keys(guess))

    return {
        "roster.person": counted(right(role=False, position=False), *sizes),
        "roster.person_and_role": counted(right(role=True, position=False), *sizes),
        "roster.person_and_position": counted(right(role=False, position=True), *sizes),
    }


def _agenda(aligned: Aligned) -> Tallies:
    pairs = [
        (aligned.gold.agenda[i], aligned.predicted.agenda[j]) for i, j in aligned.agenda.items()
    ]
    return {
        "agenda.item": counted(len(pairs), len(aligned.predicted.agenda), len(aligned.gold.agenda)),
        "agenda.number": accuracy(sum(a.number == b.number for a, b in pairs), len(pairs)),
        "agenda.title": accuracy(sum(same_name(a.title, b.title) for a, b in pairs), len(pairs)),
        "agenda.speaker": _speakers(aligned, pairs),
    }


def _speakers(aligned: Aligned, pairs: list[tuple[AgendaItem, AgendaItem]]) -> Tally:
    """Persons who were heard or spoke, under the right item and with the right act."""

    def keys(speakers: tuple[Speaker, ...]) -> list[tuple[str, str]]:
        return [(speaker.person, speaker.act) for speaker in speakers]

    right = sum(_people(aligned, keys(a.speakers), keys(b.speakers)) for a, b in pairs)
    return counted(right, _speaker_count(aligned.predicted), _speaker_count(aligned.gold))


def _speaker_count(minutes: Minutes) -> int:
    return sum(len(item.speakers) for item in minutes.agenda)
