"""What a text is cleaned of before anybody reads it: an ordered list of small steps.

Each step either keeps every character in its place or goes through :class:`Draft`,
which remembers where each character came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from protocol_nlp.lexicon import table, words
from protocol_nlp.text.columns import align, may_have_columns
from protocol_nlp.text.edits import Draft
from protocol_nlp.text.pictures import PICTURES, fold_pictures

__all__ = ["clean"]

_ODD = re.compile(r"[^а-яА-ЯёЁ0-9 \n.,:;()«»\"–—\-/№\t|%!?_]")  # beyond plain Russian
_SPACES = [0x0, 0x1F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_IN_PLACE = {
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029\x1c\x1d\x1e", "\n"),
    **dict.fromkeys(map(chr, _SPACES), " "),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u2012\u2212", "–"),
    "\u2015": "—",
    **dict.fromkeys("│┃║┆┊╎¦", "|"),
    **dict.fromkeys("\uf0b7\uf0a7", "•"),
}
# A PDF whose font has no map to Unicode leaves glyph numbers: in Times New Roman А is 0x23A
# and the alphabet follows in its order.  A schwa alone is a letter of Azerbaijani.
_GLYPHS = {0x23A + i: chr(ord("А") + i) for i in range(64)}
_SOFT_BREAK = re.compile(
    "\u00ad(?:[ \t]*\n?[ \t]*(?=[а-яё]))?"
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)
_RETURN = re.compile(r"\r+(?=\n)")
_INVISIBLE = frozenset("\u00ad\u0300\u0301\ufeff").union(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
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
# «l.1.2.», «1.1.З.»: letters read for digits in the number of an item or in a date.
_NUMBER_LETTERS = re.compile(
    r"[\dlЗ](?<![\w.].)(?:(?<=\d)|(?=[.lЗ\d]{0,7}\d))[\dlЗ]?(?:\.[\dlЗ]{1,3}){1,3}(?![\wЁё])"
)
_FIGURES = str.maketrans("lЗ", "13")
# «0 состоянии» at the head of a sentence, «o выполнении», «c 1 мая»: a letter alone.
_NOUGHT_FIRST = re.compile(r"(?m)(?:(?<=^)|(?<=[.)] ))0(?= [а-яё]{4})")
_ALONE = re.compile(r"(?<=[а-яё] )[aocyk](?= [а-яё\d])|(?<=[а-яё], )[aocyk](?= [а-яё])")
_PAGE = (
    r"(?:[ \t]*\n)*[ \t]*[-–—] ?\d{1,3} ?[-–—][ \t]*\n(?:[ \t]*\n)*"  # between the halves of a word
)
# «·<tab>Внести», «1.<tab>Открыть»: behind the label of a line a tab is no border of cells.
_LABEL_TAB = re.compile(
    r"(?m)^([ ]*(?:[·•▪●–—*-]|\d{1,3}(?:\.\d{1,3})*[.)]|[а-я]\))) ?\t+(?=[^\t\n|]*$)"
)
_HYPHENS = re.compile(r"(?<=\S) --? (?=\S)(?<= -- )")
_HYPHENATED = re.compile(rf"(?<![а-яё])([а-яё]{{2,40}})-[ \t]*\n(?:{_PAGE})?[ \t]*([а-яё]{{2,40}})")
_SPACED = re.compile(
    r"[А-ЯЁа-яё](?<![\w.].) "
    r"(?:(?<=[А-ЯЁ] ) {0,2}(?:[А-ЯЁ] {1,3}){2,29}[А-ЯЁ]|(?<=[а-яё] )(?:[а-яё] ){3,29}[а-яё])(?!\w)"
)


def clean(source: str) -> Draft:
    r"""The source cleaned, line breaks as ``\n``, with the way back.

    >>> clean("Р Е Ш И Л И:").text
    'РЕШИЛИ:'
    >>> clean("обра-\nзование").text
    'образование'
    """
    odd = set(_ODD.findall(source))
    for old in odd & _IN_PLACE.keys():
        source = source.replace(old, _IN_PLACE[old])
    if "*" in odd:
        source = source.replace("**", "  ")  # bold of Markdown
    draft = Draft(source)
    if "\r" in odd:
        draft.replace(_RETURN, lambda _: "")
        draft.text = draft.text.replace("\r", "\n")
    for step in _STEPS:
        if step.applies(draft.text, odd):
            step.run(draft)
    return draft


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


def _fold_suffix(draft: Draft) -> None:
    """«417-p» is «417-р», an order's number; keeps every character in its place."""
    draft.text = re.sub(r"(?<=\d-)[pP]\b", lambda m: "р" if m[0] == "p" else "Р", draft.text)


