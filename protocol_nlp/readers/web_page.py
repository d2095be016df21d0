"""HTML to lines: blocks end lines, rows of tables are lines, lists get their numbers.

libxml2 tokenizes and repairs; the events are read as they come, so that neither deep
nesting nor a tag that is never closed costs more than its length.

Of a page that says which part is its document (one ``article``, else one ``main``) only that
part is read, unless it holds too little: menus, news and notices around it are no minutes.
Source: HTML Living Standard, sections 4.3.2 (article), 4.3.5 (aside) and 4.4.14 (main).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from protocol_nlp.readers.charset import decode
from protocol_nlp.readers.extras import require
from protocol_nlp.readers.flow import Cell, Flow
from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.numerals import numeral

__all__ = ["declared_charset", "html_text", "read_html"]

_CHUNK = 1 << 16
_HEAD = 4096
_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_-]{1,40})""")
_SKIPPED = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "math", "object", "iframe",
    "select", "option", "button", "textarea", "nav", "aside", "del",
})  # fmt: skip
_BLOCKS = frozenset({
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "blockquote",
    "address", "article", "aside", "section", "header", "footer", "main", "figure", "figcaption",
    "form", "fieldset", "legend", "center", "hr", "details", "summary", "menu", "dir",
})  # fmt: skip
_VOID = frozenset({
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track",
    "wbr",
})  # fmt: skip
_FURNITURE = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_MAIN = ("article", "main")
_LEAST_OF_PAGE = 1 / 3
"""The share of the page's text that its main part holds at least; a teaser holds less."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDING = re.compile(
    r"(?:display|visibility|mso-hide)\s{0,9}:\s{0,9}(?:none|hidden|all)", re.IGNORECASE
)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s{0,9}:\s{0,9}([a-z-]{1,40})", re.IGNORECASE)
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "none": "none",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "lower-roman": "lowerRoman",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "upper-roman": "upperRoman",
    "lower-russian": "russianLower", "upper-russian": "russianUpper",
    "lower-russian-full": "russianLower", "disc": "bullet", "circle": "bullet", "square": "bullet",
}  # fmt: skip
_MOST_SPANNED = 1000
_KEPT_SPACE = "\ue000"


def read_html(data: bytes, budget: Budget) -> str:
    """The text of an ``.html`` file."""
    text = decode(data, declared_charset(data))
    if text is None:
        raise budget.refuse("is no text: its characters cannot be made out")
    return html_text(text, budget)


def declared_charset(data: bytes) -> str | None:
    """The encoding that HTML or XML names in its head.

    >>> declared_charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None


def html_text(text: str, budget: Budget) -> str:
    """The text of a page already decoded."""
    if not text.strip():
        return ""
    text = text.replace("\0", "\ufffd")
    whole = _Page(budget)
    everything = _parsed(text, whole)
    for tag in _MAIN:
        if whole.seen.get(tag) == 1:
            main = _parsed(text, _Page(budget, main=tag))
            if len(main) >= _LEAST_OF_PAGE * len(everything):
                return main
    return everything


def _parsed(text: str, page: _Page) -> str:
    etree = require("lxml.etree", "html", page.budget)
    parser = etree.HTMLParser(target=page, huge_tree=True, no_network=True)
    for start in range(0, len(text), _CHUNK):
        page.budget.remaining()
        parser.feed(text[start : start + _CHUNK])
    return str(parser.close())


@dataclass(slots=True)
class _List:
    form: str
    value: int


@dataclass(slots=True)
class _Table:
    """A table being read: the row in hand, and how far each column is merged down."""

    cells: list[Cell] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)
    column: int = 0

    def pass_merged(self) -> None:
        """Put a merged cell for each column that a cell above still holds."""
        while self.merged.get(self.column, 0) > 0:
            self.merged[self.column] -= 1
            self.cells.append(Cell(merged=True))
            self.column += 1


