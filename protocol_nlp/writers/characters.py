"""Characters that files for people cannot hold, replaced so that no offset moves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from protocol_nlp import codec
from protocol_nlp.records import Minutes
from protocol_nlp.writers.annotation import as_documents

__all__ = ["printable", "printable_documents"]

# Not a Char of XML 1.0 (section 2.2), or a surrogate, which UTF-8 cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(words: str) -> str:
    r"""The words with U+FFFD for every character that XML or UTF-8 cannot hold.

    >>> printable("до\x00мая")
    'до\ufffdмая'
    """
    return _FORBIDDEN.sub("\ufffd", words)


def printable_documents(minutes: Minutes | Iterable[Minutes]) -> list[Minutes]:
    """One document or several, all their words printable; spans are the same."""
    return [_printable(document) for document in as_documents(minutes)]


def _printable(minutes: Minutes) -> Minutes:
    told = codec.to_dict(minutes)
    if _FORBIDDEN.search(minutes.text) is None and told == _clean(told):
        return minutes
    return codec.from_dict(_clean(told), text=printable(minutes.text))


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
