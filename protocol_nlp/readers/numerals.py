"""The numbers that a word processor prints before a paragraph and does not store.

Names of formats are those of ECMA-376, 17.18.59 (ST_NumberFormat); the other file
formats are told in the same names.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["bullet", "numeral", "symbol"]

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # without ё й ъ ы ь, as Word and Writer count
_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90),
    ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_MOST_REPEATED = 20
_SYMBOL_FONT = {"\uf02d": "–", "\uf0be": "–", "\uf0d8": "–"}


def numeral(value: int, form: str) -> str:
    """``value`` in the number format ``form``; an unknown format counts in figures.

    >>> [numeral(n, f) for n, f in ((4, "upperRoman"), (29, "russianLower"), (3, "lowerLetter"))]
    ['IV', 'аа', 'c']
    >>> numeral(7, "decimalZero"), numeral(7, "none"), numeral(7, "ordinal")
    ('07', '', '7')
    """
    if form in ("none", "bullet"):
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    for name, spell in _SPELLERS.items():
        if form.endswith(name):
            small = spell(value)
            return small.upper() if form.startswith("upper") or form.endswith("Upper") else small
    return str(value)


def _letters(value: int, alphabet: str) -> str:
    if not 0 < value <= _MOST_REPEATED * len(alphabet):
        return str(value)
    times, index = divmod(value - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    spelled = ""
    for digits, worth in _ROMAN:
        times, value = divmod(value, worth)
        spelled += digits * times
    return spelled


_SPELLERS: dict[str, Callable[[int], str]] = {
    "Roman": _roman,
    "Letter": lambda value: _letters(value, _LATIN),
    "russianLower": lambda value: _letters(value, _RUSSIAN),
    "russianUpper": lambda value: _letters(value, _RUSSIAN),
}


def symbol(character: str) -> str:
    r"""A character as it is, or a readable bullet for one of a symbol font.

    >>> symbol("я"), symbol("\uf0b7")
    ('я', '•')
    """
    return bullet(character) if _is_private(character) else character


def _is_private(sign: str) -> bool:
    return len(sign) == 1 and "\ue000" <= sign <= "\uf8ff"


def bullet(sign: str) -> str:
    r"""A bullet that can be read: signs of symbol fonts have no meaning outside them.

    >>> bullet("\uf0b7"), bullet("–"), bullet("o"), bullet("")
    ('•', '–', '•', '')
    """
    if sign in _SYMBOL_FONT:
        return _SYMBOL_FONT[sign]
    if _is_private(sign) or (len(sign) == 1 and sign.isalnum()):
        return "•"
    return sign
