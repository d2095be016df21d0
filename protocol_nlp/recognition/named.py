"""Whether the phrase that a body's head leads is a name, or a common noun with its own."""

from __future__ import annotations

import re

from protocol_nlp.morphology import fold
from protocol_nlp.recognition.heads import body, lemmas, listed, paired
from protocol_nlp.recognition.words import Words, sense

__all__ = ["is_name", "is_stock", "opens_sentence"]

_NUMERIC = re.compile(r"\d+$")
_QUOTES = frozenset('«"“„')
_NUMBER_SIGNS = frozenset({"№", "n"})
_OF_UNITS = re.compile(r"\d{3,}$")  # «войсковой части 41872», and not «части 2 статьи 5»


def is_name(words: Words, start: int, head: int, stop: int, *, quoted_name: bool) -> bool:
    """Whether head and complements are a name and not just a common noun phrase.

    >>> words = Words("отдел № 3, отдел")
    >>> is_name(words, 0, 0, 3, quoted_name=False), is_name(words, 4, 4, 5, quoted_name=False)
    (True, False)
    """
    complements = words.words[head + 1 : stop]
    lemma = lemmas(words.lower[head])
    if lemma & listed("stretches"):
        return _is_part(words, start, head, complements)
    if quoted_name or lemma & listed("quoted_only"):
        return quoted_name and _is_quoted(words, start, head, complements)
    if (not complements and start == head) or _in_another_sense(words, start, head, stop):
        return False
    return _tells(words, start, head, stop)


def _in_another_sense(words: Words, start: int, head: int, stop: int) -> bool:
    """«частью России», «в кабинете 214», «управление в сфере образования»."""
    complements = words.words[head + 1 : stop]
    if _is_sphere(words, start, head) or _is_no_body(words, head, stop):
        return True
    if _is_generic(words, start, head, stop):
        return True
    if _only_a_word(words, start, head, complements) or _is_spot(words, head, stop):
        return True
    acts = bool(lemmas(words.lower[head]) & listed("actions"))
    return acts and complements[:1] in (["в"], ["с"], ["на"], ["за"])


def _is_no_body(words: Words, head: int, stop: int) -> bool:
    """«охрана труда», «редакции стандарта»: by the word after a head in small letters."""
    if head + 1 >= stop or (words.words[head].istitle() and not opens_sentence(words, head)):
        return False
    heads, k = lemmas(words.lower[head]), head + 1
    while k + 1 < stop and sense(words.lower[k]).adjectives and not sense(words.lower[k]).nouns:
        k += 1
    after = lemmas(words.lower[head + 1]) | lemmas(words.lower[k])
    return any(f"{one} {other}" in listed("no_bodies") for one in heads for other in after)


def _is_sphere(words: Words, start: int, head: int) -> bool:
    """«частного сектора», «жилой комплекс»: by the adjective before the head."""
    heads = lemmas(words.lower[head])
    before = (lemma for k in range(start, head) for lemma in lemmas(words.lower[k]))
    return any(f"{other} {one}" in listed("spheres") for other in before for one in heads)


def _is_generic(words: Words, start: int, head: int, stop: int) -> bool:
    """«учёного совета университета»: in small letters, of an institution without a name."""
    if not all(word.islower() and word != "по" for word in words.words[start:stop]):
        return False
    heads = lemmas(words.lower[head])
    before = (lemma for k in range(start, head) for lemma in lemmas(words.lower[k]))
    generic = any(f"{other} {one}" in listed("generics") for other in before for one in heads)
    return generic and not any(lemmas(low) & listed("places") for low in words.lower[head:stop])


def _is_quoted(words: Words, start: int, head: int, complements: list[str]) -> bool:
    """Whether the quotes in the phrase are the head's name: «команда «Вега»»."""
    if lemmas(words.lower[head]) & listed("quoted_only"):
        return complements[0] in _QUOTES and complements[1][0].isupper()
    if _is_sphere(words, start, head) or is_stock(words, start, head):
        return False
    lettered = complements[0] in _QUOTES and [len(word) for word in complements] == [1, 1, 1]
    return complements[:1] != ["метро"] and not lettered  # «секции «А»»


def _tells(words: Words, start: int, head: int, stop: int) -> bool:
    """Whether capitals, numbers and words around the head are enough to name a body by it."""
    complements = words.words[head + 1 : stop]
    lemma = lemmas(words.lower[head])
    capital = words.words[start][0].isupper() and not opens_sentence(words, start)
    capital = capital or any(word[0].isupper() for word in words.words[start + 1 : stop])
    made = any(lemmas(words.lower[k]) & listed("makers") for k in range(start, head))
    numbered = any(_NUMERIC.match(word) for word in complements)
    official = any(word in ("по", "при") for word in complements)
    if lemma & listed("vague"):
        told = "дом" not in lemma and (official or numbered)
        return capital or told or (made and bool(complements)) or _paired(words, head, stop)
    if lemma & listed("institutions"):
        told = capital or numbered or official or made
        named = words.words[head][0].isupper() and paired(words.lower[head:stop])
        return told or named or _of_territory(words, head, stop)
    return bool(complements) or (start < head and (capital or _telling(words, start, head)))


