"""Bytes to text: which of the encodings of Russian offices a file is in.

UTF-8 and UTF-16 prove themselves.  The four single-byte encodings (windows-1251, KOI8-R,
CP866, ISO-8859-5) accept any bytes, so each is tried and the one wins whose letters
stand in Russian order: the sum of ``ln P(letter | letter before it)`` over the pairs of
letters, with the shape of words (no capital after a small letter) as a second witness.
The table of pairs is ``letter_pairs.txt``, made by ``benchmarks/letter_pairs.py``.
General detectors know hundreds of encodings and are unsure of ten letters; these
statistics know one language and are sure of one word.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

__all__ = ["decode", "russian_score"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_SAMPLE = 1 << 13
_VOTING = 1 << 11
"""Bytes whose letters choose the encoding: forty are enough as a rule."""
_LAST_ASCII = "\x7f"
_MOST_OF_ONE_HALF = 0.7
_ALPHABET = " абвгдежзийклмнопрстуфхцчшщъыьэюя"
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_TYPOGRAPHY = frozenset("«»№–—…“”„‘’§°·•±\u00a0\u00ad©")
_TYPOGRAPHY_SCORE = -4.0
_FRAME_SCORE = -7.0
_REPEATED_FRAME_SCORE = -1.0
_FOREIGN_SCORE = -9.0
_RAREST_PAIR_SCORE = -8.0
"""No pair says more than this: abbreviations are spelled against all habit."""
_CAPITAL_INSIDE_SCORE = -4.0
_GLUED_SCORE = -4.0
"""A Latin letter right after a Cyrillic one."""
_MOST_CONTROLS = 0.05
_SHORT_TEXT_ALLOWANCE = 15.0
_LEAST_SCORE = -5.0
"""Mean score a character below which single-byte text is no Russian but rubbish."""


def decode(data: bytes, declared: str | None = None) -> str | None:
    r"""The text of ``data``, or None where it is no text; line ends stay as they are.

    ``declared`` is what the file says of itself; it is believed where it can be true.

    >>> decode("Срок – до 1 июня".encode("koi8-r", "replace"))
    'Срок ? до 1 июня'
    >>> decode("Да".encode("utf-16-le")), decode("РЕШИЛИ:\r\n".encode("cp866"))
    ('Да', 'РЕШИЛИ:\r\n')
    >>> decode(bytes(range(256))) is None
    True
    """
    for text in (_marked(data), _unmarked_utf16(data), _strict(data, "utf-8")):
        if text is not None:
            return text if _readable(text) else None
    said = _strict(data, declared) if declared else None
    if said is not None and _readable(said) and _plausible(said):
        return said
    return _single_byte(data)


def russian_score(text: str) -> float:
    """How Russian a text looks: ``ln P`` summed over what is not ASCII; higher is likelier.

    Only texts of the same bytes may be compared.

    >>> russian_score("решили") > russian_score("пеьхкх")
    True
    """
    counts = Counter(zip(f" {text}", f"{text} ", strict=True))
    return sum(count * _pair_score(*pair) for pair, count in counts.items())


@lru_cache(maxsize=1 << 14)
def _pair_score(before: str, character: str) -> float:
    """The score of one character after another; 0 where both are ASCII."""
    pairs = _letter_pairs()
    left, right = _folded(before), _folded(character)
    if character <= _LAST_ASCII:
        glued = _GLUED_SCORE if character.isalpha() and before > _LAST_ASCII else 0.0
        return glued + (pairs[left + " "] if left != " " else 0.0)
    if right != " ":
        capital_inside = left == before and left != " " and right != character
        return pairs[left + right] + (_CAPITAL_INSIDE_SCORE if capital_inside else 0.0)
    if character in _TYPOGRAPHY:
        return _TYPOGRAPHY_SCORE
    if "\u2500" <= character <= "\u259f":
        return _REPEATED_FRAME_SCORE if character == before else _FRAME_SCORE
    return _FOREIGN_SCORE


def _folded(character: str) -> str:
    """The row and column of a character in the table: a small letter, or the border."""
    small = character.lower().replace("ё", "е")
    return small if small in _ALPHABET else " "


@lru_cache(maxsize=1)
def _letter_pairs() -> dict[str, float]:
    rows = files(__package__).joinpath("letter_pairs.txt").read_text("ascii").splitlines()
    return {
        left + right: max(_RAREST_PAIR_SCORE, -int(cell, 36) / 2)
        for left, row in zip(_ALPHABET, rows, strict=True)
        for right, cell in zip(_ALPHABET, row, strict=True)
    }


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _marked(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is that of the Cyrillic or the Latin page."""
    sample = data[:_SAMPLE]
    halves = sample[0::2], sample[1::2]
    if not halves[1]:
        return None
    pages = [sum(half.count(page) for page in b"\x00\x04") / len(half) for half in halves]
    for high, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pages[high] > _MOST_OF_ONE_HALF and pages[1 - high] < 1 - _MOST_OF_ONE_HALF:
            return data.decode(encoding, "replace")
    return None


def _single_byte(data: bytes) -> str | None:
    first = _NOT_ASCII.search(data)
    start = max(0, first.start() - 1) if first else 0  # the letters vote, not what is before them
    sample = data[start : start + _VOTING]
    best = max(_SINGLE_BYTE, key=lambda name: russian_score(sample.decode(name, "replace")))
    text = data.decode(best, "replace")
    return text if _readable(text) and _plausible(text[start : start + _VOTING]) else None


def _readable(text: str) -> bool:
    """Whether control characters are as rare as in text."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= len(sample) * _MOST_CONTROLS


def _plausible(text: str) -> bool:
    sample = text[:_SAMPLE]
    foreign = len(_FOREIGN.findall(sample))
    return russian_score(sample) >= foreign * _LEAST_SCORE - _SHORT_TEXT_ALLOWANCE
