"""Automatic numbering: ECMA-376, 17.9.  The numbers are nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from protocol_nlp.readers.markup import Element, attribute, child, children
from protocol_nlp.readers.numerals import bullet, numeral
from protocol_nlp.readers.word.styles import Styles, toggle

__all__ = ["Level", "Numbering"]

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_SUFFIXES = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and what it prints («%1.%2.»)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    suffix: str = " "


@dataclass(frozen=True, slots=True)
class List:
    """An instance of a list: its definition and what it changes of it."""

    definition: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document, paragraph by paragraph in the order of the text.

    Lists that share a definition share its counters, as in Word; a ``startOverride``
    takes effect when its list first reaches that level.
    """

    definitions: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, List] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    reached: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def parse(cls, root: Element | None, styles: Styles) -> Numbering:
        """Read ``numbering.xml``; None gives no lists."""
        numbering = cls()
        links: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            identifier = attribute(element, "abstractNumId")
            numbering.definitions[identifier] = _levels(element)
            links[identifier] = attribute(child(element, "numStyleLink"), "val")
        for element in children(root, "num"):
            numbering.lists[attribute(element, "numId")] = _list(element)
        for identifier, style in links.items():
            numbering._follow(identifier, style, styles)
        return numbering

    def _follow(self, identifier: str, style: str, styles: Styles) -> None:
        """Take the levels of a definition that only points to a list style."""
        linked = styles.get(style)
        target = self.lists.get(linked.num_id or "") if linked else None
        if target:
            self.definitions[identifier] = self.definitions.get(target.definition, {})

    def label(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of a list, with the space after it.

        Empty where the list is unknown or prints nothing.
        """
        found = self.lists.get(num_id)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        levels = self.definitions.get(found.definition, {}) | found.levels
        self._count(found, num_id, level, levels)
        own = levels.get(level, Level())
        printed = self._printed(found, level, levels)
        return printed + own.suffix if printed else ""

    def level_of_style(self, num_id: str, chain: list[str]) -> int:
        """The level that a list gives to the first of these styles it knows; else 0."""
        found = self.lists.get(num_id)
        levels = self.definitions.get(found.definition, {}) if found else {}
        for style in chain:
            for index, level in levels.items():
                if level.style == style:
                    return index
        return 0

    def _count(self, found: List, num_id: str, level: int, levels: dict[int, Level]) -> None:
        counters = self.counters.setdefault(found.definition, [None] * _LEVELS)
        start = levels.get(level, Level()).start
        if (num_id, level) not in self.reached and level in found.starts:
            counters[level] = found.starts[level]
        else:
            before = counters[level]
            counters[level] = found.starts.get(level, start) if before is None else before + 1
        self.reached.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counters[deeper] = None

    def _printed(self, found: List, level: int, levels: dict[int, Level]) -> str:
        own = levels.get(level, Level())
        if own.form == "bullet":
            return bullet(own.text)
        counters = self.counters[found.definition]

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            shown = levels.get(index, Level())
            value = counters[index]
            form = "decimal" if own.legal and shown.form != "none" else shown.form
            return numeral(shown.start if value is None else value, form)

        return _PLACE.sub(place, own.text).strip()


def _levels(element: Element) -> dict[int, Level]:
    levels = {}
    for each in children(element, "lvl"):
        if (index := _number(each, "ilvl", 0)) < _LEVELS:
            levels[index] = _level(each)
    return levels


def _level(element: Element) -> Level:
    form = child(element, "numFmt")
    if form is None:  # a format newer than the standard, with the old one beside it
        form = child(element, "AlternateContent", "Fallback", "numFmt")
    restart = child(element, "lvlRestart")
    text = attribute(child(element, "lvlText"), "val")
    return Level(
        start=_number(child(element, "start"), "val", 0),
        form=attribute(form, "val", "decimal"),
        text="" if toggle(child(element, "rPr"), "vanish") else text,
        restart=None if restart is None else _number(restart, "val", 0),
        legal=bool(toggle(element, "isLgl")),
        style=attribute(child(element, "pStyle"), "val"),
        suffix=_SUFFIXES.get(attribute(child(element, "suff"), "val", "tab"), " "),
    )


def _list(element: Element) -> List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for each in children(element, "lvlOverride"):
        index = _number(each, "ilvl", 0)
        start, changed = child(each, "startOverride"), child(each, "lvl")
        if changed is not None:
            levels[index] = _level(changed)
        if start is not None:
            starts[index] = _number(start, "val", 1)
            if changed is not None:
                levels[index] = replace(levels[index], start=starts[index])
    return List(attribute(child(element, "abstractNumId"), "val"), starts, levels)


def _number(element: Element | None, name: str, default: int) -> int:
    said = attribute(element, name)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else default  # noqa: PLR2004
