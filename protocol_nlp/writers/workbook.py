"""XLSX to be worked in: filters, real dates, overdue days coloured, who is who on a sheet.

The first sheet holds one row a decision and executor, the second the people and
organisations, the third the text of the documents, to which every item number links.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import count
from typing import TYPE_CHECKING, Any

from protocol_nlp.records import Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.rows import COLUMNS, Row, rows_of
from protocol_nlp.writers.wording import HEADINGS, day, entity_kind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["dumps"]

DECISIONS, ENTITIES, TEXTS = "Поручения", "Люди и организации", "Тексты"
_WIDTHS = {"text": 60, "lead": 30, "item_title": 40, "executor": 36, "deadline": 26, "error": 40}
_WIDTHS |= {"document_date": 12, "due": 12, "item": 9, "number": 9, "confidence": 12}
_WIDTHS |= {"controllers": 24, "representative": 24, "rrule": 24, "document": 18, "kind": 20}
_WIDTHS |= {"modality": 16, "timing": 20, "role": 16}
_TECHNICAL = frozenset({"start", "stop"})  # for programs: there, but folded away
_DAYS = ("document_date", "due")
_WRAPPED = 18
_LINE = 15.0  # points a line takes in the default font
_HIGHEST = 409.0  # points a row may take (Excel specifications and limits)
_LONGEST = 32_767  # characters a cell (Excel specifications and limits)
_FIRST = 2
_WIDE, _NARROW = 11, 10  # a Cyrillic letter is wider than a digit, and lines end early
_A4 = 9  # ECMA-376, 18.3.1.63, paperSize


def dumps(minutes: Minutes | Iterable[Minutes]) -> bytes:
    """The workbook of one document or of several.

    Raises ImportError where openpyxl is not there.

    >>> dumps([])[:2]
    b'PK'
    """
    from openpyxl import Workbook  # noqa: PLC0415 - an extra

    documents = printable_documents(minutes)
    book = Workbook()
    del book["Sheet"]
    sheets = [book.create_sheet(title) for title in (DECISIONS, ENTITIES, TEXTS)]
    _fill_decisions(sheets[0], sheets[2], documents)
    _fill_entities(sheets[1], documents)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_decisions(sheet: Worksheet, texts: Worksheet, documents: list[Minutes]) -> None:
    _head(sheet, [HEADINGS[column] for column in COLUMNS])
    _head(texts, ["Документ", "Начало", "Текст"])
    places, lines = count(_FIRST), count(_FIRST)
    for document in documents:
        starts = _fill_text(texts, document, lines)
        for row in rows_of(document):
            told = asdict(row)
            for column in _DAYS:
                told[column] = day(told[column]) or told[column]
            if row.error:
                told |= {"start": None, "stop": None}
            place = next(places)
            _append(sheet, place, list(told.values()))
            _link(sheet.cell(place, COLUMNS.index("number") + 1), row, starts)
    _shape(sheet, [_WIDTHS.get(column, 14) for column in COLUMNS])
    _shape(texts, [20, 10, 120])
    for column in _DAYS:
        for (cell,) in sheet.iter_rows(
            _FIRST, None, COLUMNS.index(column) + 1, COLUMNS.index(column) + 1
        ):
            cell.number_format = "dd.mm.yyyy"
    _hide_empty(sheet)
    _colour_overdue(sheet)


def _hide_empty(sheet: Worksheet) -> None:
    """Folds away the columns of offsets, and those in which no row says anything."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    if sheet.max_row < _FIRST:
        return
    for number, column in enumerate(COLUMNS, 1):
        cells = (cell for (cell,) in sheet.iter_rows(_FIRST, None, number, number))
        empty = all(cell.value in (None, "") for cell in cells)
        sheet.column_dimensions[get_column_letter(number)].hidden = empty or column in _TECHNICAL


