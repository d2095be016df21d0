"""What a command reads: files, folders, standard input; each document or one sentence."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from protocol_nlp.commands.failure import Failure
from protocol_nlp.readers import ReadError, read_bytes, read_text

__all__ = ["Document", "documents", "lines", "text_of"]


@dataclass(frozen=True, slots=True)
class Document:
    """One input: its name, and either its text or why there is none."""

    name: str
    text: str = ""
    error: str | None = None


def documents(names: list[str]) -> Iterator[Document]:
    """Every document that the names give, folders in sorted order; ``-`` is standard input."""
    for name in names:
        path = Path(name)
        if name != "-" and path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.is_file()):
                yield _document(str(inner))
        else:
            yield _document(name)


def _document(name: str) -> Document:
    try:
        return Document(name, text_of(name))
    except Failure as failure:
        return Document(name, error=str(failure))


def text_of(name: str) -> str:
    """The text of one file, or of standard input for ``-``; Failure with one sentence if none."""
    try:
        if name == "-":
            return read_bytes(sys.stdin.buffer.read(), "standard input")
        return read_text(name)
    except ReadError as error:
        raise Failure(str(error)) from error


def lines() -> Iterator[str]:
    """The lines of standard input, without their ends, as UTF-8 whatever the locale."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\r\n")
