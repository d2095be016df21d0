"""The one exception of the readers."""

from __future__ import annotations

import os
import unicodedata

__all__ = ["ReadError", "printable"]

_LONGEST_NAME = 200


class ReadError(ValueError):
    """A file that cannot be read, said in one sentence meant for a person.

    The sentence names the file as the caller named it and nothing else of the machine.

    >>> raise ReadError("scan.pdf", "has no text layer")
    Traceback (most recent call last):
    ...
    protocol_nlp.readers.errors.ReadError: scan.pdf has no text layer
    """

    def __init__(self, name: str, complaint: str) -> None:
        super().__init__(f"{name} {complaint}")
        self.name = name
        self.complaint = complaint

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Let worker processes hand the error on: the default would lose an argument."""
        return type(self), (self.name, self.complaint)


def printable(name: str | os.PathLike[str] | None) -> str:
    r"""The name of a file, safe to print on one line: no control characters, not endless.

    >>> printable("a\nb.txt"), printable(None)
    ('a\\nb.txt', 'the document')
    """
    if name is None or not os.fspath(name):
        return "the document"
    shown = "".join(map(_visible, os.fspath(name)[: _LONGEST_NAME + 1]))
    return shown if len(shown) <= _LONGEST_NAME else shown[:_LONGEST_NAME] + "…"


def _visible(character: str) -> str:
    if unicodedata.category(character)[0] in "CZ" and character != " ":
        return character.encode("unicode_escape").decode("ascii")
    return character
