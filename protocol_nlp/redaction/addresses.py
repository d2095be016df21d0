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
    if not roster.forms:
        return
    whole = _whole(roster)
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("@").rstrip(".-'’")
        key = _held(word, roster, whole, address=match["at"] is not None)
        if key is not None:
            yield Edit(match.start(), match.start() + len(word), _instead(word, roster, key))


def _whole(roster: Roster) -> dict[str, str]:
    if not roster.whole:
        roster.whole = {
            skeleton(form): slots[0].key
            for form, slots in roster.forms.items()
            if len(skeleton(form)) >= _SHORTEST
        }
    return roster.whole


def _held(word: str, roster: Roster, whole: dict[str, str], *, address: bool) -> str | None:
    """The key of the surname that a word holds: as one of its parts, or inside one."""
    parts = [p for p in _SPLIT.split(word) if len(p) >= _SHORTEST]
    bare = [skeleton(p) for p in parts]
    key = next((whole[b] for b in bare if b in whole), None)
    if key is None and address:
        key = next((k for b in bare for w, k in whole.items() if _begins(b, w)), None)
    if key is not None:
        return key
    least = 0 if address or len(parts) > 1 or not word.isalpha() else _INSIDE
    joined = [*bare, skeleton("".join(parts))]
    long = ((stem, k) for stem, k in roster.skeletons if len(stem) >= least)
    return next((k for stem, k in long if any(stem in b for b in joined)), None)


def _begins(part: str, name: str) -> bool:
    """«khrust@»: enough of a surname to tell it."""
    return len(part) >= _ENOUGH and name.startswith(part)


def _instead(word: str, roster: Roster, key: str) -> str:
    name = transliterated(roster.pseudonyms[key].man)
    if word.isupper() and len(word) > 1:
        return name.upper()
    return name.capitalize() if word[0].isupper() else name
