"""Readings and forms of words, by pymorphy3 and the OpenCorpora dictionary.

The analyser is made when first asked for something (0.1 s, 15 MB) and its answers are
kept in bounded caches, for minutes repeat their words: a cached answer costs 0.1 us, a
new one 20 to 60 us.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from protocol_nlp.morphology.letters import dress
from protocol_nlp.morphology.parse import Parse

__all__ = ["inflect", "lexeme", "parses"]

_CASES = {
    "nomn": "nomn", "gent": "gent", "gen1": "gent", "gen2": "gent", "datv": "datv",
    "accs": "accs", "acc2": "accs", "ablt": "ablt", "loct": "loct", "loc1": "loct",
    "loc2": "loct",
}  # fmt: skip
_WORD = re.compile(r"[\w'’.-]{1,64}")


@lru_cache(maxsize=65536)
def parses(word: str) -> tuple[Parse, ...]:
    """The readings of ``word``, likeliest first; () for what is no word.

    >>> [(p.lemma, p.case) for p in parses("Калитой") if p.is_surname][0]
    ('калита', 'ablt')
    >>> parses("«»")
    ()
    """
    return tuple(_record(word, native, i) for i, native in enumerate(_natives(word)))


@lru_cache(maxsize=65536)
def inflect(parse: Parse, grammemes: frozenset[str]) -> str | None:
    """The form of ``parse``'s word with ``grammemes``, in its capitals, or None.

    Grammemes are OpenCorpora's (``nomn``, ``plur``, ``femn``); what they do not name
    stays as it is.

    >>> inflect(parses("Министерству")[0], frozenset({"nomn"}))
    'Министерство'
    """
    natives = _natives(parse.word)
    if not 0 <= parse.index < len(natives):
        return None
    try:
        form = natives[parse.index].inflect(set(grammemes))
    except ValueError:  # a grammeme that the tag set does not know
        return None
    return None if form is None else dress(form.word, parse.word)


@lru_cache(maxsize=8192)
def lexeme(parse: Parse) -> tuple[Parse, ...]:
    """All forms of the word that ``parse`` reads, in the dictionary's order.

    The forms' ``word`` is in small letters; give it to :func:`~.letters.dress`.  They
    are not readings of their own words: their ``index`` is -1 and they do not inflect.

    >>> sorted({p.word for p in lexeme(parses("орлу")[0]) if p.number == "sing"})[:3]
    ['орла', 'орле', 'орлом']
    """
    natives = _natives(parse.word)
    if not 0 <= parse.index < len(natives):
        return ()
    return tuple(_record(p.word, p, -1) for p in natives[parse.index].lexeme)


@lru_cache(maxsize=65536)
def _natives(word: str) -> tuple[Any, ...]:
    if not _WORD.fullmatch(word):
        return ()
    return tuple(_analyzer().parse(word.replace("’", "'")))


@cache
def _analyzer() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 - heavy, and not always needed

    return MorphAnalyzer(lang="ru")


def _record(word: str, native: Any, index: int) -> Parse:  # noqa: ANN401
    tag = native.tag
    return Parse(
        word=word,
        lemma=native.normal_form,
        part_of_speech=tag.POS,
        case=_CASES.get(tag.case),  # type: ignore[arg-type]
        gender=tag.gender,
        number=tag.number,
        animacy=tag.animacy,
        is_surname="Surn" in tag,
        is_name="Name" in tag,
        is_patronymic="Patr" in tag,
        is_abbreviation="Abbr" in tag,
        is_indeclinable="Fixd" in tag,
        is_place="Geox" in tag,
        is_organization="Orgn" in tag,
        score=native.score,
        known=native.is_known,
        tag=str(tag),
        index=index,
    )
