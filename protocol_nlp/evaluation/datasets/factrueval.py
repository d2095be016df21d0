"""FactRuEval-2016 (Starostin et al. 2016): persons, organisations, places and occupations.

A document has five files: ``.txt``; ``.spans`` (``id type start length …``), the parts of
names; ``.objects`` (``id type span… # words``), mentions made of them; ``.coref``
(``id object…`` and then a line a field), whom they name; ``.facts``, of which the
occupations are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from protocol_nlp.evaluation.datasets.annotated import (
    AnnotatedDocument,
    AnnotatedRelation,
    AnnotatedSpan,
    required,
)
from protocol_nlp.records import Span

__all__ = ["load_factrueval"]

NAME_FIELDS = ("lastname", "firstname", "patronymic", "nickname")


def load_factrueval(path: str | Path) -> list[AnnotatedDocument]:
    """The documents of ``devset`` (or of the folder given, if the files lie in it).

    Labels are ``Person``, ``Org``, ``LocOrg``, ``Location`` and ``Project``; ``normal`` is the
    name in the coreference file.  Occupations are relations ``Occupation`` from a person's
    entity to an organisation's or to the words of the position.  Raises FileNotFoundError
    where it is missing.

    Source: https://github.com/dialogue-evaluation/factRuEval-2016
    """
    source = "https://github.com/dialogue-evaluation/factRuEval-2016"
    folder = required(path, "FactRuEval-2016", source)
    if (folder / "devset").is_dir():
        folder = folder / "devset"
    return [_document(file) for file in sorted(folder.glob("*.objects"))]


def _document(file: Path) -> AnnotatedDocument:
    text = file.with_suffix(".txt").read_bytes().decode("utf-8")
    parts = dict(_parts(_lines(file.with_suffix(".spans"))))
    names, members = _entities(_lines(file.with_suffix(".coref")))
    spans = []
    for row in _lines(file):
        cells = row.partition("#")[0].split()
        pieces = tuple(sorted({parts[p] for p in cells[2:] if p in parts}))
        if pieces:
            entity = members.get(cells[0])
            normal = names.get(entity) if entity else None
            spans.append(AnnotatedSpan(cells[0], cells[1], pieces, normal, entity))
    facts = tuple(_occupations(_lines(file.with_suffix(".facts"))))
    return AnnotatedDocument(file.stem, text, tuple(spans), facts, names)


def _lines(file: Path) -> list[str]:
    return file.read_bytes().decode("utf-8").splitlines() if file.exists() else []


def _parts(lines: list[str]) -> Iterator[tuple[str, Span]]:
    """Each part of a name: its id and its span."""
    for line in lines:
        cells = line.split()
        if cells:
            start = int(cells[2])
            yield cells[0], Span(start, start + int(cells[3]))


def _entities(lines: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The name of each entity, and the entity of each object."""
    names, members = {}, {}
    for block in "\n".join(line.strip() for line in lines).split("\n\n"):
        first, *fields = block.strip().split("\n")
        if first:
            entity, *objects = first.split()
            members.update(dict.fromkeys(objects, entity))
            told: dict[str, str] = {}
            for line in fields:
                key, _, value = line.partition(" ")
                told.setdefault(key, value)
            names[entity] = _name(told)
    return names, members


def _name(fields: Mapping[str, str]) -> str:
    """A person's name in the order of a register, else the longest name given."""
    person = [fields[field] for field in NAME_FIELDS if field in fields]
    return " ".join(person) or fields.get("name") or fields.get("descriptor", "")


def _occupations(lines: list[str]) -> Iterator[AnnotatedRelation]:
    kind, who = "", ""
    for line in lines:
        key, _, value = line.strip().partition(" ")
        if key[:1].isdigit():
            kind, who = value.split(" ")[0] if value else "", ""
        elif kind == "Occupation" and key == "Who":
            who = _object_id(value)
        elif kind == "Occupation" and key == "Where" and who:
            yield AnnotatedRelation("Occupation", who, _object_id(value))
        elif kind == "Occupation" and key == "Position" and who:
            for option in value.split(" | "):
                yield AnnotatedRelation("Position", who, option.partition(" ")[2] or option)


def _object_id(value: str) -> str:
    return value.partition(" ")[0].removeprefix("obj")
