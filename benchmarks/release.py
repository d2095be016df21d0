"""The answers of a release over the development split, kept for ``protocol-nlp compare``.

    python benchmarks/release.py corpus/development > benchmarks/released/0.1.0.jsonl

One JSON object a document, without what no measure looks at and without what is empty.  When a
release is made, its file takes the place of the one before; when the corpus grows, the release's
code is run again (``PYTHONPATH`` at a checkout of it), so that both sides know every document.
"""

from __future__ import annotations

import json
import sys
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

import protocol_nlp
from protocol_nlp.evaluation.gold import load_gold
from protocol_nlp.records import SCHEMA, Minutes


def slim(minutes: Minutes) -> dict[str, Any]:
    """Minutes as JSON that :func:`protocol_nlp.codec.from_dict` reads, as short as it can be.

    >>> slim(protocol_nlp.extract("Складу сдать ключи."))["decisions"][0]["text"]
    'Складу сдать ключи.'
    """
    bare = replace(
        minutes,
        decisions=tuple(replace(d, evidence=()) for d in minutes.decisions),
        entities=tuple(replace(e, mentions=()) for e in minutes.entities),
        mentions=tuple(replace(m, text="") for m in minutes.mentions),
        warnings=(),
        text="",
    )
    return {"schema": SCHEMA, **_short(bare)}


def _short(value: Any) -> Any:  # noqa: ANN401 - JSON
    if is_dataclass(value):
        kept = {f.name: getattr(value, f.name) for f in fields(value)}
        return {f.name: _short(kept[f.name]) for f in fields(value) if kept[f.name] != _default(f)}
    return [_short(v) for v in value] if isinstance(value, tuple) else value


def _default(field: Field[Any]) -> object:
    return field.default if field.default is not MISSING else MISSING


def main(folder: str) -> None:
    """Prints the answers for every document of a folder of gold."""
    for gold in load_gold(folder):
        answer = slim(protocol_nlp.extract(gold.text, id=gold.id))
        print(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1])
