"""The document as a tree: header, roster, agenda, numbered and unnumbered items, tables."""

from protocol_nlp.structure.assembly import outline_of

__all__ = ["outline_of"]
