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
_LONGER = 2  # letters that a form may have more or fewer than another of its word
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
    if "-" in parse.word and not parse.known:
        halves = _halves(parse, grammemes)
        if halves is not None:
            return halves
    try:
        form = natives[parse.index].inflect(set(grammemes))
    except ValueError:  # a grammeme that the tag set does not know
        return None
    if form is None:
        return None
    return dress(_nearest(parse.word.lower(), form), parse.word)


def _nearest(word: str, form: Any) -> str:  # noqa: ANN401
    """Of forms of one tag the one that begins like ``word``: «высшего» is no «высочайший»."""
    found: str = form.word
    alike = abs(len(found) - len(word)) <= _LONGER and _shared(word, found) >= len(word) - 4
    if alike:
        return found
    same: list[str] = [f.word for f in form.lexeme if f.tag == form.tag]
    return max((found, *same), key=lambda other: _shared(word, other))


def _shared(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _halves(parse: Parse, grammemes: frozenset[str]) -> str | None:
    """«учителям-предметникам»: two nouns that decline each in its own way, else None."""
    forms: list[str] = []
    for word in parse.word.split("-"):
        same = (
            h
            for h in parses(word)
            if h.is_noun and (h.case, h.number) == (parse.case, parse.number)
        )
        half = next(same, None)
        certain = half is not None and (half.known or forms)
        form = inflect(half, grammemes) if half is not None and certain else None
        if form is None:
            return None
        forms.append(form)
    return "-".join(forms)


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


@lru_cache(maxsize=2048)  # few, for they are big: what walks all objects walks their parts, too
def _natives(word: str) -> tuple[Any, ...]:
    if not _WORD.fullmatch(word):
        return ()
    try:
        return tuple(_analyzer().parse(word.replace("’", "'")))
    except ValueError:  # a letter without a name in Unicode, which pymorphy3 asks for
        return ()


@cache
def _analyzer() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 - heavy, and not always needed

    return MorphAnalyzer(lang="ru")


def _record(word: str, native: Any, index: int) -> Parse:  # noqa: ANN401
    tag, known = native.tag, native.is_known
    fields = (*_grammar(tag), native.score, known, str(tag), index)
    return Parse(word, native.normal_form, *fields)


@lru_cache(maxsize=4096)
def _grammar(tag: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """The fields of :class:`Parse` from part of speech to organisation: few tags, many words.

    Plain strings, for the grammemes of pymorphy3 compare slowly.
    """
    parts = (tag.POS, _CASES.get(tag.case), tag.gender, tag.number, tag.animacy)
    marks = ("Surn", "Name", "Patr", "Abbr", "Fixd", "Geox", "Orgn")
    return (*(part and str(part) for part in parts), *(mark in tag for mark in marks))
