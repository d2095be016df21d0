"""The body of a Word file to lines: what a reader sees when all changes are accepted.

Headers and footers are left out unless there is nothing else; a note's mark is left out
of the sentence and its text stands after the body («[1] …»); hidden text, deletions,
comments, instructions of fields and placeholders are no text; a text box follows the
paragraph that it hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol_nlp.readers.flow import Cell, Flow
from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.markup import Element, attribute, child, children, local
from protocol_nlp.readers.package import Package
from protocol_nlp.readers.word.inline import Inline, alternative, shows_placeholder
from protocol_nlp.readers.word.numbering import Numbering
from protocol_nlp.readers.word.parts import Parts
from protocol_nlp.readers.word.styles import Styles, toggle

__all__ = ["read_docx"]

_CONTAINERS = frozenset({"customXml", "smartTag", "ins", "moveTo", "sdtContent"})
_GONE = ("del", "moveFrom")


def read_docx(data: bytes, budget: Budget) -> str:
    """The text of a ``.docx`` (or ``.docm``, ``.dotx``) file."""
    parts = Parts(Package.open(data, budget), budget)
    root = parts.document()
    styles = Styles.parse(parts.first("styles"))
    numbering = Numbering.parse(parts.first("numbering"), styles)
    reader = _Body(budget, styles, numbering, Inline(budget, styles))
    flow = Flow()
    reader.blocks(child(root, "body"), flow)
    reader.note_texts(parts, flow)
    if not flow.text():
        for part in [*parts.beside("header"), *parts.beside("footer")]:
            reader.blocks(part, flow)
    return flow.text()


@dataclass(slots=True)
class _Body:
    budget: Budget
    styles: Styles
    numbering: Numbering
    inline: Inline
    carried: list[str] = field(default_factory=list)
    """Text of paragraphs whose end was deleted: it joins the next paragraph."""

    def blocks(self, container: Element | None, flow: Flow) -> None:
        """Read paragraphs and tables, through everything that may wrap them."""
        for each in () if container is None else container:
            self.budget.remaining()
            name = local(each)
            if name == "p":
                self.paragraph(each, flow)
            elif name == "tbl":
                self.table(each, flow)
            elif name in _CONTAINERS or (name == "sdt" and not shows_placeholder(each)):
                self.blocks(each, flow)
            elif name == "AlternateContent":
                self.blocks(alternative(each), flow)

    def paragraph(self, element: Element, flow: Flow) -> None:
        """Read one paragraph, with its number and the boxes that hang on it."""
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val") or self.styles.default
        hides = bool(self.styles.hides(style))
        mark = child(properties, "rPr")
        mark_hidden = toggle(mark, "vanish")
        self.inline.walk(element, hides)
        self.carried.append(self.inline.take())
        if children(mark, *_GONE):
            return
        text = "".join(self.carried)
        self.carried.clear()
        boxes, self.inline.boxes = self.inline.boxes, []
        gone = not text and (hides if mark_hidden is None else mark_hidden)
        if not gone:
            label = self._label(properties, style)
            flow.numbered |= bool(label)
            flow.write(label + text if text.strip() else "")
            flow.end()
        for box in boxes:
            self.blocks(box, flow)

    def _label(self, properties: Element | None, style: str) -> str:
        own = child(properties, "numPr")
        num_id = attribute(child(own, "numId"), "val")
        said = attribute(child(own, "ilvl"), "val")
        level = int(said) if said.isascii() and said.isdecimal() else None
        chain = self.styles.chain(style)
        for _, each in chain:
            if not num_id and each.num_id:
                num_id = each.num_id
                level = each.level if level is None else level
        if not num_id or num_id == "0":
            return ""
        if level is None:
            level = (
                0
                if own is not None
                else self.numbering.level_of_style(num_id, [name for name, _ in chain])
            )
        return self.numbering.label(num_id, level)

    def table(self, element: Element, flow: Flow) -> None:
        """Read the rows of a table, through everything that may wrap them."""
        for row in element:
            name = local(row)
            if name in _CONTAINERS or name == "sdt":
                self.table(row, flow)
            elif name == "tr" and not children(child(row, "trPr"), "del", "hidden"):
                flow.row(self._cells(row))

    def _cells(self, row: Element) -> list[Cell]:
        cells: list[Cell] = []
        for each in row:
            name = local(each)
            if name in _CONTAINERS or name == "sdt":
                cells.extend(self._cells(each))
            elif name == "tc":
                cells.extend(self._cell(each))
        return cells

    def _cell(self, element: Element) -> list[Cell]:
        properties = child(element, "tcPr")
        if children(properties, "cellDel") or _continues(properties, "hMerge"):
            return []
        if _continues(properties, "vMerge"):
            return [Cell(merged=True)]
        inner = Flow()
        self.blocks(element, inner)
        return [inner.cell()]

    def note_texts(self, parts: Parts, flow: Flow) -> None:
        """Add the texts of the notes that the body called, in the order of the calls."""
        called, self.inline.notes = self.inline.notes, []
        roots = {kind: parts.first(f"{kind}s") for kind in {kind for kind, _ in called}}
        notes = {
            (kind, attribute(note, "id")): note
            for kind, root in roots.items()
            for note in children(root, kind)
        }
        for number, call in enumerate(called, 1):
            inner = Flow()
            self.blocks(notes.get(call), inner)
            if said := inner.cell().joined:
                flow.write(f"[{number}] {said}")
                flow.end()


def _continues(properties: Element | None, name: str) -> bool:
    """Whether a cell only continues the merged cell before or above it."""
    element = child(properties, name)
    return element is not None and attribute(element, "val", "continue") == "continue"
