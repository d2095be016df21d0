"""Styles: what a paragraph or a run has from the style that it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol_nlp.readers.markup import Element, attribute, child, children

__all__ = ["Style", "Styles", "hidden", "toggle"]

_LONGEST_CHAIN = 32


@dataclass(frozen=True, slots=True)
class Style:
    """One style: what it stands on, its place in a list, whether it hides its text."""

    based_on: str
    num_id: str | None
    level: int | None
    hidden: bool | None


@dataclass(slots=True)
class Styles:
    """All styles of a document by their identifiers, and the default of paragraphs."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def parse(cls, root: Element | None) -> Styles:
        """Read ``styles.xml``; None gives no styles."""
        styles = cls()
        for element in children(root, "style"):
            identifier = attribute(element, "styleId")
            styles.by_id[identifier] = _style(element)
            is_default = attribute(element, "default") in ("1", "true", "on")
            if is_default and attribute(element, "type") == "paragraph":
                styles.default = identifier
        return styles

    def chain(self, identifier: str) -> list[tuple[str, Style]]:
        """A style and those it is based on; a chain that bites its tail is cut."""
        found: list[tuple[str, Style]] = []
        while identifier in self.by_id and len(found) < _LONGEST_CHAIN:
            found.append((identifier, self.by_id[identifier]))
            identifier = self.by_id[identifier].based_on
        return found

    def hides(self, identifier: str) -> bool | None:
        """Whether the style hides its text; None where it says nothing."""
        said = (style.hidden for _, style in self.chain(identifier))
        return next((each for each in said if each is not None), None)


def _style(element: Element) -> Style:
    numbering = child(element, "pPr", "numPr")
    level = attribute(child(numbering, "ilvl"), "val")
    return Style(
        based_on=attribute(child(element, "basedOn"), "val"),
        num_id=attribute(child(numbering, "numId"), "val") or None,
        level=int(level) if level.isdecimal() else None,
        hidden=toggle(child(element, "rPr"), "vanish"),
    )


def toggle(properties: Element | None, name: str) -> bool | None:
    """An on-off property (ECMA-376, 17.17.4): present is on unless it says otherwise."""
    element = child(properties, name)
    if element is None:
        return None
    return attribute(element, "val", "1") not in ("0", "false", "off")


def hidden(properties: Element | None, styles: Styles, inherited: bool) -> bool:  # noqa: FBT001
    """Whether a run is hidden: by itself, else by its style, else as its paragraph is."""
    own = toggle(properties, "vanish")
    if own is None:
        own = styles.hides(attribute(child(properties, "rStyle"), "val"))
    return inherited if own is None else own
