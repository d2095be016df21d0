"""The parts of a gold source that are written as lines, taken apart.

Nothing here knows the text: :mod:`gold.build` finds the quotes in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from protocol_nlp.records import Act, AttendeeRole, Case, EntityKind, Gender

from .quotes import GoldError

__all__ = ["Known", "MentionLine", "Party", "Tag", "entities", "mention_lines", "party"]

SECTIONS: Mapping[str, EntityKind] = {
    "people": "person",
    "organizations": "organization",
    "roles": "role",
    "groups": "group",
}
_CASES = "|".join(get_args(Case))
_MENTION = re.compile(
    rf"(?P<id>[po]\d+)\s+(?P<case>{_CASES}|\?)\s+(?P<quote>.+?)"
    r"(?:\s+=\s+(?P<normal>.+?))?(?P<tags>(?:\s+@.*)?)"
)
_TAG = re.compile(r"@(?P<name>[a-z]+)(?:\s+(?P<item>a\d+)\b)?\s*(?P<position>[^@]*)")
_PARTY = re.compile(
    r"(?P<mark>[*+])?(?P<id>[porg]\d+)(?:\((?P<representative>p\d+)\))?"
    rf"(?:\s+(?P<case>{_CASES}|\?)(?!\S))?(?:\s+(?P<back>\^\^?|v)(?!\S))?"
    r"(?:\s+(?P<quote>.+?))?(?:\s+=\s+(?P<normal>.+))?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as its line says: ``name ~ other reading | gender | position | @o1``."""

    id: str
    kind: EntityKind
    name: str
    gender: Gender | None = None
    alternatives: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """What a mention does in the document: ``@chair``, ``@present``, ``@heard a2``, and so on."""

    name: AttendeeRole | Act
    item: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class MentionLine:
    """``p1 accs Орлова В.А. = Орлов В.А. @heard a2 губернатор``; no id: a place to skip."""

    entity: str | None
    quote: str
    case: Case | None = None
    normal: str | None = None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """An executor or controller: ``*o1(p2) datv ^ quote``."""

    mark: str | None
    entity: str
    representative: str | None
    case: Case | None
    back: str | None
    quote: str | None
    normal: str | None = None


def _entity(key: str, kind: EntityKind, line: str) -> Known:
    names, *rest = (field.strip() for field in line.split("|"))
    name, *alternatives = (reading.strip() for reading in names.split("~"))
    gender = rest.pop(0) if rest and rest[0] in ("m", "f", "?") else None
    if kind == "person" and gender is None:
        raise GoldError(f"{key}: a person has m, f or ? after the name")
    body = rest.pop()[1:] if rest and rest[-1].startswith("@") else None
    known_gender = cast("Gender", gender) if gender in ("m", "f") else None
    return Known(key, kind, name, known_gender, tuple(alternatives), tuple(rest), body)


def entities(source: Mapping[str, Any]) -> dict[str, Known]:
    """The entities of a source by id.

    >>> entities({"people": {"p1": "Бор А.А. | ? | завхоз"}})["p1"].positions
    ('завхоз',)
    """
    found: dict[str, Known] = {}
    for section, kind in SECTIONS.items():
        for key, line in source.get(section, {}).items():
            if key[0] != section[0]:
                raise GoldError(f"an id in [{section}] begins with {section[0]}, not {key}")
            found[key] = _entity(key, kind, line)
    return found


def _tags(text: str) -> tuple[Tag, ...]:
    tags = []
    for match in _TAG.finditer(text):
        if match["name"] not in (*get_args(AttendeeRole), *get_args(Act)):
            raise GoldError(f"no such tag: {match[0]!r}")
        if (match["name"] in get_args(Act)) != bool(match["item"]):
            raise GoldError(f"@heard and @spoke, and only they, name an agenda item: {match[0]!r}")
        name = cast("AttendeeRole | Act", match["name"])
        tags.append(Tag(name, match["item"], match["position"].strip() or None))
    return tuple(tags)


def _case(text: str | None) -> Case | None:
    return None if text in (None, "?") else cast("Case", text)


def mention_lines(text: str) -> list[MentionLine]:
    """The lines of ``mentions`` in order.

    >>> mention_lines("p1 datv Бору А.А. @present завхоз")[0].quote
    'Бору А.А.'
    """
    lines = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("- "):
            lines.append(MentionLine(None, line[2:]))
            continue
        match = _MENTION.fullmatch(line)
        if match is None:
            raise GoldError(f"no mention line: {line!r}")
        tags, case = _tags(match["tags"]), _case(match["case"])
        lines.append(MentionLine(match["id"], match["quote"], case, match["normal"], tags))
    return lines


def party(text: str) -> Party:
    """One executor or controller taken apart.

    >>> party("+r1 datv старостам групп").quote
    'старостам групп'
    >>> party("r2 datv города Липки = глава города Липки").normal
    'глава города Липки'
    """
    match = _PARTY.fullmatch(text)
    if match is None:
        raise GoldError(f"no executor: {text!r}")
    case = _case(match["case"])
    key, representative = match["id"], match["representative"]
    return Party(
        match["mark"], key, representative, case, match["back"], match["quote"], match["normal"]
    )
