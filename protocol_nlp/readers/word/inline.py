"""The inside of a paragraph: runs, fields, breaks, notes, boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.markup import Element, attribute, child, children, local
from protocol_nlp.readers.numerals import symbol
from protocol_nlp.readers.word.styles import Styles, hidden, toggle

__all__ = ["Inline", "alternative", "shows_placeholder"]

_CONTAINERS = frozenset({
    "hyperlink", "smartTag", "ins", "moveTo", "fldSimple", "sdtContent", "dir", "bdo",
    "customXml", "ruby", "rubyBase", "oMath", "oMathPara",
})  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BOX_HOLDERS = ("drawing", "pict", "object")
_SPACES = " \t\r\n"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Inline:
    """Collects the visible text of paragraphs, what hangs on it and where notes are called.

    ``fields`` holds, for each field that is open, whether its instruction is still
    running: an instruction is no text, its result is.
    """

    budget: Budget
    styles: Styles
    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    def take(self) -> str:
        """The text collected so far; a field that lost its end hides nothing beyond it."""
        text = "".join(self.pieces)
        self.pieces.clear()
        self.fields = [False for _ in self.fields]
        return text

    def walk(self, element: Element, inherited: bool) -> None:  # noqa: FBT001
        """Collect what stands inside a paragraph or one of its containers."""
        for each in element:
            self.budget.remaining()
            name = local(each)
            if name == "r":
                self._run(each, hidden(child(each, "rPr"), self.styles, inherited))
            elif name in _CONTAINERS or (name == "sdt" and not shows_placeholder(each)):
                self.walk(each, inherited)
            elif name == "AlternateContent":
                self.walk(alternative(each), inherited)

    def _run(self, run: Element, is_hidden: bool) -> None:  # noqa: FBT001
        for each in run:
            name = local(each)
            if name == "fldChar":
                self._field(attribute(each, "fldCharType"))
            elif is_hidden:
                continue
            elif name == "AlternateContent":
                self._run(alternative(each), is_hidden)
            elif name in _BOX_HOLDERS:
                self._hold(each)
            elif name == "ruby":
                self.walk(each, is_hidden)
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), attribute(each, "id")))
            else:
                self._write(_sign(each, name))

    def _write(self, text: str) -> None:
        if text and not any(self.fields):
            self.pieces.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif self.fields and kind == "separate":
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.fields.pop()

    def _hold(self, element: Element) -> None:
        """Keep the outermost text boxes of a drawing for after the paragraph."""
        waiting = [element]
        while waiting:
            each = waiting.pop()
            if local(each) == "txbxContent":
                self.boxes.append(each)
            elif local(each) == "AlternateContent":
                waiting.append(alternative(each))
            else:
                waiting.extend(reversed(each))


def _sign(element: Element, name: str) -> str:
    if name == "t":
        text = str(element.text or "")
        return text if element.get(_XML_SPACE) == "preserve" else text.strip(_SPACES)
    if name == "sym":
        code = attribute(element, "char")
        try:
            return symbol(chr(int(code, 16)))
        except (ValueError, OverflowError):
            return ""
    return _SIGNS.get(name, "")


def shows_placeholder(control: Element) -> bool:
    """Whether a content control shows only its prompt («Место для ввода текста»)."""
    return bool(toggle(child(control, "sdtPr"), "showingPlcHdr"))


def alternative(element: Element) -> Element:
    """The one branch of alternative content to be read: the first that holds a text.

    Both branches hold the same words, once for new programs and once for old ones.
    """
    branches = children(element, "Choice", "Fallback")
    for branch in branches:
        if any(local(each) in ("t", "sym") for each in branch.iter()):
            return branch
    return branches[0] if branches else ()
