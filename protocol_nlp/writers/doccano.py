"""doccano JSON Lines, as a sequence labelling project with relations imports and exports it.

The project has to allow overlapping spans, because decisions hold mentions.  doccano knows
labels and relations only; the rest is the contract's JSON in the column ``protocol_nlp``,
which it keeps as metadata and gives back.

Source: https://doccano.github.io/doccano/tutorial/ and the import code of doccano 1.8.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from protocol_nlp import codec
from protocol_nlp.records import Minutes, Span
from protocol_nlp.writers.annotation import (
    ARROWS,
    LABELS,
    Arrow,
    Graph,
    Node,
    as_documents,
    blank,
    graph_of,
)
from protocol_nlp.writers.corrections import corrected

__all__ = ["dumps", "loads", "read", "write"]

PAYLOAD = "protocol_nlp"


def dumps(minutes: Minutes | Iterable[Minutes]) -> str:
    """One line a document.

    >>> from protocol_nlp.records import Header, Source
    >>> json.loads(dumps(Minutes(Source("a", "", 3), Header(), text="Нет")))["entities"]
    []
    """
    return "".join(_line(one) + "\n" for one in as_documents(minutes))


def _line(minutes: Minutes) -> str:
    graph = graph_of(minutes)
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    row = {
        "text": minutes.text,
        "entities": [
            {
                "id": numbers[node.id],
                "label": node.label,
                "start_offset": node.span.start,
                "end_offset": node.span.stop,
            }
            for node in graph.nodes
        ],
        "relations": [
            {
                "id": number,
                "from_id": numbers[arrow.source],
                "to_id": numbers[arrow.target],
                "type": arrow.label,
            }
            for number, arrow in enumerate(graph.arrows)
        ],
        PAYLOAD: codec.dumps(minutes),
    }
    return json.dumps(row, ensure_ascii=False)


def loads(lines: str) -> list[Minutes]:
    """The documents of an export, with what annotators changed.

    Lines with ``label`` instead of ``entities`` (a project without relations) are read too:
    their decisions keep the executors and deadlines that they had.  Raises ValueError where
    a line is no document of doccano.
    """
    found = []
    for number, line in enumerate(lines.split("\n"), 1):
        if line.strip():
            try:
                found.append(_document(json.loads(line)))
            except (ValueError, TypeError, KeyError) as error:
                raise ValueError(f"line {number} is no document of doccano: {error!r}") from error
    return found


def _document(row: Mapping[str, Any]) -> Minutes:
    text, payload = row["text"], row.get(PAYLOAD)
    if not payload:
        return corrected(blank(str(row.get("id", "")), text), Graph(), _graph(row, len(text)))
    base = codec.loads(payload, text=text)
    before, after = graph_of(base), _graph(row, len(text))
    if "relations" not in row:
        after = Graph(after.nodes, _same_arrows(before, after))
    return corrected(base, before, after)


def _graph(row: Mapping[str, Any], length: int) -> Graph:
    nodes = []
    for number, given in enumerate(row.get("entities") or row.get("label") or ()):
        if isinstance(given, list):  # [start, stop, label]
            given = {"start_offset": given[0], "end_offset": given[1], "label": given[2]}  # noqa: PLW2901
        span = Span(int(given["start_offset"]), min(int(given["end_offset"]), length))
        if given["label"] in LABELS and span.start < span.stop:
            nodes.append(Node(str(given.get("id", number)), given["label"], span))
    ids = {node.id for node in nodes}
    arrows = [
        Arrow(given["type"], str(given["from_id"]), str(given["to_id"]))
        for given in row.get("relations") or ()
        if given["type"] in ARROWS
    ]
    return Graph(tuple(nodes), tuple(a for a in arrows if {a.source, a.target} <= ids))


def _same_arrows(before: Graph, after: Graph) -> tuple[Arrow, ...]:
    """The arrows that there were, between the nodes that are still there."""
    names = {(node.label, node.span): node.id for node in after.nodes}
    now = {node.id: names.get((node.label, node.span)) for node in before.nodes}
    ends = ((arrow.label, now[arrow.source], now[arrow.target]) for arrow in before.arrows)
    return tuple(Arrow(label, a, b) for label, a, b in ends if a is not None and b is not None)


def write(minutes: Minutes | Iterable[Minutes], out: str | Path) -> None:
    """Write one document or several into the file ``out``."""
    Path(out).write_bytes(dumps(minutes).encode("utf-8", "backslashreplace"))


def read(path: str | Path) -> list[Minutes]:
    """The documents of an exported file."""
    return loads(Path(path).read_bytes().decode("utf-8"))
