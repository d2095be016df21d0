"""The parts of a Word file: found by their relationships, each followed once and no further."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property

from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.markup import Element, attribute, children, parse_xml
from protocol_nlp.readers.package import Package

__all__ = ["Parts"]


@dataclass
class Parts:
    """The main part of a document and those beside it, by kind."""

    package: Package
    budget: Budget

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        found = self._targets("", "officeDocument")
        return found[0] if found else "word/document.xml"

    def document(self) -> Element:
        """The root of the main part; raises :class:`ReadError` where there is none."""
        root = self._parse(self.main)
        if root is None:
            raise self.budget.refuse("is damaged: a Word file without its text")
        return root

    def beside(self, kind: str) -> list[Element]:
        """The roots of the parts of one kind («styles», «numbering», «footnotes», «header»)."""
        roots = map(self._parse, dict.fromkeys(self._targets(self.main, kind)))
        return [root for root in roots if root is not None]

    def first(self, kind: str) -> Element | None:
        """The root of the only part of a kind, or None."""
        return next(iter(self.beside(kind)), None)

    def _parse(self, name: str) -> Element | None:
        data = self.package.read(name)
        return parse_xml(data, self.budget, "docx") if data else None

    def _targets(self, source: str, kind: str) -> list[str]:
        """The internal targets of a part's relationships of one kind, in order."""
        folder, name = posixpath.split(source)
        root = self._parse(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [
            posixpath.normpath(posixpath.join("/", folder, attribute(each, "Target"))).lstrip("/")
            for each in children(root, "Relationship")
            if attribute(each, "Type").rpartition("/")[2] == kind
            and attribute(each, "TargetMode") != "External"
        ]
