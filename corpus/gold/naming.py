"""A check that a mention may be said to have its entity's name as normal form."""

from __future__ import annotations

import re

from protocol_nlp.records import Mention

from .quotes import GoldError

__all__ = ["check_normal"]

_WORD = re.compile(r"\w+")
_BRACKET = re.compile(r"\s*\([^()]*\)")


def _shape(name: str) -> tuple[int, int]:
    """How many whole words and how many single letters a name has."""
    words = _WORD.findall(name)
    letters = sum(len(word) == 1 for word in words)
    return len(words) - letters, letters


def _bag(name: str) -> list[str]:
    return sorted(_WORD.findall(name.casefold().replace("ё", "е")))


def check_normal(mention: Mention) -> None:
    """Raise GoldError where the entity's name cannot be what these very words give.

    >>> check_normal(Mention("", "p1", "person", "Бору А.А.", (0, 9), "datv", "Бор А.А."))
    """
    # A representative's bracket inside the words is no part of the name.
    words = mention.text if "(" in mention.normal else _BRACKET.sub("", mention.text)
    if _shape(words) != _shape(mention.normal):
        raise GoldError(f"{mention.text!r} gives no {mention.normal!r}: say its own with =")
    if mention.case == "nomn" and _bag(words) != _bag(mention.normal):
        raise GoldError(
            f"nominative {mention.text!r} is not {mention.normal!r}: say its own with ="
        )