def _colour_overdue(sheet: Worksheet) -> None:
    """Red where the day has passed, yellow in its last week, by the reader's own clock."""
    from openpyxl.formatting.rule import FormulaRule  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    letter = get_column_letter(COLUMNS.index("due") + 1)
    where = f"{letter}{_FIRST}:{letter}{max(sheet.max_row, _FIRST)}"
    due = f"${letter}{_FIRST}"
    for formula, colour in (
        (f"AND(ISNUMBER({due}),{due}<TODAY())", "F8CBAD"),
        (f"AND(ISNUMBER({due}),{due}<=TODAY()+7)", "FFE699"),
    ):
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        sheet.conditional_formatting.add(
            where,
            FormulaRule(formula=[formula], fill=fill, stopIfTrue=True),  # type: ignore[no-untyped-call]
        )


def _fill_entities(sheet: Worksheet, documents: list[Minutes]) -> None:
    _head(sheet, ["Документ", "Вид", "Имя", "Должности", "Организация", "Упоминаний", "Поручений"])
    places = count(_FIRST)
    for document in documents:
        names = {entity.id: entity.name for entity in document.entities}
        for entity in document.entities:
            tasks = sum(any(e.entity == entity.id for e in d.executors) for d in document.decisions)
            _append(
                sheet,
                next(places),
                [
                    document.source.id,
                    entity_kind(entity.kind),
                    entity.name,
                    "; ".join(entity.positions),
                    names.get(entity.organization or "", ""),
                    len(entity.mentions),
                    tasks,
                ],
            )
    _shape(sheet, [20, 14, 48, 48, 40, 13, 12])


def _fill_text(sheet: Worksheet, document: Minutes, places: Iterator[int]) -> list[tuple[int, int]]:
    """The text, a line a row; where each line starts and its row."""
    starts = []
    offset = 0
    for line in document.text.splitlines(keepends=True):
        if line.strip():
            place = next(places)
            _append(sheet, place, [document.source.id, offset, line.strip()])
            starts.append((offset, place))
        offset += len(line)
    return starts


def _head(sheet: Worksheet, headings: list[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    sheet.append(headings)
    for cell in sheet[1]:
        cell.font = Font(name="Calibri", size=11, bold=True)
        cell.fill = PatternFill("solid", start_color="DDE6F3", end_color="DDE6F3")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height = 2 * _LINE + 2
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the table
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _append(sheet: Worksheet, row: int, values: list[Any]) -> None:
    """One row, its words as words: openpyxl takes a leading ``=`` for a formula."""
    for number, value in enumerate(values, 1):
        cell = sheet.cell(row, number)
        if isinstance(value, str):
            cell.value = value[:_LONGEST]
            cell.data_type = "s"
        elif value is not None:
            cell.value = value


def _link(cell: Any, row: Row, starts: list[tuple[int, int]]) -> None:  # noqa: ANN401 - or merged
    """The number of a decision leads to the line of the text in which it begins."""
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    index = bisect_right(starts, (row.start, 1 << 31)) - 1
    if row.start >= 0 <= index:
        target = f"'{TEXTS}'!C{starts[index][1]}"
        cell.value = cell.value or "–"
        cell.style = "Hyperlink"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)


def _shape(sheet: Worksheet, widths: list[int]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.auto_filter.ref = sheet.dimensions
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows(_FIRST):
        lines = 1
        for cell, width in zip(row, widths, strict=False):
            wrap = width >= _WRAPPED
            cell.alignment = Alignment(wrap_text=wrap, vertical="top", horizontal="left")
            lines = max(lines, _lines(cell.value, width) if wrap else 1)
        sheet.row_dimensions[row[0].row].height = min(lines * _LINE, _HIGHEST)


def _lines(value: object, width: int) -> int:
    r"""About how many lines the words take in a column of that many digits' width.

    Told to the spreadsheet because LibreOffice does not find the height of a row itself.

    >>> _lines("слово " * 10, 20), _lines(None, 20), _lines("а\nб", 20)
    (4, 1, 2)
    """
    if not isinstance(value, str):
        return 1
    return sum(-(-len(line) * _WIDE // (width * _NARROW)) or 1 for line in value.split("\n"))
