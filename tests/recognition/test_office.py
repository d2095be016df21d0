"""Office text: people with their positions, people and bodies with their normal forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import protocol_nlp

Block = tuple[str, list[tuple[str, str]]]


def blocks(name: str) -> Iterator[Block]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    block: Block | None = None
    for line in text.splitlines():
        if line.startswith("    "):
            assert block is not None
            left, _, right = line.strip().partition(" |")
            block[1].append((left, right.strip()))
        elif not line.startswith("#"):
            if block:
                yield block
            block = line.replace("/", "\n") if name == "positions.txt" else line, []
    if block:
        yield block


def fold(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


@pytest.mark.parametrize("block", [*blocks("positions.txt")], ids=lambda b: b[0][:40])
def test_positions(block: Block) -> None:
    text, gold = block
    held = {e.name: ", ".join(e.positions).lower() for e in protocol_nlp.extract(text).entities}
    assert {name: held.get(name) for name, _ in gold} == {n: p.lower() for n, p in gold}


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        *(("person", b) for b in blocks("office_people.txt")),
        *(("organization", b) for b in blocks("office_bodies.txt")),
    ],
    ids=lambda b: b if isinstance(b, str) else b[0][:40],
)
def test_mentions(kind: str, block: Block) -> None:
    text, gold = block
    found = [m for m in protocol_nlp.load().mentions(text) if m.kind == kind]
    assert {(m.text, fold(m.normal)) for m in found} == {(m, fold(n)) for m, n in gold}