def _fold_zeros(draft: Draft) -> None:
    """«2О2О», «21.O4»: a letter O among digits is a nought; keeps every character in its place."""
    draft.text = _NOUGHT.sub(lambda m: m.group().translate(_NOUGHTS), draft.text)


def _untab_labels(draft: Draft) -> None:
    """Keeps every character in its place."""
    draft.text = _LABEL_TAB.sub(lambda m: m[1] + " " * (m.end() - m.end(1)), draft.text)


def _dash(draft: Draft) -> None:
    """«снять лог -- завтра»: two hyphens are a dash."""
    draft.replace(_HYPHENS, lambda _: " – ")


def _fold_figures(draft: Draft) -> None:
    """Keeps every character in its place."""
    draft.text = _NUMBER_LETTERS.sub(lambda m: m.group().translate(_FIGURES), draft.text)


def _fold_alone(draft: Draft) -> None:
    """Keeps every character in its place."""
    draft.text = _NOUGHT_FIRST.sub("О", draft.text)
    draft.text = _ALONE.sub(lambda m: m.group().translate(_alike()), draft.text)


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


@dataclass(frozen=True, slots=True)
class _Step:
    """A step, and the cheap look that tells whether it can find anything.

    ``odd`` are the characters of the text beyond plain Russian, ``hint`` a pattern that
    every place to be cleaned matches.  It begins with a rare letter and looks back from
    there: so :mod:`re` runs over the text until one comes.
    """

    run: Callable[[Draft], None]
    odd: frozenset[str] | None = None
    hint: re.Pattern[str] | None = None
    look: Callable[[str], bool] | None = None

    def applies(self, text: str, odd: set[str]) -> bool:
        """Whether the step is worth running."""
        if self.odd is not None and self.odd.isdisjoint(odd):
            return False
        if self.hint is not None and not self.hint.search(text):
            return False
        return self.look is None or self.look(text)


_LATIN = frozenset("ABCEHKMOPTXYIaceopxyikmuÈè")
_STEPS = (
    _Step(_drop_invisible, odd=_INVISIBLE),
    _Step(fold_pictures, odd=PICTURES),
    _Step(_compose, odd=frozenset("\u0306\u0308")),
    _Step(_read_glyphs, odd=frozenset(map(chr, _GLYPHS)) - {"\u0259"}),
    _Step(_fold_latin, odd=_LATIN),
    _Step(_fold_suffix, hint=re.compile(r"-[pP](?<=\d..)\b")),
    _Step(_dash, hint=re.compile(r" -- ")),
    _Step(_untab_labels, hint=re.compile(r"[·•▪●–—*.)-] ?\t")),
    _Step(align, look=may_have_columns),
    _Step(_fold_zeros, hint=re.compile(r"[0-9]\.{0,11}[OОoо]|[OОoо]\.{0,11}[0-9]")),
    _Step(_fold_figures, hint=re.compile(r"[\dlЗ](?<![\w.].)[\dlЗ]?\.[\dlЗ]")),
    _Step(_fold_alone, hint=re.compile(r"[0aocyk](?<!\S.) [а-яё\d]")),
    _Step(_join_hyphenated, hint=re.compile(r"-[ \t]*\n")),
    _Step(_close_spaced, hint=re.compile(r" [А-Яа-яЁё] {1,3}[А-Яа-яЁё]\b")),
)
