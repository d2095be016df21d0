"""What a file loses beside the same document as text, as the pages state it."""

from __future__ import annotations

from functools import cache

from benchmarks import formats
from protocol_nlp.evaluation.render.plain import markdown_rows

__all__ = ["beside", "structure"]

SPLITS = ("development", "test")


@cache
def _read(split: str) -> list[formats.Read]:
    return formats.read_all(f"corpus/{split}")


def structure() -> str:
    """What structure finds, over all documents of each split."""
    rows = [
        (f"{split}, {len(_read(split))}", *formats.by_document(_read(split))[-1][1:])
        for split in SPLITS
    ]
    return markdown_rows(("documents", *formats.MEASURES), rows)


def beside() -> str:
    """Every file of the development split, and each format of the test split."""
    own = formats.by_format(_read("development"), names=False)
    held_out = formats.by_format(_read("test"), names=False)
    rows = [
        (f"{split}, {row[0]}", *row[1:])
        for split, rows in zip(SPLITS, (own, held_out), strict=True)
        for row in rows
    ]
    return markdown_rows(formats.BESIDE, rows)