@dataclass(slots=True)
class _Page:
    """The target of the parser's events; with ``main``, of those inside such an element."""

    budget: Budget
    main: str | None = None
    flows: list[Flow] = field(default_factory=lambda: [Flow()])
    open: list[tuple[str, int]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    skipping: int = field(init=False, default=0)
    lists: list[_List] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    label: str = ""

    def __post_init__(self) -> None:
        """All is skipped but the main part."""
        self.skipping = int(self.main is not None)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go into an element."""
        skips = int(tag in _SKIPPED or _hides(attributes)) - (tag == self.main)
        if tag in _MAIN:
            self.seen[tag] = self.seen.get(tag, 0) + 1
        if tag not in _VOID:
            self.open.append((tag, skips))
            self.counts[tag] = self.counts.get(tag, 0) + 1
            self.skipping += skips
        if self.skipping or (skips and tag in _VOID):
            return
        if tag == "br" or tag in _BLOCKS:
            self._end_line()
        self._begin(tag, attributes)

    def end(self, tag: str) -> None:
        """Come out of an element, and of those inside it that were never closed."""
        if tag in _VOID or not self.counts.get(tag):
            return
        while self.open:
            closed, skipped = self.open.pop()
            self.counts[closed] -= 1
            if not self.skipping:
                self._finish(closed)
            self.skipping -= skipped
            if closed == tag:
                return

    def data(self, text: str) -> None:
        """Take text."""
        if self.skipping:
            return
        if self.counts.get("pre"):
            self._preformatted(text)
            return
        if self.label and not text.isspace():
            self.flows[-1].write(self.label)
            self.flows[-1].numbered = True
            self.label = ""
        self.flows[-1].write(text)

    def close(self) -> str:
        """The whole text."""
        while self.open:
            self.end(self.open[-1][0])
        self._end_line()
        return self.flows[0].text()

    def _preformatted(self, text: str) -> None:
        first, *others = text.replace("\r\n", "\n").split("\n")
        self.flows[-1].write(first.replace(" ", _KEPT_SPACE))
        for line in others:
            self._end_line()
            self.flows[-1].write(line.replace(" ", _KEPT_SPACE))

    def _end_line(self) -> None:
        flow = self.flows[-1]
        line = _SPACES.sub(" ", "".join(flow.pieces)).strip(" ")
        flow.pieces.clear()
        if line:
            flow.write(line.replace(_KEPT_SPACE, " "))
            flow.end()

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(_list(tag, attributes))
        elif tag == "li":
            self._item(attributes)
        elif tag == "table":
            self.tables.append(_Table())
        elif tag in ("td", "th") and self.tables:
            self.budget.remaining()
            table = self.tables[-1]
            table.pass_merged()
            for spanned in range(_number(attributes, "colspan")):
                down = _number(attributes, "rowspan") - 1
                table.merged[table.column + spanned] = down if spanned == 0 else 0
            table.column += _number(attributes, "colspan")
            self.flows.append(Flow())

    def _finish(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if tag in ("ul", "ol", "menu", "dir") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.label = ""
        elif tag in ("td", "th") and self.tables and len(self.flows) > 1:
            self.tables[-1].cells.append(self.flows.pop().cell())
        elif tag == "tr" and self.tables:
            self.budget.remaining()
            table = self.tables[-1]
            table.pass_merged()
            self.flows[-1].row(table.cells)
            table.cells, table.column = [], 0
        elif tag == "table" and self.tables:
            table = self.tables.pop()
            self.flows[-1].row(table.cells)

    def _item(self, attributes: Mapping[str, str]) -> None:
        if not self.lists:
            self.label = "• "
            return
        innermost = self.lists[-1]
        said = attributes.get("value", "")
        if said.isascii() and said.isdecimal():
            innermost.value = int(said[:9])
        form = _form(attributes) or innermost.form
        if form == "bullet":
            self.label = "• "
        else:
            number = numeral(innermost.value, form)
            self.label = f"{number}. " if number else ""
        innermost.value += 1


def _list(tag: str, attributes: Mapping[str, str]) -> _List:
    said = attributes.get("start", "")
    start = int(said[:9]) if said.isascii() and said.isdecimal() else 1
    return _List(_form(attributes) or ("decimal" if tag == "ol" else "bullet"), start)


def _form(attributes: Mapping[str, str]) -> str:
    styled = _LIST_STYLE.search(attributes.get("style", "")[:_HEAD])
    named = styled[1].lower() if styled else attributes.get("type", "")
    return _FORMS.get(named, "")


def _hides(attributes: Mapping[str, str]) -> bool:
    furniture = attributes.get("role", "").lower() in _FURNITURE
    styled = bool(_HIDING.search(attributes.get("style", "")[:_HEAD]))
    return "hidden" in attributes or furniture or styled


def _number(attributes: Mapping[str, str], name: str) -> int:
    said = attributes.get(name, "")
    usable = said.isascii() and said.isdecimal() and len(said) < 10  # noqa: PLR2004
    return max(1, min(int(said), _MOST_SPANNED)) if usable else 1
