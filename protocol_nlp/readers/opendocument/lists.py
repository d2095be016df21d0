"""Counts the lists of an OpenDocument text: ODF 1.3, 5.3.  Only the rules are stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol_nlp.readers.markup import Element, attribute
from protocol_nlp.readers.opendocument.styles import Level, Styles

__all__ = ["Lists"]

_DEEPEST = 10


@dataclass(slots=True)
class _Run:
    """A list and those that continue it: one row of counters."""

    style: str
    counters: list[int | None] = field(default_factory=lambda: [None] * _DEEPEST)


@dataclass(slots=True)
class Lists:
    """Where the reading stands in the lists: how deep, and what was counted last."""

    styles: Styles
    runs: dict[str, _Run] = field(default_factory=dict)
    last: dict[str, _Run] = field(default_factory=dict)
    headings: _Run = field(default_factory=lambda: _Run(""))
    open: list[tuple[_Run, str]] = field(default_factory=list)

    def enter(self, element: Element) -> None:
        """Go into a ``text:list``; a list at the top counts anew unless it continues one."""
        style = attribute(element, "style-name")
        if self.open:
            run, outer = self.open[-1]
            self.open.append((run, style or outer))
            return
        named = attribute(element, "continue-list")
        continued = self.runs.get(named) if named else None
        if continued is None and attribute(element, "continue-numbering") == "true":
            continued = self.last.get(style)
        run = continued or _Run(style)
        self.runs[attribute(element, "id")] = self.last[style] = run
        self.open.append((run, style))

    def leave(self) -> None:
        """Come out of the list entered last."""
        self.open.pop()

    def label(self, paragraph: Element, start: str) -> str:
        """The label of an item's first paragraph, with the space after it."""
        run, style = self.open[-1]
        style = style or self.styles.list_style(attribute(paragraph, "style-name"))
        levels = self.styles.lists.get(style, {})
        return _counted(run, min(len(self.open), _DEEPEST) - 1, levels, start)

    def heading(self, element: Element) -> str:
        """The label of a heading outside lists, by the outline of the document."""
        said = attribute(element, "outline-level", "1")
        index = int(said) - 1 if said.isascii() and said.isdecimal() and len(said) == 1 else 0
        if attribute(element, "is-list-header") == "true" or not 0 <= index < _DEEPEST:
            return ""
        start = attribute(element, "start-value")
        return _counted(self.headings, index, self.styles.outline, start)


def _counted(run: _Run, index: int, levels: dict[int, Level], start: str) -> str:
    level = levels.get(index, Level())
    before = run.counters[index]
    if start.isascii() and start.isdecimal() and len(start) < 10:  # noqa: PLR2004
        run.counters[index] = int(start)
    else:
        run.counters[index] = level.start if before is None else before + 1
    run.counters[index + 1 :] = [None] * (_DEEPEST - index - 1)
    printed = level.printed(index, run.counters, levels)
    return f"{printed} " if printed else ""
