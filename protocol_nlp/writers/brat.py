"""brat standoff: ``<doc>.txt`` and ``<doc>.ann`` in a folder, with the configuration.

Spans are text-bound annotations (``T``), executors, controllers and deadlines relations
(``R``), kind and modality of a decision attributes (``A``), whom a mention names a
normalisation (``N … protocol_nlp:p4``), and normal forms, numbers and days annotator's
notes (``#``).  What brat has no field for is the contract's JSON, in a note on the node
``Document``.

Source: https://brat.nlplab.org/standoff.html (Stenetorp et al. 2012).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

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

__all__ = ["CONFIGURATION", "dumps", "loads", "read", "write"]

DOCUMENT = "Document"
NOTED = ("normal", "number", "due")
CHOSEN = ("kind", "modality")
_WORDS = re.compile(r"[^\r\n]+")

CONFIGURATION = "\n".join(
    [
        "[entities]",
        DOCUMENT,
        *LABELS,
        "[relations]",
        *(f"{arrow}\tArg1:<ENTITY>, Arg2:<ENTITY>" for arrow in ARROWS),
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "[events]",
        "[attributes]",
        "kind\tArg:Decision, Value:assignment|note|approval|appointment|other",
        "modality\tArg:Decision, Value:order|recommendation|request",
        "",
    ]
)
"""What brat's ``annotation.conf`` needs to show and edit these annotations."""


def dumps(minutes: Minutes) -> str:
    """The ``.ann`` file of one document.

    >>> from protocol_nlp.records import Header, Mention, Source
    >>> person = Mention("m1", "p1", "person", "Лисе О.", Span(0, 7), normal="Лиса О.")
    >>> one = Minutes(Source("a", "", 7), Header(), mentions=(person,), text="Лисе О.")
    >>> dumps(one).splitlines()[0].split()
    ['T1', 'Person', '0', '7', 'Лисе', 'О.']
    """
    graph, text = graph_of(minutes), minutes.text
    names = {node.id: f"T{number}" for number, node in enumerate(graph.nodes, 1)}
    lines = [_bound(names[node.id], node.label, node.span, text) for node in graph.nodes]
    for number, arrow in enumerate(graph.arrows, 1):
        ends = f"Arg1:{names[arrow.source]} Arg2:{names[arrow.target]}"
        lines.append(f"R{number}\t{arrow.label} {ends}")
    lines += _told(graph, names)
    place = _WORDS.search(text)
    if place:
        name = f"T{len(graph.nodes) + 1}"
        lines.append(_bound(name, DOCUMENT, Span(*place.span()), text))
        lines.append(f"#0\tAnnotatorNotes {name}\t{codec.dumps(minutes)}")
    return "".join(f"{line}\n" for line in lines)


def _bound(name: str, label: str, span: Span, text: str) -> str:
    """A ``T`` line; brat wants a span that runs over lines in pieces, one a line."""
    pieces = list(_WORDS.finditer(text, *span))
    places = ";".join(f"{piece.start()} {piece.end()}" for piece in pieces)
    return f"{name}\t{label} {places}\t{' '.join(piece.group() for piece in pieces)}"


def _told(graph: Graph, names: dict[str, str]) -> Iterator[str]:
    """Attributes, normalisations and notes of the nodes."""
    number = 0
    for node in graph.nodes:
        for key, value in node.attributes.items():
            number += 1
            if key in CHOSEN:
                yield f"A{number}\t{key} {names[node.id]} {value}"
            elif key == "entity":
                called = node.attributes.get("normal", value)
                yield f"N{number}\tReference {names[node.id]} protocol_nlp:{value}\t{called}"
            else:
                yield f"#{number}\tAnnotatorNotes {names[node.id]}\t{key}: {value}"


def loads(annotations: str, text: str, *, name: str = "") -> Minutes:
    """The minutes of an ``.ann`` file and its text, with what an annotator changed in brat.

    An ``.ann`` file of other origin gives its mentions, decisions and arrows alone; ``name``
    is then the document's.  Raises ValueError on a line that is no brat standoff.
    """
    after, payload = _parsed(annotations, text)
    base = codec.loads(payload, text=text) if payload else blank(name, text)
    return corrected(base, graph_of(base) if payload else Graph(), after)


def _parsed(annotations: str, text: str) -> tuple[Graph, str]:
    """The graph that the lines draw, and the JSON of the document's note."""
    spans: dict[str, tuple[str, Span]] = {}
    told: dict[str, dict[str, str]] = {}
    arrows, notes = [], {}
    for line in annotations.split("\n"):
        try:
            if line.startswith("T"):
                _read_bound(line, spans, len(text))
            elif line.startswith("R"):
                label, source, target = line.split("\t")[1].split()
                ends = source.partition(":")[2], target.partition(":")[2]
                arrows.append(Arrow(label, *ends))
            elif line.startswith("#"):
                about, _, note = line.partition("\t")[2].partition("\t")
                notes[about.split()[-1]] = note
                _read_note(about.split()[-1], note, told)
            elif line.startswith(("A", "M", "N")):
                _read_attribute(line, told)
        except (ValueError, IndexError) as error:
            raise ValueError(f"no brat standoff: {line[:80]!r}") from error
    nodes = [
        Node(name, label, span, told.get(name, {}))
        for name, (label, span) in spans.items()
        if label in LABELS
    ]
    kept = {node.id for node in nodes}
    drawn = [a for a in arrows if a.label in ARROWS and {a.source, a.target} <= kept]
    payload = next(
        (notes[n] for n, (label, _) in spans.items() if label == DOCUMENT and n in notes), ""
    )
    return Graph(tuple(nodes), tuple(drawn)), payload


def _read_bound(line: str, spans: dict[str, tuple[str, Span]], length: int) -> None:
    name, described, *_ = line.split("\t")
    label, _, places = described.partition(" ")
    numbers = [int(number) for number in places.replace(";", " ").split()]
    if not 0 <= min(numbers) < max(numbers) <= length:
        raise ValueError(places)
    spans[name] = (label, Span(min(numbers), max(numbers)))


def _read_note(name: str, note: str, told: dict[str, dict[str, str]]) -> None:
    key, colon, value = note.partition(": ")
    if colon and key in NOTED:
        told.setdefault(name, {})[key] = value


def _read_attribute(line: str, told: dict[str, dict[str, str]]) -> None:
    key, name, *rest = line.split("\t")[1].split()
    if key in CHOSEN and rest:
        told.setdefault(name, {})[key] = rest[0]
    elif key == "Reference" and rest:
        told.setdefault(name, {})["entity"] = rest[0].partition(":")[2]


def write(minutes: Minutes | Iterable[Minutes], out: str | Path) -> None:
    """Write documents into the folder ``out``, made if it is not there, ready for brat."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(CONFIGURATION, "utf-8")
    taken: set[str] = set()
    for number, document in enumerate(as_documents(minutes), 1):
        stem = Path(document.source.id or "document").stem or "document"
        stem = stem if stem not in taken else f"{stem}-{number}"
        taken.add(stem)
        (folder / f"{stem}.txt").write_bytes(document.text.encode("utf-8", "surrogatepass"))
        (folder / f"{stem}.ann").write_bytes(dumps(document).encode("utf-8", "surrogatepass"))


def read(folder: str | Path) -> list[Minutes]:
    """The documents of a brat folder, by name."""
    return [
        loads(
            file.read_bytes().decode("utf-8", "surrogatepass"),
            file.with_suffix(".txt").read_bytes().decode("utf-8", "surrogatepass"),
            name=file.stem,
        )
        for file in sorted(Path(folder).rglob("*.ann"))
    ]
