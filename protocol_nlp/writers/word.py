"""DOCX: a table of all decisions, then a control card («контрольная карточка») for each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from protocol_nlp.records import Decision, Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.markdown import title_of, who
from protocol_nlp.writers.rows import error_of, names_of
from protocol_nlp.writers.wording import KINDS, MODALITIES, russian, timing, when

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

__all__ = ["dumps"]

_HEADS = ("№", "Поручение", "Исполнитель", "Срок", "Отметка об исполнении")
_WIDTHS = (1.4, 9.5, 6.5, 3.8, 4.0)  # centimetres, on A4 that lies
_CARD = (5.0, 20.2)
_BLANK = ("Ход исполнения", "Отметка об исполнении", "Снято с контроля (дата, подпись)")


def dumps(minutes: Minutes | Iterable[Minutes]) -> bytes:
    """The document of one or of several minutes.

    Raises ImportError where python-docx is not there.

    >>> dumps([])[:2]
    b'PK'
    """
    import docx  # noqa: PLC0415 - an extra

    document = docx.Document()
    _lay_down(document)
    for number, one in enumerate(printable_documents(minutes)):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        _write(document, one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_down(document: Document) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)


def _write(document: Document, minutes: Minutes) -> None:
    document.add_heading(title_of(minutes), 1)
    error = error_of(minutes)
    if error:
        document.add_paragraph(f"Ошибка: {error}")
        return
    place = [russian(minutes.header.date), minutes.header.place or ""]
    document.add_paragraph(", ".join(part for part in place if part))
    if not minutes.decisions:
        document.add_paragraph("Решений в документе нет.")
        return
    _table(document, minutes)
    for decision in minutes.decisions:
        _card(document, minutes, decision)


def _table(document: Document, minutes: Minutes) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    rows = [
        (d.number or "–", d.text, _who(minutes, d), when(d.deadline), "") for d in minutes.decisions
    ]
    table = document.add_table(len(rows) + 1, len(_HEADS), "Table Grid")
    table.autofit = False
    # The head comes again on every page (ECMA-376, 17.4.78).
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    _set_widths(table, _WIDTHS)
    for row, words in zip(table.rows, (_HEADS, *rows), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        _fill(row.cells, words, bold=words is _HEADS)


def _card(document: Document, minutes: Minutes, decision: Decision) -> None:
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_heading("Контрольная карточка", 2)
    lines = [line for line in _lines(minutes, decision) if line[1]]
    lines += [(label, "") for label in _BLANK]
    table = document.add_table(len(lines), 2, "Table Grid")
    table.autofit = False
    _set_widths(table, _CARD)
    for row, words in zip(table.rows, lines, strict=True):
        _fill(row.cells, words)
        row.cells[0].paragraphs[0].runs[0].bold = True


def _lines(minutes: Minutes, decision: Decision) -> list[tuple[str, str]]:
    items = {a.id: f"{a.number or ''} {a.title}".strip() for a in minutes.agenda}
    deadline = decision.deadline
    return [
        ("Документ", title_of(minutes)),
        ("Дата документа", russian(minutes.header.date)),
        ("Вопрос повестки", items.get(decision.agenda_item or "", "")),
        ("Пункт", decision.number or ""),
        ("Содержание поручения", "\n".join(filter(None, (decision.lead, decision.text)))),
        ("Вид", f"{KINDS[decision.kind]}, {MODALITIES[decision.modality]}"),
        ("Исполнитель", _who(minutes, decision)),
        ("Срок исполнения", when(deadline)),
        ("Вид срока", timing(deadline.parts) if deadline else ""),
        ("Контроль", "\n".join(c.name for c in decision.controllers)),
    ]


def _who(minutes: Minutes, decision: Decision) -> str:
    return "\n".join(who(decision, names_of(minutes)))


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """The widths in centimetres: LibreOffice goes by the grid, Word by the cells."""
    from docx.shared import Cm  # noqa: PLC0415

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _fill(cells: Iterable[_Cell], words: Iterable[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, words, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold
