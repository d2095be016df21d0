"""Names in Latin letters: addresses, logins, and people written so in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol_nlp.redaction.edits import Edit
from protocol_nlp.redaction.latin import skeleton, transliterated
from protocol_nlp.redaction.roster import Roster

__all__ = ["latin_edits"]

_WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9._+'’-]{0,63}(?P<at>@)?")
_SPLIT = re.compile(r"[^A-Za-zÀ-ž]+")
_INSIDE = 5  # letters of a stem that tell a name inside a word that is no address
_ENOUGH = 4  # letters of a surname cut short
_SHORTEST = 3


def latin_edits(text: str, roster: Roster) -> Iterator[Edit]:
    """Edits for every Latin word that holds a surname; an address loses all before its @."""
    words = list(_WORD.finditer(text)) if roster.forms else []
    held = _Held(roster) if words else None
    for match in words:
        word = match[0].removesuffix("@").rstrip(".-'’")
        key = held and held.key(word, address=match["at"] is not None)
        if key:
            yield Edit(match.start(), match.start() + len(word), _instead(word, roster, key))


class _Held:
    """Which surname a Latin word holds: a few look-ups, however many surnames there are."""

    def __init__(self, roster: Roster) -> None:
        self.stems = roster.skeletons
        self.lengths = sorted({len(stem) for stem in self.stems}, reverse=True)
        bare = {skeleton(form): slots[0].key for form, slots in roster.forms.items()}
        self.whole = {b: key for b, key in bare.items() if len(b) >= _SHORTEST}
        self.begun = {b[:n]: k for b, k in self.whole.items() for n in range(_ENOUGH, len(b))}

    def key(self, word: str, *, address: bool) -> str | None:
        """The key of the surname that a word holds: as one of its parts, or inside one.

        An address may hold only the beginning of one: «khrust@».
        """
        parts = [p for p in _SPLIT.split(word) if len(p) >= _SHORTEST]
        bare = [skeleton(p) for p in parts]
        known = [self.whole, self.begun] if address else [self.whole]
        for names in known:
            for part in bare:
                if part in names:
                    return names[part]
        least = 0 if address or len(parts) > 1 or not word.isalpha() else _INSIDE
        return self._inside([*bare, skeleton("".join(parts))], least)

    def _inside(self, words: list[str], least: int) -> str | None:
        for length in (n for n in self.lengths if n >= least):
            for word in words:
                for at in range(len(word) - length + 1):
                    if word[at : at + length] in self.stems:
                        return self.stems[word[at : at + length]]
        return None


def _instead(word: str, roster: Roster, key: str) -> str:
    name = transliterated(roster.pseudonyms[key].man)
    if word.isupper() and len(word) > 1:
        return name.upper()
    return name.capitalize() if word[0].isupper() else name
