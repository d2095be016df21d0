"""Which words head the name of a position or of a body, and what they are there."""

from __future__ import annotations

from functools import cache, lru_cache

from protocol_nlp.lexicon import table, words
from protocol_nlp.morphology import fold
from protocol_nlp.recognition.words import Form, sense

__all__ = [
    "body",
    "is_abbreviation",
    "lemmas",
    "listed",
    "position",
]

_TABLE = "recognition"


def listed(section: str) -> frozenset[str]:
    """A word list of the recognition table.

    >>> "министр" in listed("positions")
    True
    """
    return words(_TABLE, section)


@lru_cache(maxsize=65536)
def position(word: str) -> tuple[Form, ...]:
    """The forms of ``word`` (folded) as a noun that names a person by office; () if none.

    >>> [form.case for form in position("директору")]
    ['datv']
    >>> position("протоколу")
    ()
    """
    return _forms(word, "positions")


@lru_cache(maxsize=65536)
def body(word: str) -> tuple[Form, ...]:
    """The forms of ``word`` (folded) as a noun that heads the name of a body; () if none.

    >>> [form.case for form in body("комиссией")]
    ['ablt']
    """
    return _forms(word, "bodies")


def _forms(word: str, section: str) -> tuple[Form, ...]:
    if word[:3] not in _prefixes(section):
        return ()
    known = listed(section)
    nouns = tuple(form for form in sense(word).nouns if form.lemma.replace("ё", "е") in known)
    if nouns:
        return nouns
    verbs = listed("offices") if section == "positions" else frozenset()
    nominal = sense(word).adjectives  # «заведующий», «управляющий», «ответственный»
    return tuple(form for form in nominal if form.lemma.replace("ё", "е") in known | verbs)


@cache
def _prefixes(section: str) -> frozenset[str]:
    return frozenset(word[:3] for word in listed(section) | listed("offices"))


@lru_cache(maxsize=65536)
def lemmas(word: str) -> frozenset[str]:
    """The folded lemmas of ``word``'s nominal readings, and the word itself.

    >>> "орган" in lemmas("органам")
    True
    """
    found = sense(word)
    forms = (*found.nouns, *found.adjectives)
    return frozenset({fold(word), *(fold(form.lemma) for form in forms)})


def is_abbreviation(word: str) -> bool:
    """Whether ``word`` is written in capitals throughout: an abbreviation, or shouted.

    >>> is_abbreviation("МБОУ"), is_abbreviation("В")
    (True, False)
    """
    return len(word) > 1 and word.isupper() and word.isalpha()


@cache
def governed() -> dict[tuple[str, str], str]:
    """Which case a noun asks for with a preposition: («контроль», «за») -> ablt.

    >>> governed()[("надзор", "за")]
    'ablt'
    """
    rows = (entry.split() for entry in table(_TABLE)["governed"])
    return {(noun, preposition): case for noun, preposition, case in rows}
