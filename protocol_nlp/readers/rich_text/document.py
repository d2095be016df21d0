r"""RTF to lines, in one pass over its tokens with a stack of groups and no recursion.

Computed numbers are kept by the format itself (``\listtext``); deleted and hidden text
is left out, footnotes stand after the body, a row of a table is one line.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from protocol_nlp.readers.flow import Cell, Flow
from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.numerals import bullet, symbol
from protocol_nlp.readers.rich_text.words import CHARSETS, ENTERED, SIGNS, SKIPPED

__all__ = ["read_rtf"]

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})? ?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]{1,4096})",
    re.DOTALL,
)
_DEEPEST = 5000
_PATIENCE = 2048
_SYMBOL_CHARSET = 2
_NUMBER_GROUPS = ("listtext", "pntext")


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a group and ends with it."""

    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    number: bool = False
    fonts: bool = False
    note: bool = False
    after_number: int = 1
    """How many characters stand in for a ``\\u`` and are to be passed over (``\\uc``)."""
    font: int = -1


@dataclass(slots=True)
class _Row:
    """A row of a table being read."""

    cells: list[Cell] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)  # with the cell before
    covered: list[bool] = field(default_factory=list)  # by the cell above
    merging: bool = False
    covering: bool = False


def read_rtf(data: bytes, budget: Budget) -> str:
    """The text of an ``.rtf`` file; raises :class:`ReadError` where it is cut short."""
    reader = _Reader(budget, data.decode("latin-1"))
    reader.run()
    return reader.text()


