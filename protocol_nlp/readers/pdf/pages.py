"""What pdfium tells of a page: its characters with their places, and its ruling lines."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from protocol_nlp.readers.numerals import symbol

__all__ = ["Glyph", "Page", "Rule", "Unreadable", "pages"]

_HYPHENS = (0x02, 0xAD, 0xFFFE)  # pdfium's signs for a hyphen at the end of a line
_KNOWN = (
    range(0x20, 0xD800),
    range(0xF020, 0xF100),  # the symbol fonts of Windows
    range(0xF900, 0xFFFD),
    range(0x1F000, 0x20000),
)
_LINE_ENDS = (0x0A, 0x0D)
_QUARTER = math.pi / 2
_PASSWORD_ERROR = 4
_CROOKED = 1.0
_MOST_SEGMENTS = 2000
_SHORTEST_RULE = 6.0
_DEEPEST_FORM = 4
_MOST_OBJECTS = 50_000
_SAME_PLACE = 0.15
_PAGE_SHARE_OF_SCAN = 0.5
_PATH, _IMAGE, _FORM = 2, 3, 5

Point = tuple[float, float]
Corners = tuple[float, float, float, float]


class Unreadable(Exception):  # noqa: N818 (it names a state of the file)
    """A document that cannot be opened: «password», «damaged», or a whole complaint."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: left, right and baseline in points (y grows upwards), and its height."""

    character: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, horizontal or vertical: ``at`` is its y or x, then its ends."""

    horizontal: bool
    at: float
    start: float
    stop: float


@dataclass(slots=True)
class Page:
    """One page, turned so that its text stands upright."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unknown: int = 0
    """Characters of fonts that do not tell which letters they are."""
    scanned: bool = False


def pages(data: bytes, most: int) -> Iterator[Page]:
    """Every page; raises :class:`Unreadable`."""
    pdfium = import_module("pypdfium2")
    raw = import_module("pypdfium2.raw")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD_ERROR or "assword" in str(error)
        raise Unreadable("password" if is_locked else "damaged") from error
    if len(document) > most:
        raise Unreadable(f"has more pages than the limit of {most}")
    for index in range(len(document)):
        try:
            yield _page(document[index], raw)
        except pdfium.PdfiumError as error:
            raise Unreadable("damaged") from error
    document.close()


def _page(source: Any, raw: Any) -> Page:  # noqa: ANN401 (pdfium's own)
    box = source.get_bbox()
    page = Page(box[2] - box[0], box[3] - box[1])
    found = list(_glyphs(source, raw, page))
    turns = Counter(turn for turn, _, _, _ in found)
    upright = turns.most_common(1)[0][0] if turns else 0
    rules = list(_rules(source, raw, page))
    page.scanned = page.scanned and not found and not page.unknown
    turned = _Turn(upright, *box)
    if upright % 2:
        page.width, page.height = page.height, page.width
    page.glyphs = _once(
        turned.glyph(character, corners, origin)
        for turn, character, corners, origin in found
        if turn == upright
    )
    page.rules = [rule for each in rules if (rule := _rule(*map(turned.point, each)))]
    return page


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turns the page so that text written at ``quarters`` of a full turn stands upright."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the file in the coordinates of the reader, from the lower left corner."""
        x, y = point
        if self.quarters == 0:
            return x - self.left, y - self.bottom
        if self.quarters == 1:
            return y - self.bottom, self.right - x
        if self.quarters == 2:  # noqa: PLR2004 (half a turn)
            return self.right - x, self.top - y
        return self.top - y, x - self.left

    def glyph(self, character: str, box: Corners, origin: tuple[float, float]) -> Glyph:
        """A character with its places turned."""
        one, other = self.point((box[0], box[1])), self.point((box[2], box[3]))
        (left, right), (low, high) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return Glyph(character, left, right, self.point(origin)[1], max(high - low, 1.0))


def _glyphs(
    source: Any,  # noqa: ANN401
    raw: Any,  # noqa: ANN401
    page: Page,
) -> Iterator[tuple[int, str, Corners, tuple[float, float]]]:
    """Turn, character, box and origin of each character that the file itself holds."""
    text = source.get_textpage()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _HYPHENS:
            code = 0x2D
        elif code in _LINE_ENDS or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not _tells(code):
            page.unknown += 1
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetMatrix(text, index, matrix)
        turn = round(math.atan2(matrix.b, matrix.a) / _QUARTER) % 4
        corners = (box.left, box.bottom, box.right, box.top)
        yield turn, symbol(chr(code)), corners, (x.value, y.value)


def _tells(code: int) -> bool:
    """Whether a code is that of a character (or of a symbol font) and not of an unknown map."""
    return any(code in known for known in _KNOWN)


def _once(glyphs: Iterator[Glyph]) -> list[Glyph]:
    """Each character once: some programs print one twice to make it bold."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for glyph in glyphs:
        step = glyph.size * _SAME_PLACE
        place = glyph.character, round(glyph.left / step), round(glyph.base / step)
        if place not in seen:
            seen.add(place)
            kept.append(glyph)
    return kept


def _rules(source: Any, raw: Any, page: Page) -> Iterator[tuple[Point, Point]]:  # noqa: ANN401
    """The straight lines of all paths; notes on the way whether a picture fills the page."""
    waiting = [(source.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, 0)]
    count = 0
    while waiting:
        holder, length, get, depth = waiting.pop()
        for index in range(length(holder)):
            count += 1
            if count > _MOST_OBJECTS:
                return
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _PATH:
                yield from _lines(item, raw)
            elif kind == _IMAGE:
                page.scanned = page.scanned or _fills(item, raw, page)
            elif kind == _FORM and depth < _DEEPEST_FORM:
                waiting.append(
                    (item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)
                )


def _fills(item: Any, raw: Any, page: Page) -> bool:  # noqa: ANN401
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    area = page.width * page.height
    return (right - left) * (top - bottom) > _PAGE_SHARE_OF_SCAN * area


def _lines(item: Any, raw: Any) -> Iterator[tuple[Point, Point]]:  # noqa: ANN401
    """The straight pieces of one path, in page coordinates."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return
    count = min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            first = here
        else:
            yield before, here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, first
        before = here


def _rule(one: Point, other: Point) -> Rule | None:
    """A line as a rule, if it is level or upright and long enough to rule anything."""
    across, up = abs(one[0] - other[0]), abs(one[1] - other[1])
    if across >= _SHORTEST_RULE and up < _CROOKED:
        start, stop = sorted((one[0], other[0]))
        return Rule(horizontal=True, at=(one[1] + other[1]) / 2, start=start, stop=stop)
    if up >= _SHORTEST_RULE and across < _CROOKED:
        start, stop = sorted((one[1], other[1]))
        return Rule(horizontal=False, at=(one[0] + other[0]) / 2, start=start, stop=stop)
    return None
