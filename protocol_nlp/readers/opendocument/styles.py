"""Styles of OpenDocument: what is hidden, which list a paragraph belongs to, how lists count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from protocol_nlp.readers.markup import Element, attribute, children, local
from protocol_nlp.readers.numerals import bullet, numeral

__all__ = ["Level", "Styles"]

_LONGEST_CHAIN = 32
_PLACE = re.compile(r"%(\d{1,2})%")
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "а": "russianLower", "А": "russianUpper", "": "none",
}  # fmt: skip
"""ODF number formats (19.500) by their first letter, in the names of :mod:`numerals`."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style (ODF 1.3, 16.31): what it prints around its number."""

    form: str = "none"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    display: int = 1
    pattern: str = ""
    sign: str = ""

    def printed(self, index: int, counters: Sequence[int | None], levels: dict[int, Level]) -> str:
        """The label of an item at ``index`` (outermost is 0), without a space after it."""
        if self.sign:
            return bullet(self.sign)
        if self.form == "none":
            return (self.prefix + self.suffix).strip()

        def number(at: int) -> str:
            level = levels.get(at, Level(form="decimal"))
            value = counters[at] if at < len(counters) else None
            return numeral(level.start if value is None else value, level.form)

        if self.pattern:
            return _PLACE.sub(lambda found: number(int(found[1]) - 1), self.pattern).strip()
        shown = range(max(0, index + 1 - self.display), index + 1)
        numbers = ".".join(filter(None, map(number, shown)))
        return f"{self.prefix}{numbers}{self.suffix}".strip()


@dataclass(slots=True)
class Styles:
    """The styles of a document, automatic ones included; later files win."""

    parents: dict[str, str] = field(default_factory=dict)
    hides: dict[str, bool] = field(default_factory=dict)
    list_of: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    outline: dict[int, Level] = field(default_factory=dict)

    def read(self, root: Element | None) -> None:
        """Add the styles of one file."""
        for holder in () if root is None else root:
            if local(holder) not in ("styles", "automatic-styles"):
                continue
            for element in holder:
                self._read_one(element)

    def _read_one(self, element: Element) -> None:
        name = attribute(element, "name")
        if local(element) == "list-style":
            self.lists[name] = _levels(element)
        elif local(element) == "outline-style":
            self.outline = _levels(element)
        elif local(element) == "style":
            self.parents[name] = attribute(element, "parent-style-name")
            if listed := attribute(element, "list-style-name"):
                self.list_of[name] = listed
            for properties in children(element, "text-properties"):
                if display := attribute(properties, "display"):
                    self.hides[name] = display == "none"

    def hidden(self, name: str, inherited: bool) -> bool:  # noqa: FBT001
        """Whether text of this style is hidden; what the style does not say is inherited."""
        return next(
            (self.hides[each] for each in self._chain(name) if each in self.hides), inherited
        )

    def list_style(self, name: str) -> str:
        """The list style that a paragraph style names, or an empty string."""
        return next((self.list_of[each] for each in self._chain(name) if each in self.list_of), "")

    def _chain(self, name: str) -> list[str]:
        found: list[str] = []
        while name in self.parents and len(found) < _LONGEST_CHAIN:
            found.append(name)
            name = self.parents[name]
        return found


def _levels(element: Element) -> dict[int, Level]:
    return {_number(each, "level", 1) - 1: _level(each) for each in element}


def _level(element: Element) -> Level:
    if local(element).endswith("-bullet"):
        return Level(sign=attribute(element, "bullet-char", "•"))
    if local(element).endswith("-image"):
        return Level(sign="•")
    return Level(
        form=_FORMS.get(attribute(element, "num-format")[:1], "decimal"),
        prefix=attribute(element, "num-prefix"),
        suffix=attribute(element, "num-suffix"),
        start=_number(element, "start-value", 1),
        display=_number(element, "display-levels", 1),
        pattern=attribute(element, "num-list-format"),
    )


def _number(element: Element, name: str, default: int) -> int:
    said = attribute(element, name)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else default  # noqa: PLR2004
