"""The contract's JSON, whole: one indented object, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable

from protocol_nlp import codec
from protocol_nlp.records import Minutes
from protocol_nlp.writers.annotation import as_documents
from protocol_nlp.writers.rows import error_of

__all__ = ["dumps", "dumps_line"]


def dumps(minutes: Minutes | Iterable[Minutes], *, indent: int | None = 2) -> str:
    """One object for one document, indented; one a line for any other number of them.

    >>> dumps([])
    ''
    """
    documents = as_documents(minutes)
    if len(documents) == 1:
        return f"{dumps_line(documents[0], indent=indent)}\n"
    return "".join(f"{dumps_line(document)}\n" for document in documents)


def dumps_line(minutes: Minutes, *, indent: int | None = None) -> str:
    """One document, or ``{"id", "error"}`` where it could not be read.

    >>> from protocol_nlp.writers.rows import unreadable
    >>> dumps_line(unreadable("a.pdf", "no text"))
    '{"id": "a.pdf", "error": "no text"}'
    """
    error = error_of(minutes)
    if error:
        return json.dumps({"id": minutes.source.id, "error": error}, ensure_ascii=False)
    return codec.dumps(minutes, indent=indent)
