"""The contract's JSON, one object a line."""

from __future__ import annotations

from collections.abc import Iterable

from protocol_nlp.records import Minutes
from protocol_nlp.writers.annotation import as_documents
from protocol_nlp.writers.json_records import dumps_line

__all__ = ["dumps"]


def dumps(minutes: Minutes | Iterable[Minutes]) -> str:
    r"""A line a document, however many they are.

    >>> from protocol_nlp.records import Header, Source
    >>> dumps(Minutes(Source("a", "", 0), Header())).count("\n")
    1
    """
    return "".join(f"{dumps_line(document)}\n" for document in as_documents(minutes))
