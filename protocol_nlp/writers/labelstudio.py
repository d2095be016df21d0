"""Label Studio JSON: a list of tasks, with regions and relations as annotations.

A region's choices are the kind and modality of a decision, its note (``meta.text``) the
normal form, number or day.  What Label Studio has no field for is the contract's JSON, in
the task's data, which it carries through unseen.

Source: https://labelstud.io/guide/task_format
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
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

__all__ = ["configuration", "dumps", "loads", "read", "write"]

PAYLOAD = "protocol_nlp"
CHOICES = {
    "kind": ("assignment", "note", "approval", "appointment", "other"),
    "modality": ("order", "recommendation", "request"),
}
NOTED = ("entity", "normal", "number", "due")


def configuration() -> str:
    """The labelling interface to paste into a project's settings.

    >>> '<Label value="Decision"/>' in configuration()
    True
    """
    labels = "".join(f'<Label value="{label}"/>' for label in LABELS)
    arrows = "".join(f'<Relation value="{arrow}"/>' for arrow in ARROWS)
    choices = "".join(
        f'<Choices name="{name}" toName="text" perRegion="true" whenTagName="label" '
        f'whenLabelValue="Decision" choice="single">'
        + "".join(f'<Choice value="{value}"/>' for value in values)
        + "</Choices>"
        for name, values in CHOICES.items()
    )
    return (
        f'<View><Labels name="label" toName="text">{labels}</Labels>'
        f"<Relations>{arrows}</Relations>{choices}"
        '<Text name="text" value="$text" granularity="word"/></View>'
    )


def dumps(minutes: Minutes | Iterable[Minutes], *, predictions: bool = False) -> str:
    """The tasks of one document or several, to import into a project.

    With ``predictions`` the regions come as a model's suggestion, which an annotator has to
    accept, else as annotations to correct.
    """
    key = "predictions" if predictions else "annotations"
    tasks = [
        {
            "data": {"text": one.text, PAYLOAD: codec.dumps(one)},
            key: [{"result": list(_result(graph_of(one), one.text))}],
        }
        for one in as_documents(minutes)
    ]
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _result(graph: Graph, text: str) -> Iterator[dict[str, Any]]:
    for node in graph.nodes:
        place = {"start": node.span.start, "end": node.span.stop, "text": node.span.of(text)}
        region = {"id": node.id, "to_name": "text"}
        notes = [f"{key}: {node.attributes[key]}" for key in NOTED if key in node.attributes]
        yield {
            **region,
            "from_name": "label",
            "type": "labels",
            "value": {**place, "labels": [node.label]},
            **({"meta": {"text": notes}} if notes else {}),
        }
        for name in CHOICES:
            if name in node.attributes:
                chosen = {**place, "choices": [node.attributes[name]]}
                yield {**region, "from_name": name, "type": "choices", "value": chosen}
    for arrow in graph.arrows:
        yield {
            "type": "relation",
            "from_id": arrow.source,
            "to_id": arrow.target,
            "direction": "right",
            "labels": [arrow.label],
        }


def loads(tasks: str) -> list[Minutes]:
    """The documents of an export, with what annotators changed.

    Of a task the last annotation that was not cancelled counts, else the last prediction.
    Raises ValueError where the JSON is no list of tasks with a ``text``.
    """
    found = json.loads(tasks)
    try:
        return [_document(task) for task in found]
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no Label Studio export with texts: {error!r}") from error


def _document(task: Mapping[str, Any]) -> Minutes:
    text, payload = task["data"]["text"], task["data"].get(PAYLOAD)
    name = str(task.get("id", ""))
    base = codec.loads(payload, text=text) if payload else blank(name, text)
    result = _counting(task)
    if result is None:
        return base
    return corrected(base, graph_of(base) if payload else Graph(), _graph(result, len(text)))


def _counting(task: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The result that counts; null where nobody annotated or predicted anything."""
    for key in ("annotations", "predictions"):
        results = [one["result"] for one in task.get(key) or () if not one.get("was_cancelled")]
        if results:
            last: list[dict[str, Any]] = results[-1]
            return last
    return None


def _graph(result: Iterable[Mapping[str, Any]], length: int) -> Graph:
    nodes: dict[str, Node] = {}
    told: dict[str, dict[str, str]] = {}
    arrows = []
    for item in result:
        if item["type"] == "relation":
            ends = item["from_id"], item["to_id"]
            arrows += [Arrow(label, *ends) for label in item.get("labels") or ()]
        elif item["type"] == "labels":
            value = item["value"]
            span = Span(int(value["start"]), min(int(value["end"]), length))
            if value["labels"] and value["labels"][0] in LABELS and span.start < span.stop:
                nodes[item["id"]] = Node(item["id"], value["labels"][0], span)
            for note in (item.get("meta") or {}).get("text") or ():
                _read_note(note, told.setdefault(item["id"], {}))
        elif item["type"] == "choices" and item["value"]["choices"]:
            told.setdefault(item["id"], {})[item["from_name"]] = item["value"]["choices"][0]
    drawn = [a for a in arrows if a.label in ARROWS and {a.source, a.target} <= nodes.keys()]
    complete = [Node(n.id, n.label, n.span, told.get(n.id, {})) for n in nodes.values()]
    return Graph(tuple(complete), tuple(drawn))


def _read_note(note: str, told: dict[str, str]) -> None:
    for line in note.split("\n"):
        key, colon, value = line.partition(": ")
        if colon and key in NOTED:
            told[key] = value


def write(minutes: Minutes | Iterable[Minutes], out: str | Path) -> None:
    """Write the tasks of one document or several into the file ``out``."""
    Path(out).write_bytes(dumps(minutes).encode("utf-8", "backslashreplace"))


def read(path: str | Path) -> list[Minutes]:
    """The documents of an exported file."""
    return loads(Path(path).read_bytes().decode("utf-8"))
