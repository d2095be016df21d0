"""Whether words look as if they named a person: by their shape alone."""

from __future__ import annotations

import re

__all__ = ["ends_in_initial", "names_somebody"]

_INITIAL_LAST = re.compile(r"(?:^|[\s.])[А-ЯЁ]\.\s*\)?$")
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


def ends_in_initial(words: str) -> bool:
    """Whether the last full stop is that of an initial, which ends no sentence.

    >>> ends_in_initial("Зуев К.Р."), ends_in_initial("Дороги готовы.")
    (True, False)
    """
    return _INITIAL_LAST.search(words) is not None
