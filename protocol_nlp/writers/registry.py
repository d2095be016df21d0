"""The formats by name: their module, extension, whether they are text, what they need."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal

from protocol_nlp.records import Minutes
from protocol_nlp.writers.placing import placed_file, placed_folder
from protocol_nlp.writers.rows import error_of

__all__ = ["WRITERS", "Form", "MissingPackageError", "Writer", "by_ending"]

Form = Literal["text", "binary", "folder"]


class MissingPackageError(ImportError):
    """A format needs a package that is not installed; ``str()`` says what to install."""


@dataclass(frozen=True, slots=True)
class Writer:
    """One format.

    ``extra`` is the extra of ``protocol_nlp`` that brings its package.  ``separate`` formats
    hold one document a file, so that several documents make a folder.  ``tells_errors`` is
    false for formats that have no place for a document that could not be read.
    """

    name: str
    module: str
    extension: str
    form: Form = "text"
    extra: str | None = None
    separate: bool = False
    tells_errors: bool = True

    def makes_folder(self, documents: Sequence[Minutes]) -> bool:
        """Whether these documents become a folder."""
        return self.form == "folder" or (self.separate and len(documents) != 1)

    def dumps(self, documents: Sequence[Minutes]) -> bytes:
        """The content of the file that holds these documents.

        Raises MissingPackageError where a package is missing, ValueError where the format
        is a folder.
        """
        if self.makes_folder(documents):
            raise ValueError(f"{self.name} of these documents is a folder, not a file")
        dumps: Callable[[Iterable[Minutes]], str | bytes] = self._import().dumps
        content = dumps(self._kept(documents))
        return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")

    def content(self, minutes: Minutes, **options: object) -> str | bytes:
        """What the format's module makes of one document, text as text; of brat the ``.ann``.

        Raises MissingPackageError where a package is missing, TypeError for a wrong option.
        """
        dumps: Callable[..., str | bytes] = self._import().dumps
        return dumps(minutes, **options)

    def remarks(self, documents: Sequence[Minutes]) -> list[str]:
        """What whoever sends the file should know, a sentence each: what it still needs.

        Raises MissingPackageError where a package is missing.
        """
        remarks: Callable[[Minutes], Iterable[str]] | None = getattr(
            self._import(), "remarks", None
        )
        return [told for d in self._kept(documents) for told in remarks(d)] if remarks else []

    def write(self, documents: Sequence[Minutes], out: str | Path) -> None:
        """Writes the file or the folder ``out``, whole or not at all.

        Raises MissingPackageError and OSError.
        """
        out = Path(out)
        if not self.makes_folder(documents):
            with placed_file(out) as file:
                file.write(self.dumps(documents))
            return
        with placed_folder(out) as folder:
            if self.form == "folder":
                self._import().write(self._kept(documents), folder)
            else:
                for name, document in zip(self._names(documents), documents, strict=True):
                    (folder / name).write_bytes(self.dumps([document]))

    def _kept(self, documents: Sequence[Minutes]) -> list[Minutes]:
        return [d for d in documents if self.tells_errors or not error_of(d)]

    def _names(self, documents: Sequence[Minutes]) -> list[str]:
        """A file name a document, no two alike, not even where case does not count."""
        names: dict[str, None] = {}
        for number, document in enumerate(documents, 1):
            stem = Path(document.source.id).stem or f"document-{number}"
            taken = f"{stem}{self.extension}".casefold() in {n.casefold() for n in names}
            names[f"{stem}-{number}{self.extension}" if taken else f"{stem}{self.extension}"] = None
        return list(names)

    def _import(self) -> ModuleType:
        try:
            module = import_module(f"protocol_nlp.writers.{self.module}")
            for package in _PACKAGES.get(self.extra or "", ()):
                import_module(package)
        except ModuleNotFoundError as error:
            hint = f"pip install 'protocol_nlp[{self.extra}]'"
            raise MissingPackageError(f"{self.name} needs {error.name}: {hint}") from error
        return module


_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "xlsx": ("openpyxl",),
    "ics": ("icalendar",),
    "docx": ("docx",),
    "parquet": ("pyarrow",),
    "spacy": ("spacy",),
}

_ALL = (
    Writer("json", "json_records", ".json"),
    Writer("jsonl", "json_lines", ".jsonl"),
    Writer("csv", "csv_table", ".csv"),
    Writer("md", "markdown", ".md"),
    Writer("xlsx", "workbook", ".xlsx", "binary", "xlsx"),
    Writer("ics", "calendar_tasks", ".ics", extra="ics"),
    Writer("html", "page", ".html", separate=True),
    Writer("docx", "word", ".docx", "binary", "docx", separate=True),
    Writer("xml", "gost_message", ".xml", separate=True),
    Writer("parquet", "parquet", ".parquet", "binary", "parquet"),
    Writer("docbin", "docbin", ".spacy", "binary", "spacy", tells_errors=False),
    Writer("brat", "brat", ".ann", "folder", tells_errors=False),
    Writer("conll", "conll", ".conll", tells_errors=False),
    Writer("labelstudio", "labelstudio", ".json", tells_errors=False),
    Writer("doccano", "doccano", ".jsonl", tells_errors=False),
)

WRITERS: Mapping[str, Writer] = {writer.name: writer for writer in _ALL}
"""Every format of ``protocol-nlp extract --format``, by name."""


def by_ending(out: str | os.PathLike[str]) -> str | None:
    """The format of a file's ending; None where it says nothing.

    >>> by_ending("List.XLSX"), by_ending("list")
    ('xlsx', None)
    """
    ending = Path(out).suffix.lower()
    return next((n for n, w in WRITERS.items() if ending and w.extension == ending), None)
