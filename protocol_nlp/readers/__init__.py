"""Files of any kind to text: one module a format, found by content.

>>> from protocol_nlp.readers import read_bytes
>>> read_bytes("Срок – до 1 июня".encode("cp1251"))
'Срок – до 1 июня'
"""

from protocol_nlp.readers.errors import ReadError
from protocol_nlp.readers.limits import Limits
from protocol_nlp.readers.read import read_bytes, read_text

__all__ = ["Limits", "ReadError", "read_bytes", "read_text"]
