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
    """All styles of a document by their identifiers, and the default of paragraphs.

    A document brings hundreds and uses ten: each is read when it is first asked for.
    """

    elements: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    read: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def parse(cls, root: Element | None) -> Styles:
        """Read ``styles.xml``; None gives no styles."""
        styles = cls()
        for element in children(root, "style"):
            identifier = attribute(element, "styleId")
            styles.elements[identifier] = element
            is_default = attribute(element, "default") in ("1", "true", "on")
            if is_default and attribute(element, "type") == "paragraph":
                styles.default = identifier
        return styles

    def chain(self, identifier: str) -> list[tuple[str, Style]]:
        """A style and those it is based on; a chain that bites its tail is cut."""
        found: list[tuple[str, Style]] = []
        while len(found) < _LONGEST_CHAIN and (style := self.get(identifier)):
            found.append((identifier, style))
            identifier = style.based_on
        return found

    def get(self, identifier: str) -> Style | None:
        """The style of this identifier, or None."""
        if identifier not in self.read and identifier in self.elements:
            self.read[identifier] = _style(self.elements[identifier])
        return self.read.get(identifier)

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
