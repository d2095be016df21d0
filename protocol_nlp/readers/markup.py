"""XML from strangers: no document type, no entities, no network, no endless nesting."""

from __future__ import annotations

from typing import Any

from protocol_nlp.readers.extras import require
from protocol_nlp.readers.limits import Budget

__all__ = ["Element", "attribute", "child", "children", "local", "parse_xml"]

Element = Any
"""An lxml element: lxml gives no types."""

_CHUNK = 1 << 18
_MOST_MARKS = 6_000_000
"""Brackets and equals signs of one part: a tree takes a hundred bytes or more for each."""


def parse_xml(data: bytes, budget: Budget, kind: str) -> Element:
    """The root of an XML document; ``kind`` is the format whose extra brings lxml.

    A document type is refused before any of its entities could be expanded; the depth
    and the length of one text are held by libxml2's own limits.

    Raises :class:`ReadError` where the XML is broken or dangerous.

    >>> from protocol_nlp.readers.limits import Limits
    >>> local(parse_xml("<текст/>".encode(), Budget("a.odt", Limits()), "odt"))
    'текст'
    """
    etree = require("lxml.etree", kind, budget)
    if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise budget.refuse("holds more XML than any document")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for start in range(0, len(data), _CHUNK):
            budget.remaining()
            parser.feed(data[start : start + _CHUNK])
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise budget.refuse("holds broken or dangerous XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise budget.refuse("holds XML with a document type, which no such file needs")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """The value of an attribute, whatever its namespace: producers differ in them."""
    if element is None:
        return default
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def children(element: Element | None, *names: str) -> list[Element]:
    """The child elements of these names, in order."""
    if element is None:
        return []
    return [each for each in element if local(each) in names]


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, or None."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element
