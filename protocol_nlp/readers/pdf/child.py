"""The side of PDF reading that does the work, alone in its process.

Standard input is the file, the last argument the limits; standard output is «text» or
«error» on a line and then the text or the complaint.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

from protocol_nlp.readers.pdf.pages import Unreadable, pages
from protocol_nlp.readers.pdf.reading import document_text, printed_lines
from protocol_nlp.readers.pdf.running import Printed

__all__ = ["answer", "main"]

_DAMAGED = "is damaged: no PDF reader can open it"
_ENCRYPTED = "is encrypted: save it without a password first"
_NO_TEXT = "has no text layer; run OCR first, e.g. ocrmypdf --language rus"
_NO_LETTERS = (
    "has a text layer that no longer tells its letters; run OCR first, e.g. ocrmypdf --force-ocr"
)
_MOST_UNKNOWN = 0.5


def main() -> None:
    """Read standard input, write the answer."""
    limits = json.loads(sys.argv[2])
    _restrain(limits)
    kind, said = answer(sys.stdin.buffer.read(), limits)
    sys.stdout.buffer.write(f"{kind}\n{said}".encode("utf-8", "replace"))


def answer(data: bytes, limits: dict[str, Any]) -> tuple[str, str]:
    """«text» with the text, or «error» with the complaint."""
    read: list[list[Printed]] = []
    heights: list[float] = []
    known = unknown = scanned = 0
    try:
        for page in pages(data, limits["pages"]):
            known += len(page.glyphs)
            unknown += page.unknown
            scanned += page.scanned
            heights.append(page.height)
            read.append(printed_lines(page))
    except Unreadable as error:
        return "error", {"password": _ENCRYPTED, "damaged": _DAMAGED}.get(str(error), str(error))
    if unknown > _MOST_UNKNOWN * (known + unknown):
        return "error", _NO_LETTERS
    if not known or scanned * 2 > len(read):
        return "error", _NO_TEXT
    text = document_text(read, heights)
    if len(text) > limits["expanded"]:
        return "error", f"unpacks to more than the limit of {limits['expanded']} bytes"
    return "text", text


def _restrain(limits: dict[str, Any]) -> None:
    """Bound memory and processor time, where the system has such bounds."""
    try:
        import resource  # noqa: PLC0415 (there is none on Windows)
    except ImportError:
        return
    seconds = int(limits["seconds"]) + 1  # should the parent be killed, this ends too
    for which, most in ((resource.RLIMIT_AS, limits["memory"]), (resource.RLIMIT_CPU, seconds)):
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (most, most))
