"""RuNormAS-2021: spans of official documents and of news with their normal forms.

A folder holds ``texts_and_ann/X.txt``, ``texts_and_ann/X.ann`` (``start stop [start stop
…]`` a line) and ``norm/X.norm`` (the normal forms, line by line).

Source: https://github.com/dialogue-evaluation/RuNormAS
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["SpanDocument", "comparable", "read"]


class SpanDocument(NamedTuple):
    """A text, the spans in it (each one or more pairs of offsets), and their normal forms."""

    name: str
    text: str
    spans: tuple[tuple[tuple[int, int], ...], ...]
    normals: tuple[str, ...]


def read(folder: Path) -> Iterator[SpanDocument]:
    """The documents of ``folder`` in the order of their names.

    Raises:
        ValueError: where a document has not as many normal forms as spans.

    >>> list(read(Path("no such folder")))
    []

    """
    for path in sorted(folder.glob("texts_and_ann/*.txt")):
        text = path.read_bytes().decode("utf-8")
        rows = [line.split() for line in _lines(path.with_suffix(".ann")) if line.strip()]
        spans = tuple(
            tuple((int(a), int(b)) for a, b in zip(row[::2], row[1::2], strict=True))
            for row in rows
        )
        normals = tuple(_lines(folder / "norm" / f"{path.stem}.norm"))
        if len(normals) != len(spans):
            raise ValueError(f"{path}: {len(spans)} spans but {len(normals)} normal forms")
        yield SpanDocument(path.stem, text, spans, normals)


def comparable(normal: str, *, generic: bool) -> str:
    """What the publishers' scorer compares: ё as е; case and spaces ignored if ``generic``.

    >>> comparable("Отдел учёта", generic=True), comparable("Отдел учёта", generic=False)
    ('отделучета', 'Отдел учета')
    """
    folded = normal.replace("ё", "е").replace("Ё", "Е")
    return re.sub(r"\s", "", folded.lower()) if generic else folded


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return lines[:-1] if lines[-1] == "" else lines
