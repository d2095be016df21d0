"""Tokens as the network was trained on them, and their shapes.

The network's alphabet is razdel's tokens and slovnet's 66 shapes, so both are part of
the model and not of :mod:`protocol_nlp.text`.  Nearly every line is cut by one regular
expression; a line with a rare letter, or with a dash that sticks to one side only, goes
through the pairwise rules themselves.

Source: razdel 0.5, ``segmenters/tokenize.py``; slovnet 0.6, ``shape.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["shape", "spans"]

_DASHES = "‑–—−-"
_ENDINGS = ".?!…"
_PUNCTS = "\\\\/!#$%&*+,.:;<=>?@^_`|~№…" + "‑–—−\\-" + "«“‘»”’\"„'" + "(\\[}\\])"
_RU, _EN = "[А-Яа-яЁё]", "[A-Za-z]"

_ATOM = re.compile(
    rf"(?P<RU>{_RU}+)|(?P<LAT>{_EN}+)|(?P<INT>\d+)|(?P<PUNCT>[{_PUNCTS}])|(?P<OTHER>\S)",
    re.IGNORECASE,  # as razdel has it: «ſ» and the Kelvin sign are Latin letters
)
_RARE = re.compile(rf"[^\sА-Яа-яЁёA-Za-z\d{_PUNCTS}]")
# One set of marks first, and what stands before them after: so re runs to the next mark.
_ONE_SIDED = re.compile(
    r"[‑–—−_.,/\\-]"
    r"(?:(?<=\w[‑–—−_-])\s+\w|(?<=\s[‑–—−_-])\w|(?<=\d[.,/\\])\s+\d|(?<=\s[.,/\\])\d)"
)
_UNIT = rf"(?:{_RU}+|{_EN}+|\d+(?:[.,/\\]\d+)*)"
_SIMPLE = re.compile(rf"{_UNIT}(?:[‑–—−_-]{_UNIT})*|[.?!…]+|--+|\*\*+|[=:;][)(]{{1,3}}|[{_PUNCTS}]")
_TELLING = 8  # characters of a token's beginning that tell a smile or «yahoo»
_SMILE = re.compile(r"[=:;]-?[)(]{1,3}$")


def spans(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the tokens of ``text``.

    >>> [text[a:b] for text in ["до 01.06.2021 г. (п.1)"] for a, b in spans(text)]
    ['до', '01.06.2021', 'г', '.', '(', 'п', '.', '1', ')']
    """
    if _RARE.search(text) or _ONE_SIDED.search(text) or ("!" in text and "ahoo!" in text.lower()):
        return list(_pairwise(text))
    return [m.span() for m in _SIMPLE.finditer(text)]


def _pairwise(text: str) -> Iterator[tuple[int, int]]:
    atoms = [(m.lastgroup or "", m.start(), m.end(), m.group()) for m in _ATOM.finditer(text)]
    if not atoms:
        return
    start = atoms[0][1]
    for i in range(1, len(atoms)):
        if atoms[i - 1][2] != atoms[i][1] or not _joined(
            atoms, i, text[start : min(atoms[i - 1][2], start + _TELLING)]
        ):
            yield start, atoms[i - 1][2]
            start = atoms[i][1]
    yield start, atoms[-1][2]


_Atom = tuple[str, int, int, str]


def _joined(atoms: list[_Atom], i: int, buffer: str) -> bool:
    """Whether atom ``i`` continues the token that begins with ``buffer`` and ends before it."""
    left, right = atoms[i - 1], atoms[i]
    around: tuple[_Atom | None, _Atom | None]
    for connectors, kind in ((_DASHES, ""), ("_", ""), (".,", "INT"), ("/\\", "INT")):
        if left[3] in connectors:
            around = atoms[i - 2] if i > 1 else None, right
        elif right[3] in connectors:
            around = (left, atoms[i + 1] if i + 1 < len(atoms) else None)
        else:
            continue
        if _connects(around, kind):
            return True
    if left[0] == right[0] == "PUNCT":
        return _punctuation(left[3], right[3], buffer)
    if "OTHER" in (left[0], right[0]):
        return {left[0], right[0]} <= {"OTHER", "RU", "LAT"}
    return buffer.lower() == "yahoo" and right[3] == "!"


def _connects(around: tuple[_Atom | None, _Atom | None], kind: str) -> bool:
    return all(a is not None and (a[0] == kind if kind else a[0] != "PUNCT") for a in around)


def _punctuation(left: str, right: str, buffer: str) -> bool:
    if _SMILE.match(buffer + right):
        return True
    return (left in _ENDINGS and right in _ENDINGS) or left + right in ("--", "**")


_SHAPE_PUNCTS = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
_TYPE = re.compile(
    rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(_SHAPE_PUNCTS)}]+)",
    re.IGNORECASE,
)


def shape(word: str) -> str:
    """The shape of a token, in slovnet's terms.

    >>> [shape(w) for w in ("Орлов", "В", "МБОУ", "Тер-Петросян", "№", "2021")]
    ['RU_Xx', 'RU_X', 'RU_XX', 'RU_Xx-Xx', 'PUNCT_№', 'NUM']
    """
    match = _TYPE.match(word)
    kind = match.lastgroup if match else "OTHER"
    if kind in ("RU", "EN"):
        return f"{kind}_{_outline(word)}"
    if kind == "PUNCT":
        return f"PUNCT_{word}" if len(word) == 1 else "PUNCT_OTHER"
    return kind or "OTHER"


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    left, dash, right = word.partition("-")
    if _titled(word):
        return "Xx"
    return "Xx-Xx" if dash and _titled(left) and _titled(right) else "OTHER"


def _titled(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
