"""Which adjectives agree with which noun."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.recognition.heads import lemmas, listed
from protocol_nlp.recognition.words import Form, Words, sense

__all__ = ["adjective_to_next", "agree", "agreeing"]

_Key = tuple[str | None, str | None, str | None]


def _key(form: Form) -> _Key:
    return form.case, form.number, form.gender if form.number == "sing" else None


def agreeing(words: Words, head: int, forms: tuple[Form, ...], floor: int = 0) -> int:
    """The first of the adjectives before word ``head`` that agree with one of ``forms``.

    >>> from protocol_nlp.recognition.heads import body
    >>> words = Words("подготовить областной межведомственной комиссии")
    >>> agreeing(words, 3, body("комиссии"))
    1
    """
    wanted = {_key(form) for form in forms}
    first, j = head, head - 1
    while j >= floor and not words.broken(j + 1):
        word = words.lower[j]
        if word in ("и", ",") and first - j == 1 and j > floor:
            if not _agrees(words, j - 1, wanted) or word == ",":
                break
            j -= 1
            continue
        if not _agrees(words, j, wanted):
            break
        first = j
        j -= 1
    return first


def adjective_to_next(words: Words, i: int) -> bool:
    """Whether word ``i`` is an adjective to the noun after it, other adjectives between.

    >>> adjective_to_next(Words("начальнику Ольховского дорожного участка"), 1)
    True
    >>> adjective_to_next(Words("Дубовским и Липовским сельсоветам"), 0)
    True
    """
    own, k, joined = sense(words.lower[i]).adjectives, i + 1, False
    while own and k < len(words) and not words.broken(k):
        found = sense(words.lower[k])
        if words.lower[k] in ("и", ",") and k > i + joined:
            joined = True
        elif found.nouns or not found.adjectives:
            return _shared(own, found.nouns) if joined else agree(own, found.nouns)
        k += 1
    return False


def _shared(adjectives: Sequence[Form], nouns: Sequence[Form]) -> bool:
    """Whether a plural noun has several adjectives, one of them among ``adjectives``."""
    cases = {form.case for form in nouns if form.number == "plur"}
    return any(form.case in cases for form in adjectives)


def agree(adjectives: Sequence[Form], nouns: Sequence[Form]) -> bool:
    """Whether some adjective and some noun agree in case, number and (singular) gender.

    >>> agree(sense("областной").adjectives, sense("комиссии").nouns)
    True
    """
    wanted = {_key(form) for form in nouns}
    return any(_key(form) in wanted for form in adjectives)


def _agrees(words: Words, j: int, wanted: set[_Key]) -> bool:
    word = words.lower[j]
    found = sense(word)
    if found.pronoun or lemmas(word) & listed("determiners") or found.infinitive:
        return False
    return any(_key(form) in wanted for form in found.adjectives)
