"""Rich Text Format (.rtf): version 1.9.1, as far as it bears text."""

from protocol_nlp.readers.rich_text.document import read_rtf

__all__ = ["read_rtf"]
