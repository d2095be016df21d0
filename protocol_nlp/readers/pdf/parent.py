"""The side of PDF reading that asks: everything that may hang happens in another process."""

from __future__ import annotations

import re

from protocol_nlp.readers.extras import require
from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.processes import read_apart

__all__ = ["read_pdf"]

_TAIL = 1 << 16
_END = re.compile(rb"%%EOF|startxref")


def read_pdf(data: bytes, budget: Budget) -> str:
    """The text of a ``.pdf`` file; raises :class:`ReadError` where it is a scan or damaged."""
    require("pypdfium2", "pdf", budget)
    if not _END.search(data[-_TAIL:]):
        raise budget.refuse("is cut short: the end of the PDF is missing")
    return read_apart(data, budget)
