"""CSV for the Excel of a Russian office: UTF-8 with BOM, semicolons, Russian headings.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which Excel
and LibreOffice show as text (OWASP, «CSV Injection»).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple

from protocol_nlp.records import Minutes
from protocol_nlp.writers.rows import COLUMNS, Row, rows_of
from protocol_nlp.writers.wording import HEADINGS, russian

__all__ = ["dumps", "inert"]

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
_DAYS = ("document_date", "due")


def dumps(
    minutes: Minutes | Iterable[Minutes],
    *,
    delimiter: str = ";",
    bom: bool = True,
    headings: bool = True,
) -> str:
    r"""One row a decision and executor; ``headings`` are Russian, or the names of the columns.

    Days are written as ``03.05.2022`` under Russian headings, else as ISO 8601.

    >>> dumps([], bom=False, headings=False)[:22]
    'document;document_date'
    """
    out = io.StringIO()
    out.write("\ufeff" if bom else "")
    table = csv.writer(out, delimiter=delimiter)
    table.writerow([HEADINGS[column] if headings else column for column in COLUMNS])
    for row in rows_of(minutes):
        table.writerow(_cells(row, local=headings))
    return out.getvalue()


def _cells(row: Row, *, local: bool) -> list[str]:
    cells = dict(zip(COLUMNS, astuple(row), strict=True))
    if row.error:
        cells |= {"start": "", "stop": ""}
    for column in _DAYS if local else ():
        cells[column] = russian(cells[column])
    return [_cell(value) for value in cells.values()]


def _cell(value: object) -> str:
    return inert(value) if isinstance(value, str) else "" if value is None else str(value)


def inert(words: str) -> str:
    """The words so that no spreadsheet runs them.

    >>> inert("=1+1"), inert("до мая")
    ("'=1+1", 'до мая')
    """
    return f"'{words}" if words.lstrip(" ").startswith(_LIVE) else words
