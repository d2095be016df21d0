"""The body of an OpenDocument text to lines, with the same choices as for Word files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from protocol_nlp.readers.flow import Cell, Flow
from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.markup import Element, attribute, child, children, local, parse_xml
from protocol_nlp.readers.opendocument.lists import Lists
from protocol_nlp.readers.opendocument.styles import Styles
from protocol_nlp.readers.package import Package

__all__ = ["read_flat_odt", "read_odt"]

_GONE = frozenset({
    "tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls",
    "user-field-decls", "hidden-text", "ruby-text", "forms",
})  # fmt: skip
_ROWS = ("table-header-rows", "table-rows", "table-row-group")
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_MOST_REPEATED = 100


def read_odt(data: bytes, budget: Budget) -> str:
    """The text of an ``.odt`` or ``.ott`` file."""
    package = Package.open(data, budget)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise budget.refuse("is encrypted: save it without a password first")
    content = package.read("content.xml")
    if not content:
        raise budget.refuse("is damaged: an OpenDocument file without its text")
    styles = package.read("styles.xml")
    roots = [parse_xml(each, budget, "odt") for each in (styles, content) if each]
    return _read(roots, budget)


def read_flat_odt(data: bytes, budget: Budget) -> str:
    """The text of a ``.fodt`` file: the same in one piece of XML."""
    return _read([parse_xml(data, budget, "odt")], budget)


def _read(roots: list[Element], budget: Budget) -> str:
    styles = Styles()
    for root in roots:
        styles.read(root)
    reader = _Body(budget, styles, Lists(styles))
    flow = Flow()
    reader.blocks(child(roots[-1], "body", "text"), flow)
    reader.note_texts(flow)
    if not flow.text():
        for page in children(child(roots[0], "master-styles"), "master-page"):
            for part in children(page, "header", "footer"):
                reader.blocks(part, flow)
    return flow.text()


@dataclass(slots=True)
class _Body:
    budget: Budget
    styles: Styles
    lists: Lists
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)

    def blocks(self, container: Element | None, flow: Flow) -> None:
        """Read paragraphs, lists and tables, through everything that may wrap them."""
        for each in () if container is None else container:
            self.budget.remaining()
            name = local(each)
            if name == "p":
                self.paragraph(each, flow, "")
            elif name == "h":
                self.paragraph(each, flow, self.lists.heading(each))
            elif name == "list":
                self.items(each, flow)
            elif name == "table":
                self.table(each, flow)
            elif name in _GONE or attribute(each, "display") == "none":
                continue
            else:
                self.blocks(each, flow)

    def paragraph(self, element: Element, flow: Flow, label: str) -> None:
        """Read one paragraph and the boxes that hang on it."""
        if any(
            attribute(each, "is-hidden") == "true" for each in children(element, "hidden-paragraph")
        ):
            return
        hides = self.styles.hidden(attribute(element, "style-name"), inherited=False)
        pieces: list[str] = []
        self._inline(element, hides, pieces)
        text = _joined(pieces)
        boxes, self.boxes = self.boxes, []
        if text.strip() or not hides:
            flow.numbered |= bool(label)
            flow.write(label + text if text.strip() else "")
            flow.end()
        for box in boxes:
            self.blocks(box, flow)

    def items(self, element: Element, flow: Flow) -> None:
        """Read a list: the first paragraph of each item bears its label."""
        self.lists.enter(element)
        for item in children(element, "list-header", "list-item"):
            fresh = local(item) == "list-item"
            for each in item:
                if local(each) in ("p", "h") and fresh:
                    label = self.lists.label(each, attribute(item, "start-value"))
                    self.paragraph(each, flow, label)
                    fresh = False
                elif local(each) in ("p", "h"):
                    self.paragraph(each, flow, "")
                else:
                    self.blocks([each], flow)
        self.lists.leave()

    def _inline(self, element: Element, hides: bool, pieces: list[str]) -> None:  # noqa: FBT001
        """Collect text; a one-character piece that is a sign is kept apart from spaces."""
        if not hides:
            pieces.append(_SPACES.sub(" ", element.text or ""))
        for each in element:
            self.budget.remaining()
            self._inline_child(each, hides, pieces)
            if not hides:
                pieces.append(_SPACES.sub(" ", each.tail or ""))

    def _inline_child(self, each: Element, hides: bool, pieces: list[str]) -> None:  # noqa: FBT001
        name = local(each)
        if name in _GONE:
            return
        if name == "note":
            self.notes.append(each)
        elif name in ("frame", "text-box", "custom-shape", "g", "a") and _holds_blocks(each):
            self.boxes.append(each)
        elif name == "s":
            pieces.append("" if hides else "\ue000" * _count(each, "c", _MOST_SPACES))
        elif name in ("tab", "line-break"):
            pieces.append("" if hides else "\t" if name == "tab" else "\n")
        else:
            inner = self.styles.hidden(attribute(each, "style-name"), inherited=hides)
            self._inline(each, inner, pieces)

    def table(self, element: Element, flow: Flow) -> None:
        """Read a table; a cell covered from above says what that one does."""
        covered: dict[int, int] = {}
        self._rows(element, flow, covered)

    def _rows(self, element: Element, flow: Flow, covered: dict[int, int]) -> None:
        for each in element:
            if local(each) in _ROWS:
                self._rows(each, flow, covered)
            elif local(each) == "table-row" and attribute(each, "visibility") != "collapse":
                flow.row(self._cells(each, covered))

    def _cells(self, row: Element, covered: dict[int, int]) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for each in children(row, "table-cell", "covered-table-cell"):
            self.budget.remaining()
            for _ in range(_count(each, "number-columns-repeated", _MOST_REPEATED)):
                if local(each) == "table-cell":
                    inner = Flow()
                    self.blocks(each, inner)
                    cells.append(inner.cell())
                    covered[column] = _count(each, "number-rows-spanned", _MOST_REPEATED * 100)
                elif covered.get(column, 0) > 1:
                    cells.append(Cell(merged=True))
                    covered[column] -= 1
                column += 1
        return cells

    def note_texts(self, flow: Flow) -> None:
        """Add the texts of the notes that the body called, in the order of the calls."""
        notes, self.notes = self.notes, []
        for number, note in enumerate(notes, 1):
            inner = Flow()
            self.blocks(child(note, "note-body"), inner)
            if said := inner.cell().joined:
                flow.write(f"[{number}] {said}")
                flow.end()


def _holds_blocks(element: Element) -> bool:
    """Whether there are paragraphs inside (a box), not only words (a link)."""
    return any(local(each) in ("p", "h", "list", "table") for each in element.iter())


def _joined(pieces: list[str]) -> str:
    """The pieces with white space collapsed (ODF 1.3, 6.1.2) except what is asked for."""
    text = _SPACES_ALONE.sub(" ", "".join(pieces)).strip(" ")
    return text.replace("\ue000", " ")


_SPACES_ALONE = re.compile(" {2,}")


def _count(element: Element, name: str, most: int) -> int:
    said = attribute(element, name)
    return min(int(said), most) if said.isascii() and said.isdecimal() and len(said) < 10 else 1  # noqa: PLR2004
