"""``minutes.to_csv()``, ``minutes.save("list.xlsx")``: what can be written knows no writer.

Records stand below everything and writers above them.  So a record only says that it can be
written; how is asked of :data:`EXPORTS`, for which the package's face,
:mod:`protocol_nlp`, names the writers, and which loads them at the first question.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, overload

__all__ = ["EXPORTS", "BinaryFormat", "Exportable", "Exports", "TextFormat"]

TextFormat = Literal[
    "json", "jsonl", "csv", "md", "ics", "html", "brat", "conll", "labelstudio", "doccano"
]
BinaryFormat = Literal["xlsx", "docx", "xml", "parquet", "docbin"]


class Exports(Protocol):
    """What writers do; :mod:`protocol_nlp.writers.exports` does it."""

    def content(self, minutes: Any, format: str, options: Mapping[str, Any]) -> str | bytes:  # noqa: ANN401, A002
        """The document in a format."""

    def save(self, minutes: Any, out: str | os.PathLike[str], format: str | None) -> None:  # noqa: ANN401, A002
        """The document in a file, or a folder."""

    def frame(self, minutes: Any) -> str:  # noqa: ANN401
        """The document as HTML to stand in another page."""


@dataclass(slots=True)
class _Door:
    """Where the writers come in: who opens it is named once, and asked at the first knock."""

    opener: Callable[[], Exports] | None = None

    def open(self) -> Exports:
        if self.opener is None:
            raise LookupError("no writers are named: import protocol_nlp")
        return self.opener()


EXPORTS = _Door()
"""The writers, once somebody asks."""


class Exportable:
    """Gives minutes a method a format.

    Each returns the content: a str, or bytes where the format has its own encoding.  What a
    format holds, and what it has no place for, is told in ``docs/formats-out.md``.  Each raises
    :class:`protocol_nlp.writers.MissingPackageError`, with what to install, where the
    format needs a package that is not there.

    >>> import protocol_nlp
    >>> minutes = protocol_nlp.extract("РЕШИЛИ: 1. Зуевой Т.П. сдать план до 1 июня 2021 года.")
    >>> minutes.to_csv(headings=False).splitlines()[1].split(";")[10]
    'Зуева Т.П.'
    >>> minutes.to("ics") == minutes.to_ics()
    True
    """

    __slots__ = ()

    @overload
    def to(self, format: TextFormat, **options: Any) -> str: ...  # noqa: ANN401
    @overload
    def to(self, format: BinaryFormat, **options: Any) -> bytes: ...  # noqa: ANN401
    @overload
    def to(self, format: str, **options: Any) -> str | bytes: ...  # noqa: ANN401

    def to(self, format: str, **options: Any) -> str | bytes:  # noqa: A002
        """The content in a format by its name; ``options`` are those of ``to_…``.

        Raises ValueError where there is no such format, TypeError for an option that it has
        not.
        """
        return EXPORTS.open().content(self, format, options)

    def save(self, out: str | os.PathLike[str], format: str | None = None) -> None:  # noqa: A002
        """Writes the file ``out``, whole or not at all; for brat it is a folder.

        The format is that of the file's ending unless it is named.  Raises ValueError where
        neither tells one, OSError where nothing can be written there.
        """
        EXPORTS.open().save(self, out, format)

    def to_json(self, *, indent: int | None = 2) -> str:
        """The contract's JSON object, indented, or on one line with ``indent=None``."""
        return self.to("json", indent=indent)

    def to_jsonl(self) -> str:
        """The contract's JSON on one line, with its line end."""
        return self.to("jsonl")

    def to_csv(self, *, delimiter: str = ";", bom: bool = True, headings: bool = True) -> str:
        """A row a decision and executor, as the Excel of a Russian office opens it.

        ``headings=False`` names the columns in English and writes ISO days.
        """
        return self.to("csv", delimiter=delimiter, bom=bom, headings=headings)

    def to_md(self) -> str:
        """Markdown: a table of all decisions and a card for each."""
        return self.to("md")

    def to_xlsx(self) -> bytes:
        """A workbook: decisions, people and organisations, the text."""
        return self.to("xlsx")

    def to_ics(self, *, stamp: datetime | None = None) -> str:
        """iCalendar: a VTODO a decision; ``stamp`` is when it was made, now if not given."""
        return self.to("ics", stamp=stamp)

    def to_html(self) -> str:
        """One page that needs nothing else: the document beside its decisions."""
        return self.to("html")

    def to_docx(self) -> bytes:
        """A Word file: a table of all decisions and a card for each."""
        return self.to("docx")

    def to_xml(self) -> bytes:
        """The message of GOST R 53898 for document systems."""
        return self.to("xml")

    def to_parquet(self) -> bytes:
        """A Parquet table, a row a decision and executor."""
        return self.to("parquet")

    def to_docbin(self) -> bytes:
        """A DocBin of spaCy with one Doc."""
        return self.to("docbin")

    def to_brat(self) -> str:
        """The ``.ann`` of brat, of which ``minutes.text`` is the ``.txt``."""
        return self.to("brat")

    def to_conll(self) -> str:
        """CoNLL-2003, a token a line."""
        return self.to("conll")

    def to_labelstudio(self, *, predictions: bool = False) -> str:
        """A task of Label Studio, annotated, or predicted with ``predictions``."""
        return self.to("labelstudio", predictions=predictions)

    def to_doccano(self) -> str:
        """A line of doccano's JSONL with relations."""
        return self.to("doccano")

    def _repr_html_(self) -> str:
        """What a notebook shows: the page, in a frame of its own."""
        return EXPORTS.open().frame(self)

    def _repr_markdown_(self) -> str:
        """What a notebook shows where it shows no HTML, and what becomes of it in print."""
        return self.to_md()
