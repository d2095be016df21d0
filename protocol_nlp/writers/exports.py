"""One document, written: what ``minutes.to(…)`` and ``minutes.save(…)`` come to.

See :mod:`protocol_nlp.exporting` for why minutes do not come here themselves.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from protocol_nlp.records import Minutes
from protocol_nlp.writers.registry import WRITERS, Writer, by_ending

__all__ = ["content", "frame", "save"]


def content(minutes: Minutes, format: str, options: Mapping[str, Any]) -> str | bytes:  # noqa: A002
    """The document in a format, by its name, with the options of its module's ``dumps``.

    >>> from protocol_nlp.records import Header, Source
    >>> content(Minutes(Source("a", "", 0), Header(kind="приказ")), "md", {})[:8]
    '# Приказ'
    """
    return _writer(format).content(minutes, **options)


def save(minutes: Minutes, out: str | os.PathLike[str], format: str | None) -> None:  # noqa: A002
    """Writes the file, or for brat the folder, in the format named or that of the ending.

    Raises ValueError where neither tells a format.
    """
    name = format or by_ending(out)
    if name is None:
        raise ValueError(f"what format is {os.fspath(out)!r}? There are {', '.join(WRITERS)}")
    _writer(name).write([minutes], Path(out))


def frame(minutes: Minutes) -> str:
    """The page in a frame, for a notebook."""
    from protocol_nlp.writers.page import frame as framed  # noqa: PLC0415 - when first looked at

    return framed(minutes)


def _writer(name: str) -> Writer:
    if name not in WRITERS:
        raise ValueError(f"no format {name!r}; there are {', '.join(WRITERS)}")
    return WRITERS[name]
