"""What each measure says, in one phrase for a reader of the report."""

from __future__ import annotations

__all__ = ["GROUPS", "LABELS", "group_of"]

GROUPS = {
    "headline": "Headline",
    "decisions": "Decisions",
    "executors": "Executors",
    "controllers": "Controllers",
    "deadlines": "Deadlines",
    "header": "Header",
    "roster": "Roster",
    "agenda": "Agenda",
    "entities": "Entities",
    "mentions": "Mentions",
    "normal": "Normal forms",
}

LABELS = {
    "headline": "decisions with all executors, their roles and all deadlines right",
    "headline.assignments": "the same, of assignments only",
    "headline.executors": "decisions with all executors and their roles right",
    "headline.deadline": "decisions with the whole deadline right",
    "decisions.found": "found: half of the words or more in common",
    "decisions.exact": "found with the right boundaries",
    "decisions.number": "number, of the found",
    "decisions.path": "path, of the found",
    "decisions.lead": "lead, of the found",
    "decisions.kind": "kind, of the found",
    "decisions.modality": "modality, of the found",
    "decisions.agenda_item": "hung on the right agenda item, of the found",
    "executors.name": "executors by normal form",
    "executors.name_and_role": "executors by normal form and role",
    "executors.all_of_decision": "decisions with executors that have all and no other",
    "executors.representative": "representatives in brackets",
    "executors.words": "points at the right words, of the right names",
    "executors.inherited": "says rightly whether inherited, of the right names",
    "controllers.name": "controllers by normal form",
    "deadlines.present": "decisions with a deadline at all",
    "deadlines.whole": "day, kinds and values of all parts",
    "deadlines.due": "the day of the whole",
    "deadlines.kind": "kind of each part",
    "deadlines.role": "each part: of the work or of telling of it",
    "deadlines.value": "TIMEX3 value of each part that has one",
    "deadlines.part_due": "day of each part that has one",
    "deadlines.rrule": "recurrence rule, by its ten first days",
    "deadlines.words": "points at the right words, where both have one",
    "deadlines.inherited": "says rightly whether inherited, where both have one",
    "header.kind": "kind of document",
    "header.title": "title",
    "header.number": "number",
    "header.date": "date",
    "header.place": "place",
    "header.chair": "chair",
    "header.secretary": "secretary",
    "header.signers": "signers",
    "roster.person": "people of the roster",
    "roster.person_and_role": "people with their role",
    "roster.person_and_position": "people with their position",
    "agenda.item": "items",
    "agenda.number": "number, of the found",
    "agenda.title": "title, of the found",
    "agenda.speaker": "who was heard or spoke, under the right item",
    "entities.b_cubed": "mentions put together rightly: B³",
    "entities.ceaf": "entities as a whole: CEAF, φ4",
    "entities.name": "entities with the right name",
    "entities.name_of_found": "name, of the found",
    "entities.kind": "kind, of the found",
    "entities.gender": "gender, where the document tells",
    "entities.position": "positions of people",
    "entities.organization": "a person's organisation",
    "mentions.strict": "boundaries and kind",
    "mentions.exact": "boundaries, whatever the kind",
    "mentions.partial": "boundaries, half a point for an overlap",
    "mentions.type": "kind, on any overlap",
    "mentions.strict.person": "persons, strictly",
    "mentions.strict.organization": "organisations, strictly",
    "mentions.strict.role": "roles, strictly",
    "mentions.strict.group": "groups, strictly",
    "mentions.case": "grammatical case, on spans found exactly",
    "normal.found_spans": "on spans found exactly",
    "normal.found_spans.person": "persons, on spans found exactly",
    "normal.found_spans.organization": "organisations, on spans found exactly",
    "normal.found_spans.role": "roles, on spans found exactly",
    "normal.found_spans.group": "groups, on spans found exactly",
    "normal.gold_spans": "on the spans of the gold",
    "normal.gold_spans.person": "persons, on the spans of the gold",
    "normal.gold_spans.organization": "organisations, on the spans of the gold",
    "normal.gold_spans.role": "roles, on the spans of the gold",
    "normal.gold_spans.group": "groups, on the spans of the gold",
}


def group_of(name: str) -> str:
    """The heading under which a measure stands.

    >>> group_of("deadlines.due")
    'Deadlines'
    """
    return GROUPS[name.split(".", maxsplit=1)[0]]
