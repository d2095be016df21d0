"""Whole small documents: what is inherited, who checks, and what refers back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import protocol_nlp
from protocol_nlp.records import Decision, Minutes
from protocol_nlp.resolution.naming import fold


def documents() -> Iterator[tuple[str, str, list[str]]]:
    sources = sorted(Path(__file__).parent.glob("documents*.txt"))
    for part in (p for s in sources for p in s.read_text("utf-8").split("\n= ")[1:]):
        name, *lines = part.splitlines()
        text = "\n".join(line for line in lines if not line.startswith("-> "))
        yield name, text, [line[3:] for line in lines if line.startswith("-> ")]


def row(minutes: Minutes, d: Decision) -> str:
    names = {e.id: e.name for e in minutes.entities}
    told = []
    for e in d.executors:
        person = f" ({names[e.representative]})" if e.representative else ""
        told.append(f"{'' if e.role == 'responsible' else '+ '}{e.name}{person}")
    who = "; ".join(told) or "–"
    due = d.deadline.due or "/".join(p.kind for p in d.deadline.parts) if d.deadline else "–"
    checks = "; ".join(c.name for c in d.controllers)
    return f"{d.number or '–'} | {who} | {due} | {checks}".strip()


@pytest.mark.parametrize(
    ("text", "gold"), [d[1:] for d in documents()], ids=[d[0] for d in documents()]
)
def test_document(text: str, gold: list[str]) -> None:
    minutes = protocol_nlp.extract(text)
    assert [fold(row(minutes, d)) for d in minutes.decisions] == [fold(g) for g in gold]
