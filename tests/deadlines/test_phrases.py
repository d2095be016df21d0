"""The table of phrases: every column of every part, gold and got in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr

from protocol_nlp.deadlines import find, parse
from protocol_nlp.records import DeadlinePart

DATE, LATER = "2022-05-18", "2025-02-12"


def rows(name: str) -> list[list[str]]:
    """The rows of a table beside this file."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


CASES = [(DATE, *row) for row in rows("phrases.txt")]
CASES += [(LATER, *row) for row in rows("phrases_office.txt")]
SENTENCES = [(LATER, *row) for row in rows("sentences.txt")]
SENTENCES += [("2024-10-16", *row) for row in rows("sentences_2024.txt")]
CASES += [("2026-03-18", *row) for row in rows("phrases_2026.txt")]
SENTENCES += [("2026-03-18", *row) for row in rows("sentences_2026.txt")]
USUAL = {
    "absolute": {"type": "DATE"},
    "range": {"type": "DURATION"},
    "relative": {"type": "DURATION", "calendar": "calendar", "anchor": "doc_date"},
    "recurrent": {"type": "SET"},
    "urgency": {"type": "DURATION", "calendar": "calendar", "anchor": "doc_date"},
}


def gold(written: str) -> DeadlinePart:
    kind, value, relation, *rest = written.split()
    fields = dict(field.split("=", 1) for field in rest)
    given = {"role": "execution", "kind": kind, "relation": relation, **USUAL.get(kind, {})}
    if value != "-":
        given["value"] = value
        given["type"] = given.get("type") or kind_of(value)
    if kind == "permanent":
        given.pop("type", None)
    elif "T" in value.removeprefix("PT") and kind == "absolute":
        given["type"] = "TIME"
    elif value.endswith(".."):
        given["type"] = "DATE"
    given.update(fields)
    if "anchor" in given:
        given["anchor"] = given["anchor"].replace("doc_date", "doc\x00date").replace("_", " ")
        given["anchor"] = given["anchor"].replace("\x00", "_")
    if given.get("anchor") == "-":
        given["anchor"] = None
    return DeadlinePart(**given)  # type: ignore[arg-type]


def kind_of(value: str) -> str:
    return "DURATION" if "/" in value else "DATE"


def days(rule: str) -> list[datetime]:
    return list(islice(rrulestr(rule, dtstart=datetime(2021, 4, 1)), 10))  # noqa: DTZ001


@pytest.mark.parametrize(("date", "phrase", "written"), CASES, ids=[c[1] for c in CASES])
def test_phrase(date: str, phrase: str, written: str) -> None:
    deadline = parse(phrase, date)
    assert deadline is not None
    same(deadline.parts, written)


@pytest.mark.parametrize(("date", "text", "written"), SENTENCES, ids=[s[1] for s in SENTENCES])
def test_sentence(date: str, text: str, written: str) -> None:
    found = find(text.replace("\\n", "\n"), date)
    same([part for deadline in found for part in deadline.parts], written)


def same(parts: Sequence[DeadlinePart], written: str) -> None:
    wanted = [gold(part) for part in written.split(" + ")] if written != "-" else []
    assert list(map(shown, parts)) == list(map(shown, wanted))
    for got, want in zip(parts, wanted, strict=True):
        assert (got.rrule is None) == (want.rrule is None)
        assert got.rrule is None or days(got.rrule) == days(str(want.rrule))


def shown(part: DeadlinePart) -> str:
    return (
        f"{part.role} {part.kind} {part.type} {part.value} {part.relation} due={part.due} "
        f"start={part.start} mod={part.mod} {part.calendar} anchor={part.anchor}"
    )
