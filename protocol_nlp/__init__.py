"""Who must do what by when: Russian minutes, read.

>>> import protocol_nlp
>>> protocol_nlp.normalize("Яковлевой С.В.").normal
'Яковлева С.В.'
>>> protocol_nlp.deadline("до 1 июня т.г.", date="2021-03-30").due
'2021-06-01'

Nothing heavy is loaded before the first question: not numpy, not the dictionary.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from protocol_nlp.exporting import EXPORTS

if TYPE_CHECKING:
    from protocol_nlp.analyzer import Analyzer
    from protocol_nlp.deadlines import Policy
    from protocol_nlp.exporting import Exports
    from protocol_nlp.records import Case, Deadline, EntityKind, Minutes, Normalized

__version__ = "0.1.0"

__all__ = ["__version__", "deadline", "extract", "load", "normalize", "read", "redact"]


@cache
def load(policy: Policy | None = None) -> Analyzer:
    """A reusable analyzer; made once for each configuration.

    ``policy`` (:class:`protocol_nlp.deadlines.Policy`) supplies or moves deadlines where
    the text alone does not say them; without one nothing is invented.

    >>> load() is load()
    True
    """
    from protocol_nlp.analyzer import Analyzer  # noqa: PLC0415 - heavy, when first needed

    return Analyzer(policy)


def extract(text: str, *, id: str = "", date: str | None = None) -> Minutes:  # noqa: A002
    """The minutes that ``text`` holds: header, agenda, decisions, people and organisations.

    ``date`` (ISO 8601) is the document's day where the text does not tell it.

    >>> extract("").decisions
    ()
    """
    return load()(text, id=id, date=date)


def read(path: str | os.PathLike[str], *, date: str | None = None) -> Minutes:
    """The minutes that a file of any supported format holds.

    Raises :class:`protocol_nlp.readers.ReadError` with one sentence where the file
    cannot be read.
    """
    from protocol_nlp.readers import read_text  # noqa: PLC0415 - heavy, when first needed

    return extract(read_text(path), id=os.path.basename(path), date=date)  # noqa: PTH119


def normalize(phrase: str, kind: EntityKind | None = None, case: Case | None = None) -> Normalized:
    """One name or phrase in its normal form, with its grammar.

    >>> normalize("главам районов").normal
    'главы районов'
    """
    from protocol_nlp.normalization import normalize as normalized  # noqa: PLC0415

    return normalized(phrase, kind=kind, case=case)


def redact(minutes: Minutes, key: str | bytes | None = None) -> Minutes:
    """The minutes with every person replaced by a pseudonym, in the text and all fields.

    With a ``key`` the same surname gets the same pseudonym in every document; without one
    it is the document's own.  Spans refer to the new text, which is ``.text`` of what comes
    back.

    >>> hidden = redact(extract("Поручить Зуевой Т.П. подготовить план."), key="mine")
    >>> "Зуев" in hidden.text
    False
    """
    from protocol_nlp.redaction import redact as redacted  # noqa: PLC0415 - when first needed

    return redacted(minutes, key)


def deadline(phrase: str, date: str | None = None, policy: Policy | None = None) -> Deadline | None:
    """What the words of a deadline mean for a document of that ``date`` (ISO 8601); None if none.

    >>> deadline("постоянно", date="2021-03-30").parts[0].kind
    'permanent'
    """
    from protocol_nlp.deadlines import parse  # noqa: PLC0415

    return parse(phrase, date, policy)


def _exports() -> Exports:
    from protocol_nlp.writers import exports  # noqa: PLC0415 - when first asked for

    return exports


EXPORTS.opener = _exports
