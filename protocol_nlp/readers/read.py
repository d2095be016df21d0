"""A file of any kind to the text that offsets refer to."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from protocol_nlp.readers.charset import decode
from protocol_nlp.readers.errors import ReadError, printable
from protocol_nlp.readers.limits import Budget, Limits
from protocol_nlp.readers.sniff import Format, sniff

__all__ = ["read_bytes", "read_text"]

_DEFAULT = Limits()
_READERS = {
    Format.DOCX: ("word", "read_docx"),
    Format.DOC: ("legacy_word", "read_doc"),
    Format.ODT: ("opendocument", "read_odt"),
    Format.FODT: ("opendocument", "read_flat_odt"),
    Format.RTF: ("rich_text", "read_rtf"),
    Format.PDF: ("pdf", "read_pdf"),
    Format.HTML: ("web_page", "read_html"),
}
"""Where each reader lives; its module is imported when a file first needs it."""

_BINARY_NAMES = (".docx", ".doc", ".odt", ".rtf", ".pdf")


def read_text(path: str | os.PathLike[str], *, limits: Limits = _DEFAULT) -> str:
    """The text of a file, whatever its format: the text that offsets refer to.

    ``path`` is a file in any of the formats of ``docs/formats-in.md``; the format is found
    by content.  Nothing is written but by LibreOffice, for ``.doc``, in a folder of its own.

    Raises :class:`ReadError` with one sentence for a person, whatever is wrong.

    >>> read_text("no such file.docx")
    Traceback (most recent call last):
    ...
    protocol_nlp.readers.errors.ReadError: no such file.docx does not exist
    """
    budget = Budget(printable(path), limits)
    return _read(_file(path, budget), budget)


def read_bytes(data: bytes, name: str | None = None, *, limits: Limits = _DEFAULT) -> str:
    """The text of a file given as bytes (standard input, an upload).

    ``name`` is only what an error calls the file; it is never opened.  Raises
    :class:`ReadError`.

    >>> read_bytes("РЕШИЛИ:".encode("cp866"))
    'РЕШИЛИ:'
    """
    budget = Budget(printable(name), limits)
    return _read(data, budget)


def _read(data: bytes, budget: Budget) -> str:
    budget.weigh(len(data))
    if not data:
        if budget.name.lower().endswith(_BINARY_NAMES):
            raise budget.refuse("is empty")
        return ""
    kind = sniff(data, budget)
    try:
        return _reader(kind)(data, budget)
    except RecursionError as error:
        raise budget.refuse("is nested deeper than any document") from error
    except MemoryError as error:
        raise budget.refuse("needs more memory than there is") from error


def _reader(kind: Format) -> Callable[[bytes, Budget], str]:
    if kind is Format.TEXT:
        return _plain
    if kind is Format.EML:
        module = import_module("protocol_nlp.readers.mail")
        return partial(module.read_eml, read=_read)
    place, name = _READERS[kind]
    reader: Callable[[bytes, Budget], str] = getattr(
        import_module(f"protocol_nlp.readers.{place}"), name
    )
    return reader


def _plain(data: bytes, budget: Budget) -> str:
    text = decode(data)
    if text is None:
        raise budget.refuse("is no text and no document of a known kind")
    return text


def _file(path: str | os.PathLike[str], budget: Budget) -> bytes:
    """The bytes of a regular file, never more than the limit."""
    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            raise budget.refuse("is a folder, not a file")
        if not stat.S_ISREG(found.st_mode):
            raise budget.refuse("is no regular file")
        budget.weigh(found.st_size)
        with Path(path).open("rb") as handle:
            return handle.read(budget.limits.size + 1)
    except FileNotFoundError as error:
        raise budget.refuse("does not exist") from error
    except PermissionError as error:
        raise budget.refuse("may not be read: permission denied") from error
    except ReadError:
        raise
    except (OSError, ValueError) as error:
        raise budget.refuse("cannot be opened") from error
