"""Whether words look as if they named a person: by their shape alone."""

from __future__ import annotations

import re

__all__ = ["names_somebody"]

_NAME = re.compile(
    r"[А-ЯЁ]\.\s?[А-ЯЁ]?\.?\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][А-ЯЁа-яё-]+\s+[А-ЯЁ]\."
    r"|[А-ЯЁ][а-яё]+(?:вич|вн|ов|ев|ин|ск)\w*"
)


def names_somebody(words: str) -> bool:
    """Whether words look as if they named a person.

    >>> names_somebody("Зуеву Т.П."), names_somebody("об уборке")
    (True, False)
    """
    return _NAME.search(words) is not None
