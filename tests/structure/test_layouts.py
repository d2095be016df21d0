"""Short documents of differing layouts (layouts*.txt), each beside the outline it should give.

A topic is written «# number title», a decision «number: words | kind=value …», indented
under the lead that holds it; «?» stands where no number is printed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol_nlp.structure import outline_of
from protocol_nlp.structure.outline import Item
from protocol_nlp.text import View

_WIDTH = 40


def _layouts() -> dict[str, tuple[str, list[str]]]:
    found: dict[str, tuple[str, list[str]]] = {}
    for path in sorted(Path(__file__).parent.glob("layouts*.txt")):
        for entry in path.read_text(encoding="utf-8").removeprefix("= ").split("\n= "):
            name, *lines = entry.rstrip("\n").split("\n")
            source = "\n".join(line for line in lines if not line.startswith("->"))
            found[name] = source, [line[3:] for line in lines if line.startswith("->")]
    return found


def _outline(source: str) -> list[str]:
    view = View.of(source)
    rows: list[str] = []
    for topic in outline_of(view).topics:
        if topic.titled:
            rows.append(f"# {topic.number or '-'} {topic.title}".rstrip())
        for resolution in topic.resolutions:
            for item in resolution.items:
                rows += _rows(view.text, item, 0)
            rows += [f"{c.kind} {c.value.of(view.text)}" for c in resolution.clauses]
    return rows


def _rows(text: str, item: Item, depth: int) -> list[str]:
    words = " ".join(item.body.of(text).split())
    short = words if len(words) <= _WIDTH else words[:_WIDTH] + "…"
    clauses = "".join(f" | {c.kind}={' '.join(c.value.of(text).split())}" for c in item.clauses)
    own = f"{'  ' * depth}{item.label or '?'}: {short}{clauses}"
    return [own, *(row for c in item.children for row in _rows(text, c, depth + 1))]


_LAYOUTS = _layouts()


@pytest.mark.parametrize("name", _LAYOUTS)
def test_layout(name: str) -> None:
    source, expected = _LAYOUTS[name]
    assert _outline(source) == expected
