"""spaCy's ``DocBin``: the documents of :mod:`protocol_nlp.spacy.documents`, packed.

Characters that XML or UTF-8 cannot hold are U+FFFD in them, as in every file for others.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol_nlp.records import Minutes
from protocol_nlp.writers.characters import printable_documents

__all__ = ["dumps"]


def dumps(minutes: Minutes | Iterable[Minutes]) -> bytes:
    """The bytes of a ``DocBin``, as ``spacy train`` and ``DocBin().from_bytes`` read them.

    Raises ImportError where spaCy is not there, ValueError where minutes lack their text.
    """
    from spacy.tokens import DocBin  # noqa: PLC0415 - an extra

    from protocol_nlp.spacy.documents import to_doc  # noqa: PLC0415

    docs = [to_doc(document) for document in printable_documents(minutes)]
    return DocBin(store_user_data=True, docs=docs).to_bytes()
