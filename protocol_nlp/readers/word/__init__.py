"""WordprocessingML (.docx): ECMA-376, both its transitional and its strict namespaces."""

from protocol_nlp.readers.word.document import read_docx

__all__ = ["read_docx"]
