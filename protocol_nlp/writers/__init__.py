"""What minutes can be written as: one module a format, one registry of them all.

>>> sorted(WRITERS)[:3]
['brat', 'conll', 'csv']
>>> from protocol_nlp.records import Header, Minutes, Source
>>> content = WRITERS["md"].dumps([Minutes(Source("a.txt", "", 0), Header(kind="приказ"))])
>>> content.decode().splitlines()[0]
'# Приказ'
"""

from __future__ import annotations

from protocol_nlp.writers.registry import WRITERS, MissingPackageError, Writer
from protocol_nlp.writers.rows import error_of, unreadable

__all__ = ["WRITERS", "MissingPackageError", "Writer", "error_of", "unreadable"]