@dataclass(slots=True)
class _Reader:
    budget: Budget
    source: str
    group: _Group = field(default_factory=_Group)
    stack: list[_Group] = field(default_factory=list)
    main: Flow = field(default_factory=Flow)
    cell: Flow = field(default_factory=Flow)
    note: Flow = field(default_factory=Flow)
    row: _Row = field(default_factory=_Row)
    nested: list[Cell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    charsets: dict[int, int] = field(default_factory=dict)
    encoding: str = "cp1251"
    in_table: bool = False
    passable: bool = False
    to_pass: int = 0

    def run(self) -> None:
        """Read all tokens."""
        position, count = 0, 0
        while position < len(self.source):
            count += 1
            if count % _PATIENCE == 0:
                self.budget.remaining()
            token = _TOKEN.match(self.source, position)
            if token is None:  # a line end between tokens, or a lone backslash at the end
                position += 1
                continue
            position = token.end()
            if token["word"] == "bin":
                position += max(0, int(token["number"] or 0))
            self._token(token)
            if not self.stack and token["brace"]:
                return
        raise self.budget.refuse("is cut short: its last group is never closed")

    def text(self) -> str:
        """The lines read, then the notes."""
        self._leave_table()
        for number, note in enumerate(self.notes, 1):
            self.main.end_if_begun()
            self.main.lines.append(f"[{number}] {note}")
        text = self.main.text()
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _token(self, token: re.Match[str]) -> None:
        if brace := token["brace"]:
            self._open() if brace == "{" else self._close()
        elif word := token["word"]:
            self._word(word, None if token["number"] is None else int(token["number"]))
        elif byte := token["byte"]:
            self._bytes(chr(int(byte, 16)))
        elif sign := token["sign"]:
            self._sign(sign)
        else:
            self._bytes(token["text"])

    def _open(self) -> None:
        if len(self.stack) >= _DEEPEST:
            raise self.budget.refuse("is nested deeper than any document")
        self.stack.append(self.group)
        self.passable = False
        self.to_pass = 0

    def _close(self) -> None:
        self.to_pass = 0
        if not self.stack:
            return
        ended = self.group
        self.group = self.stack.pop()
        if ended.note and not self.group.note:
            self.notes.append(self.note.cell().joined)
            self.note = Flow()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.passable = True
        elif sign == "~":
            self._write("\u00a0")
        elif sign == "_":
            self._write("-")
        elif sign in "\\{}":
            self._bytes(sign)
        elif sign in "\r\n":
            self._write("\n")

    def _word(self, word: str, number: int | None) -> None:
        passable, self.passable = self.passable, False
        if word == "u" and number is not None:
            self._write(symbol(chr(number % 0x10000)))
            self.to_pass = self.group.after_number
        elif self.to_pass:
            self.to_pass -= 1
        elif word in SKIPPED or (passable and word not in ENTERED and word != "footnote"):
            self.group = replace(self.group, skipped=True)
        elif word in SIGNS:
            self._write(SIGNS[word])
        else:
            self._state(word, number)
            self._table(word)

    def _state(self, word: str, number: int | None) -> None:
        if word in ("v", "deleted"):
            name = {"v": "hidden", "deleted": "deleted"}[word]
            self.group = replace(self.group, **{name: number != 0})
        elif word == "plain":
            self.group = replace(self.group, hidden=False, deleted=False)
        elif word == "uc":
            self.group = replace(self.group, after_number=max(0, min(number or 0, 9)))
        elif word in _NUMBER_GROUPS:
            self.group = replace(self.group, number=True)
        elif word == "footnote" and not self.group.skipped:
            self.group = replace(self.group, note=True)
        else:
            self._font(word, number)

    def _font(self, word: str, number: int | None) -> None:
        if word == "fonttbl":
            self.group = replace(self.group, fonts=True, skipped=True)
        elif word == "f" and number is not None:
            self.group = replace(self.group, font=number)
        elif word == "fcharset" and self.group.fonts:
            self.charsets[self.group.font] = number or 0
        elif word == "ansicpg":
            self.encoding = _known(f"cp{number}") or self.encoding

    def _table(self, word: str) -> None:
        if self.group.skipped or self.group.note:
            return
        if word in ("pard", "intbl"):
            self.in_table = word == "intbl"
        elif word == "trowd":
            self.row.merged.clear()
            self.row.covered.clear()
        elif word == "clmrg":
            self.row.merging = True
        elif word == "clvmrg":
            self.row.covering = True
        elif word == "cellx":
            self.row.merged.append(self.row.merging)
            self.row.covered.append(self.row.covering)
            self.row.merging = self.row.covering = False
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        elif word.startswith("nest"):
            self._nested(word)

    def _nested(self, word: str) -> None:
        """A row of a table inside a cell is a line of the cell."""
        if word == "nestcell":
            self.nested.append(_last_line(self.cell))
        elif word == "nestrow":
            self.cell.row(self.nested)
            self.nested = []

    def _end_cell(self) -> None:
        r"""What was written since the last cell is a cell; its words may lack ``\intbl``."""
        if not self.in_table and self.main.pieces:
            self.row.cells.append(_last_line(self.main))
            return
        self.row.cells.append(self.cell.cell())
        self.cell = Flow()

    def _end_row(self) -> None:
        merged, covered = self.row.merged, self.row.covered
        kept = [
            Cell(merged=True) if index < len(covered) and covered[index] else cell
            for index, cell in enumerate(self.row.cells)
            if not (index < len(merged) and merged[index])
        ]
        self.row.cells = []
        self.main.row(kept)

    def _leave_table(self) -> None:
        """A row that never ended is given as the lines it holds."""
        for cell in [*self.row.cells, self.cell.cell()]:
            self.main.lines.extend(cell.lines)
        self.row.cells, self.cell = [], Flow()

    def _flow(self) -> Flow:
        """Where text goes now: a note, a cell, or the page."""
        if self.group.note:
            return self.note
        if self.in_table:
            return self.cell
        if self.row.cells or self.cell.lines:
            self._leave_table()
        return self.main

    def _bytes(self, characters: str) -> None:
        """Take characters that are bytes in the encoding of the font."""
        if self.to_pass:
            passed = min(self.to_pass, len(characters))
            self.to_pass -= passed
            characters = characters[passed:]
        if self.group.skipped or not characters:
            return
        charset = self.charsets.get(self.group.font, 1)
        if charset == _SYMBOL_CHARSET:
            self._write("".join(bullet(chr(0xF000 + ord(each))) for each in characters))
            return
        encoding = CHARSETS.get(charset) or self.encoding
        self._write(characters.encode("latin-1").decode(encoding, "replace"))

    def _write(self, text: str) -> None:
        group = self.group
        if group.skipped or group.hidden or group.deleted:
            return
        flow = self._flow()
        if group.number:
            flow.numbered = True
            text = text.replace("\t", " ") if flow.pieces else text.lstrip("\t ")
        if text == "\n":
            flow.end()
        else:
            flow.write(text)


def _last_line(flow: Flow) -> Cell:
    """The line in hand, taken out of a flow as a cell."""
    line = "".join(flow.pieces)
    flow.pieces.clear()
    return Cell([line])


def _known(encoding: str) -> str | None:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None
