"""Surnames in Latin letters: logins, addresses, names of files, whatever the transliteration.

Schemes disagree (Щукин: Shchukin, Schukin, Ščukin; Юрьев: Yuryev, Jurev, Iurev), so words
are compared by a skeleton in which what the schemes write differently is the same letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from protocol_nlp.morphology import fold

__all__ = ["skeleton", "transliterated"]

_ALPHABET = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_ROUGH = str.maketrans(
    dict(zip("абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeezziiklmnoprstufhccssieua", strict=True))
    | {"ъ": "", "ь": "", "'": "", "’": ""}
)
_FOLDED = (
    ("š", "sh"), ("č", "ch"), ("ž", "zh"),
    ("shch", "s"), ("sch", "s"), ("shh", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"),
    ("zh", "z"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("cz", "c"), ("tc", "c"), ("ph", "f"),
    ("x", "ks"), ("w", "v"), ("q", "k"), ("ye", "e"), ("je", "e"), ("yo", "e"), ("jo", "e"),
)  # fmt: skip
_SOFT = re.compile("i+([aeou])")
_DOUBLE = re.compile(r"(.)\1+")


def transliterated(word: str) -> str:
    """A word in Latin letters, as passports have it.

    >>> transliterated("Щукина")
    'shchukina'
    """
    return "".join(_ALPHABET.get(c, c) for c in word.lower())


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """What all transliterations of a word have in common; the word may be in either alphabet.

    >>> {skeleton(w) for w in ("Щукин", "Shchukin", "schukin", "Ščukin")}
    {'sukin'}
    >>> {skeleton(w) for w in ("Юрьев", "Yuryev", "Jurev", "iurev")}
    {'urev'}
    """
    small = unicodedata.normalize("NFC", fold(word))
    for written, letter in _FOLDED:
        small = small.replace(written, letter)
    small = unicodedata.normalize("NFD", small)
    small = "".join(c for c in small if not unicodedata.combining(c) or c == "\u0306")
    small = unicodedata.normalize("NFC", small)
    small = small.translate(_ROUGH).replace("y", "i").replace("j", "i")
    small = _SOFT.sub(lambda m: "e" if m[1] in "eo" else m[1], small)
    return _DOUBLE.sub(r"\1", small)
