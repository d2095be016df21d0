"""A text and its gold source to the Minutes of the contract."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from protocol_nlp.records import (
    AgendaItem,
    Attendee,
    Decision,
    Entity,
    Header,
    Mention,
    Minutes,
    Source,
    Span,
    Speaker,
)

from .decisions import decisions
from .draft import Draft
from .quotes import GoldError, find, find_pieces, fold
from .source import entities, mention_lines

__all__ = ["build"]


def _header(draft: Draft, source: Mapping[str, Any]) -> Header:
    fields = dict(source["header"])
    if title := fields.get("title"):
        fields["title"] = fold(find_pieces(draft.text, title, 0)[1])
    fields["signers"] = tuple(fields.get("signers", ()))
    header = Header(**fields)
    for key in filter(None, (header.chair, header.secretary, *header.signers)):
        draft.entity(key)
    return header


def _attendees(draft: Draft) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(mention.entity or "", tag.name, tag.position, mention.span)
        for mention, tag in draft.tags
        if tag.name != "heard" and tag.name != "spoke"  # noqa: PLR1714 - so that mypy narrows
    )


def _speakers(draft: Draft, item: str) -> tuple[Speaker, ...]:
    return tuple(
        Speaker(mention.entity or "", tag.position, tag.name, mention.span)
        for mention, tag in draft.tags
        if tag.item == item and (tag.name == "heard" or tag.name == "spoke")  # noqa: PLR1714 - so
    )


def _agenda(draft: Draft, lines: str) -> dict[str, AgendaItem]:
    items: dict[str, AgendaItem] = {}
    start = 0
    for line in filter(None, map(str.strip, lines.splitlines())):
        key, number, title = line.split(maxsplit=2)
        span = _title(draft.text, title, start)
        start = span.stop
        known = None if number == "-" else number
        items[key] = AgendaItem(key, known, fold(span.of(draft.text)), span, _speakers(draft, key))
    if lost := {tag.item for _, tag in draft.tags if tag.item} - set(items):
        raise GoldError(f"no agenda item {lost}")
    return items


def _title(text: str, quote: str, start: int) -> Span:
    """A heading after the one before it; else, as in a list at the top, anywhere."""
    try:
        return find(text, quote, start)
    except GoldError:
        return find(text, quote)


def _linked(items: Sequence[AgendaItem], found: Sequence[Decision]) -> tuple[AgendaItem, ...]:
    return tuple(
        replace(item, decisions=tuple(one.id for one in found if one.agenda_item == item.id))
        for item in items
    )


def _mentions(draft: Draft) -> tuple[Mention, ...]:
    """The mentions in the order of the text, the longer first, numbered."""
    order = sorted(draft.mentions, key=lambda old: (old.span.start, -old.span.stop))
    return tuple(replace(one, id=f"m{number}") for number, one in enumerate(order, start=1))


def _entities(draft: Draft, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    found = []
    for known in draft.known.values():
        told = [tag.position for mention, tag in draft.tags if mention.entity == known.id]
        entity = Entity(
            id=known.id,
            kind=known.kind,
            name=known.name,
            gender=known.gender,
            alternatives=known.alternatives,
            positions=tuple(dict.fromkeys(filter(None, (*told, *known.positions)))),
            organization=known.organization or draft.bodies.get(known.id),
            mentions=tuple(one.id for one in mentions if one.entity == known.id),
        )
        if not entity.mentions:
            raise GoldError(f"{known.id} {known.name} has no mention")
        found.append(entity)
    return tuple(found)


def build(name: str, text: str, source: Mapping[str, Any]) -> Minutes:
    """The gold Minutes of one document.

    ``name`` is its id, ``text`` its words byte for byte, ``source`` the parsed TOML.
    Raises GoldError where the source quotes what the text does not say.
    """
    draft = Draft(text, entities(source))
    header = _header(draft, source)
    draft.mark(mention_lines(source.get("mentions", "")))
    items = _agenda(draft, source.get("agenda", ""))
    day = date.fromisoformat(header.date or source.get("anchor", "1970-01-01"))
    found = decisions(draft, source, items, day)
    mentions = _mentions(draft)
    return Minutes(
        source=Source(name, hashlib.sha256(text.encode()).hexdigest(), len(text)),
        header=header,
        attendees=_attendees(draft),
        agenda=_linked(tuple(items.values()), found),
        decisions=found,
        entities=_entities(draft, mentions),
        mentions=mentions,
        text=text,
    )
