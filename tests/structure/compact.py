"""An outline in a few lines, so that what a document should give can be written beside it.

A topic is «# number title», a decision «number: words | kind=value …», indented under the
lead that holds it; «?» stands where no number is printed.
"""

from __future__ import annotations

from protocol_nlp.structure import outline_of
from protocol_nlp.structure.outline import Item
from protocol_nlp.text import View


def compact(source: str, width: int = 40) -> list[str]:
    """The topics and items of a document, the words of each cut at ``width``."""
    view = View.of(source)
    rows: list[str] = []
    for topic in outline_of(view).topics:
        if topic.titled:
            rows.append(f"# {topic.number or '-'} {topic.title}".rstrip())
        for resolution in topic.resolutions:
            for item in resolution.items:
                rows += _rows(view.text, item, 0, width)
            rows += [f"control {c.value.of(view.text)}" for c in resolution.clauses]
    return rows


def _rows(text: str, item: Item, depth: int, width: int) -> list[str]:
    words = " ".join(item.body.of(text).split())
    short = words if len(words) <= width else words[:width] + "…"
    clauses = "".join(f" | {c.kind}={c.value.of(text)}" for c in item.clauses)
    own = f"{'  ' * depth}{item.label or '?'}: {short}{clauses}"
    return [own, *(row for c in item.children for row in _rows(text, c, depth + 1, width))]