def _of_territory(words: Words, head: int, stop: int) -> bool:
    """«аптека района»: the institution of a territory, which has no other."""
    return stop == head + 2 and words.lower[head + 1] in listed("of_territories")


def _is_part(words: Words, start: int, head: int, complements: list[str]) -> bool:
    """«Глинский дорожный участок», «мастер участка сборки», and not «участок дороги»."""
    inside = start if opens_sentence(words, start) else start - 1
    if any(words.words[k][0].isupper() for k in range(inside + 1, head)):
        return True
    before = words.lower[start - 1] if start and not words.broken(start) else ""
    led = lemmas(before) & (listed("part_leaders") | listed("meetings"))
    return bool(led) and any(word.islower() and word != "№" for word in complements)


def is_stock(words: Words, start: int, head: int) -> bool:
    """Whether words ``start`` to ``head`` are what is kept, and not who keeps it.

    >>> is_stock(Words("музейного фонда"), 0, 1), is_stock(Words("благотворительный фонд"), 0, 1)
    (True, False)
    """
    kept = any(lemmas(words.lower[k]) & listed("stocks") for k in range(start, head))
    return kept and "фонд" in lemmas(words.lower[head])


def _is_spot(words: Words, head: int, stop: int) -> bool:
    """«из центра с. Липки», «в кабинете 214», «организацию питания …»: where, or what is done."""
    if head + 1 >= stop or words.words[head][0].isupper():
        return False
    lemma, after = lemmas(words.lower[head]), words.lower[head + 1]
    if "организация" in lemma:
        return bool(lemmas(after) & listed("deeds"))
    if "центр" in lemma:
        signed = after == "г" or after in listed("settlement_signs")
        return signed or bool(lemmas(after) & listed("places"))
    numbered = after in _NUMBER_SIGNS or _NUMERIC.match(after) is not None
    return numbered and bool(lemma & listed("rooms"))


def _paired(words: Words, head: int, stop: int) -> bool:
    """«дому культуры», «Центру занятости», «совету администрации»: by what depends on it."""
    if "дом" in lemmas(words.lower[head]):
        return bool(lemmas(words.lower[min(head + 1, stop - 1)]) & listed("houses"))
    inner = any(map(_is_body, words.words[head + 1 : stop]))
    if "группа" in lemmas(words.lower[head]):
        inner = inner or _is_science(words.lower[head + 1 : head + 2])
    return inner or (words.words[head][0].isupper() and paired(words.lower[head:stop]))


def _is_science(after: list[str]) -> bool:
    """Whether the word after a head is a science: «группа дендрохронологии»."""
    ends = tuple(listed("sciences"))
    return any(lemma.endswith(ends) for word in after for lemma in lemmas(word))


def _is_body(word: str) -> bool:
    """Whether a dependent word names a body: «резерв органов власти» has none."""
    return bool(body(fold(word))) and not lemmas(fold(word)) & listed("nameless")


def _only_a_word(words: Words, start: int, head: int, complements: list[str]) -> bool:
    """«частью России», «станция метро «Липки»», «на военной службе»: the noun in another sense."""
    low = lemmas(words.lower[head])
    if "часть" in low:
        made = any(lemmas(words.lower[k]) & listed("manned") for k in range(start, head))
        return not (made or "№" in complements or any(map(_OF_UNITS.match, complements[:1])))
    if "станция" in low:
        return complements[:1] == ["метро"]
    if "фонд" in low:
        return is_stock(words, start, head)
    if "служба" in low and start < head and words.words[head].islower():
        served = any(lemmas(words.lower[k]) & listed("served") for k in range(start, head))
        after = fold(complements[0]) if complements else ""
        said = sense(after).noun_in(frozenset({"gent"})) and not lemmas(after) & listed("places")
        return served and not (said and complements[0].islower()) and after != "по"
    return False


def _telling(words: Words, start: int, head: int) -> bool:
    """Whether adjectives alone name the body: «финансовый отдел», «районная администрация»."""
    if lemmas(words.lower[head]) & listed("subdivisions") or words.words[start][0].isupper():
        return True
    telling = listed("levels") | listed("nationalities")
    return any(lemmas(words.lower[k]) & telling for k in range(start, head))


def opens_sentence(words: Words, i: int) -> bool:
    """Whether word ``i`` has its capital, if any, from its place.

    >>> opens_sentence(Words("Да. Суд"), 2)
    True
    """
    return words.broken(i) or words.words[i - 1] in (
        ".",
        "!",
        "?",
        "…",
        ":",
        "–",
        "—",
        "-",
        "•",
        "▸",
        ")",
    )
