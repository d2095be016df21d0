"""Adjectives of places that the dictionary has as surnames only: «Каменского лесничества»."""

from __future__ import annotations

import re
from functools import lru_cache

from protocol_nlp.morphology.analyzer import inflect, parses
from protocol_nlp.morphology.letters import dress
from protocol_nlp.morphology.parse import Parse

__all__ = ["inflect_placed", "placed"]

_LIKE = "сельск"  # an adjective with the endings of all these
_ADJECTIVE = re.compile(r"(\w{2,}[сц]к)(ий|ого|ому|им|ом|ая|ой|ою|ую|ое|ие|их|ими)", re.IGNORECASE)
_SCORE = 0.1  # share of such a reading: a surname is likelier alone


@lru_cache(maxsize=16384)
def placed(word: str) -> tuple[Parse, ...]:
    """The readings of ``word`` as the adjective of a place, () where the dictionary has its own.

    >>> [(p.lemma, p.case) for p in placed("Глинскому")]
    [('глинский', 'datv'), ('глинский', 'datv')]
    >>> placed("сельскому"), placed("Глинке")
    ((), ())
    """
    match = _ADJECTIVE.fullmatch(word)
    if match is None:
        return ()
    found = parses(word)
    if any(p.is_adjectival for p in found) or not any(p.is_surname for p in found):
        return ()
    lemma = f"{match[1]}ий".lower()
    like = (p for p in parses(_LIKE + match[2].lower()) if p.is_adjectival)
    return tuple(p._replace(word=word, lemma=lemma, score=_SCORE, index=-1) for p in like)


def inflect_placed(parse: Parse, grammemes: frozenset[str]) -> str | None:
    """The form of such a reading with ``grammemes``, in its capitals.

    >>> reading = next(p for p in placed("Глинским") if (p.case, p.gender) == ("ablt", "masc"))
    >>> inflect_placed(reading, frozenset({"nomn"}))
    'Глинский'
    """
    stem = parse.lemma.removesuffix("ий")
    same = (parse.case, parse.number, parse.gender, parse.animacy)
    for like in parses(_LIKE + parse.word[len(stem) :].lower()):
        if like.is_adjectival and (like.case, like.number, like.gender, like.animacy) == same:
            form = inflect(like, grammemes)
            return None if form is None else dress(stem + form.removeprefix(_LIKE), parse.word)
    return None
