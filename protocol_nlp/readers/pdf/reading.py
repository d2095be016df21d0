"""Pages to text: bands between tables, columns, rows, and what repeats on every page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from protocol_nlp.readers.charset import russian_score
from protocol_nlp.readers.flow import Cell, Flow, tidy
from protocol_nlp.readers.pdf.aligned import Aligned, lines_and_tables
from protocol_nlp.readers.pdf.columns import in_reading_order
from protocol_nlp.readers.pdf.lines import lines
from protocol_nlp.readers.pdf.pages import Glyph, Page
from protocol_nlp.readers.pdf.running import Printed, without_running
from protocol_nlp.readers.pdf.tables import Table, tables

__all__ = ["document_text", "printed_lines"]

_PARAGRAPH_GAP = 1.45
"""A distance of this many usual ones between lines is an empty line."""


def document_text(pages: Sequence[Sequence[Printed]], heights: Sequence[float]) -> str:
    """The text of a document from the lines of its pages and the heights of the pages."""
    kept = _without_repeated_headers(without_running(pages, heights))
    limit = _PARAGRAPH_GAP * _pitch(kept)
    texts = [text for page in kept for text in _spaced(page, limit)]
    text = "\n".join(tidy(texts)) + "\n"
    return _repaired(text)


def printed_lines(page: Page) -> list[Printed]:
    """The lines of one page from top to bottom, the rows of its tables among them."""
    found = sorted(tables(page.rules), key=lambda table: -table.ys[0])
    free = [glyph for glyph in page.glyphs if not _claimed(glyph, found)]
    filled = [table for table in found if table.glyphs]
    printed: list[Printed] = []
    for top, table in zip([float("inf"), *(t.ys[0] for t in filled)], [*filled, None], strict=True):
        floor = table.ys[0] if table else float("-inf")
        band = lines(glyph for glyph in free if floor <= glyph.base < top)
        for part in lines_and_tables(in_reading_order(band)):
            if isinstance(part, Aligned):
                printed.extend(_rows(part.rows(), part.lines[0].base))
            else:
                printed.append(Printed(part.text, part.base, part.size))
        if table:
            printed.extend(_rows(table.rows(), table.ys[0]))
    return printed


def _claimed(glyph: Glyph, found: Sequence[Table]) -> bool:
    """Whether a table holds the character; it then has it."""
    for table in found:
        if table.holds(glyph):
            table.glyphs.append(glyph)
            return True
    return False


def _rows(rows: Sequence[Sequence[Cell]], top: float) -> list[Printed]:
    flow = Flow()
    for row in rows:
        flow.row(row)
    return [Printed(text, top, 0.0, row=True) for text in flow.lines]


def _without_repeated_headers(pages: list[list[Printed]]) -> list[list[Printed]]:
    """A table that goes on over the page prints its head again: it is one table to a reader."""
    head = ""
    for page in pages:
        if page and page[0].row and page[0].text == head:
            del page[0]
        for before, line in zip([None, *page], page, strict=False):
            if line.row and not (before and before.row):
                head = line.text
    return pages


def _pitch(pages: Sequence[Sequence[Printed]]) -> float:
    """The distance of lines within a paragraph: the lower quartile of all distances."""
    falls = [
        one.base - two.base
        for page in pages
        for one, two in pairwise(page)
        if one.base > two.base and not (one.row or two.row)
    ]
    return quantiles(falls, n=4)[0] if len(falls) > 1 else float("inf")


def _spaced(page: Sequence[Printed], limit: float) -> list[str]:
    """The texts of a page's lines, with an empty line where the page leaves one."""
    texts = []
    for line, after in zip(page, [*page[1:], None], strict=True):
        texts.append(line.text)
        if after and not line.row and line.base - after.base > limit:
            texts.append("")
    return texts


def _repaired(text: str) -> str:
    """Russian that a font calls Western European («Ïðîòîêîë»), as it was meant."""
    western = sum("À" <= each <= "ÿ" for each in text)
    if western <= sum("А" <= each <= "я" for each in text):
        return text
    meant = text.translate(_MEANT)
    return meant if russian_score(meant) > russian_score(text) else text


def _meant() -> dict[int, str]:
    table = {}
    for byte in range(0x80, 0x100):
        western = bytes([byte]).decode("cp1252", "replace")
        if western != "\ufffd":
            table[ord(western)] = bytes([byte]).decode("cp1251", "replace")
    return table


_MEANT = _meant()
