"""What a text is cleaned of before anybody reads it: an ordered list of small steps.

Each step either keeps every character in its place or goes through :class:`Draft`,
which remembers where each character came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from protocol_nlp.lexicon import table, words
from protocol_nlp.text.columns import align, may_have_columns
from protocol_nlp.text.edits import Draft

__all__ = ["clean"]

_IN_PLACE = {
    **dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029\x1c\x1d\x1e"), "\n"),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0, 0x1F], " "),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2012\u2212"), "–"),
    ord("\u2015"): "—",
    **dict.fromkeys(map(ord, "│┃║┆┊╎¦"), "|"),
    **dict.fromkeys(map(ord, "\uf0b7\uf0a7"), "•"),
}
# A PDF whose font has no map to Unicode leaves glyph numbers: in Times New Roman А is 0x23A
# and the alphabet follows in its order.  A schwa alone is a letter of Azerbaijani.
_GLYPHS = {0x23A + i: chr(ord("А") + i) for i in range(64)}
_GLYPH = re.compile("[\u023a-\u0258\u025a-\u0279]")
_SOFT_BREAK = re.compile(
    "\u00ad[ \t]*\n?|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)
_STRESS = re.compile("(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯ])[\u0300\u0301]")
_DECOMPOSED = re.compile("[иИ]\u0306|[еЕ]\u0308")
_COMPOSED = {"и\u0306": "й", "И\u0306": "Й", "е\u0308": "ё", "Е\u0308": "Ё"}
_MIXED = re.compile(
    r"(?<![\wА-яЁё])(?:[А-яЁё-]{1,40}[A-Za-zÈèȺⱥ]|[A-Za-zÈèȺⱥ]{1,10}[А-яЁё])[\wȺⱥ-]{0,40}"
)
_LATIN_INITIALS = re.compile(
    r"(?<=[А-яЁё] )(?=[ABCEHKMOPTXYȺА-ЯЁ]\.)[ABCEHKMOPTXYȺА-ЯЁ]\. ?[ABCEHKMOPTXYȺА-ЯЁ]\."
)
_COMPOUND = re.compile(r"(?<![а-яё-])[а-яё]{2,40}-[а-яё]{2,40}(?![а-яё-])")
_NOUGHT = re.compile(
    r"(?<![\w])(?=[\d.OОoо]{0,12}\d)(?=[\d.]{0,12}[OОoо])[\dOОoо][\d.OОoо]{1,11}(?!\w)"
)
_NOUGHTS = str.maketrans("OОoо", "0000")
_HYPHENATED = re.compile(r"(?<![а-яё])([а-яё]{2,40})-[ \t]*\n[ \t]*([а-яё]{2,40})")
_SPACED = re.compile(
    r"(?<![\w.])(?:[А-ЯЁ] {1,3}){3,30}[А-ЯЁ](?!\w)|(?<![\w.])(?:[а-яё] ){4,30}[а-яё](?!\w)"
)


def clean(source: str) -> Draft:
    r"""The source cleaned, line breaks as ``\n``, with the way back.

    >>> clean("Р Е Ш И Л И:").text
    'РЕШИЛИ:'
    >>> clean("обра-\nзование").text
    'образование'
    """
    draft = Draft(source.replace("\r\n", " \n").replace("\r", "\n").translate(_IN_PLACE))
    for applies, step in _STEPS:
        if applies(draft.text):
            step(draft)
    return draft


def _anything(_: str) -> bool:
    return True


def _has(characters: str) -> Callable[[str], bool]:
    return lambda text: any(c in text for c in characters)


def _drop_invisible(draft: Draft) -> None:
    draft.replace(_SOFT_BREAK, lambda _: "")
    draft.replace(_STRESS, lambda _: "")


def _compose(draft: Draft) -> None:
    draft.replace(_DECOMPOSED, lambda m: _COMPOSED[m.group()])


@cache
def _alike() -> dict[int, int]:
    letters = table("text")
    latin, cyrillic = str(letters["latin"]), str(letters["cyrillic"])
    return str.maketrans(latin, cyrillic)


def _read_glyphs(draft: Draft) -> None:
    """«ɉɊɂɄȺɁ» is «ПРИКАЗ»; keeps every character in its place."""
    draft.text = draft.text.translate(_GLYPHS)


def _fold_latin(draft: Draft) -> None:
    """Keeps every character in its place."""
    for pattern in (_MIXED, _LATIN_INITIALS):
        draft.text = pattern.sub(_alike_if_all, draft.text)


def _alike_if_all(match: re.Match[str]) -> str:
    """Folds each part of a compound that mixes both alphabets and looks Cyrillic throughout."""
    return "-".join(_folded(part) for part in match.group().split("-"))


def _folded(word: str) -> str:
    folded = word.translate(_alike())
    latin = any(c.isascii() and c.isalpha() for c in folded)
    mixed = any(a == b and a.isalpha() for a, b in zip(word, folded, strict=True))
    return folded if not latin and (mixed or "." in word) else word


def _fold_zeros(draft: Draft) -> None:
    """«2О2О», «21.O4»: a letter O among digits is a nought; keeps every character in its place."""
    draft.text = _NOUGHT.sub(lambda m: m.group().translate(_NOUGHTS), draft.text)


def _join_hyphenated(draft: Draft) -> None:
    whole = draft.text
    if not _HYPHENATED.search(whole):
        return
    printed = set(_COMPOUND.findall(whole))

    def joined(m: re.Match[str]) -> str | None:
        first, second = m.groups()
        compound = first in words("text", "compound_firsts") or f"{first}-{second}" in printed
        return f"{first}-{second}" if compound else f"{first}{second}"

    draft.replace(_HYPHENATED, joined)


def _close_spaced(draft: Draft) -> None:
    draft.replace(_SPACED, lambda m: _respaced("".join(m.group().split())))


def _respaced(closed: str) -> str:
    pairs: dict[str, str] = {p.replace(" ", ""): p for p in table("text")["spaced_pairs"]}
    return pairs.get(closed.upper(), closed)


_STEPS: tuple[tuple[Callable[[str], bool], Callable[[Draft], None]], ...] = (
    (
        lambda text: (
            (not text.isascii() and _SOFT_BREAK.search(text) is not None) or "\u0301" in text
        ),
        _drop_invisible,
    ),
    (_has("\u0306\u0308"), _compose),
    (lambda text: _GLYPH.search(text) is not None, _read_glyphs),
    (_anything, _fold_latin),
    (may_have_columns, align),
    (_has("OОoо"), _fold_zeros),
    (lambda text: "-" in text and "\n" in text, _join_hyphenated),
    (_anything, _close_spaced),
)
