"""Names with initials: on which side the surname stands, and whether it is one."""

from __future__ import annotations

from collections.abc import Iterator

from protocol_nlp.lexicon import rules
from protocol_nlp.recognition.persons.search import (
    PARTICLES,
    TURKIC,
    Person,
    Search,
    borrowed,
    surname_suffix,
)
from protocol_nlp.recognition.words import sense

__all__ = ["initials"]

_LISTING = frozenset({",", ":", ";"})
_LISTED = frozenset({",", ";", "(", "–", "—", "-"})
_GAP = 3  # spaces between a surname and its initials in justified text
_AFTER, _SHARED = "person.surname_initials", "person.shared_surname"


def initials(search: Search) -> Iterator[Person]:
    """«Орлов В.А.», «В.А. Орлов», «Малышева Т.», «К. Ломтеву», «Ивановым И.И. и П.П.».

    >>> from protocol_nlp.recognition.words import Words
    >>> [p.rule for p in initials(Search(Words("Поручить Л.М. Дубу")))]
    ['person.initials_surname']
    """
    words = search.words
    two, one = rules("recognition")[:2]
    for rule in (two, one):
        for match in rule.regex.finditer(words.text):
            i, j = words.at(match.start()), words.before(match.end())
            if i < j and search.taken.isdisjoint(range(i, j)):
                person = _around(search, i, j, single=rule is one)
                if person is not None:
                    yield person


def _around(search: Search, i: int, j: int, *, single: bool) -> Person | None:
    """The name whose initials are words ``i`` to ``j``."""
    left, right = _left(search, i), _right(search, j)
    if left and right and _prefers_right(search, left, right):
        left = None
    if single and left and right and sense(search.words.lower[left[0]]).first_name:
        return Person(left[0], right, "person.middle_initial", (j, right))
    if left and (not single or _sure(search, left[1] - 1) or _is_listed(search, left[0], j)):
        stop = j + 1 if search.words.lower[j : j + 1] in _TURKIC_LISTS else j
        return Person(left[0], stop, _AFTER, left)
    if right and (not single or _sure(search, right - 1)):
        if search.initials_at(right) and not single and search.common(right - 1):
            return None
        return Person(i, right, "person.initials_surname", (j, right))
    return _shared(search, i, j)


_TURKIC_LISTS = [[word] for word in TURKIC]


def _left(search: Search, i: int) -> tuple[int, int] | None:
    """The words of the surname that ends right before the initials at ``i``."""
    words, k = search.words, i - 1
    if words.broken(i) or not search.capital(k) or search.never(k):
        return None
    if words.starts[i] - words.stops[k] > _GAP:
        return None
    return search.particles_before(k), i


def _right(search: Search, j: int) -> int | None:
    """The word after the surname that starts right after the initials before ``j``."""
    words, k = search.words, j
    if words.broken(j):
        return None
    while k < len(words) and words.lower[k] in PARTICLES:
        k += 1
    if not search.capital(k) or search.never(k):
        return None
    return None if words.starts[k] - words.stops[k - 1] > _GAP else k + 1


def _prefers_right(search: Search, left: tuple[int, int], right: int) -> bool:
    """With a capital on both sides: «Министр О.Л. Ставриков», «Тула В.И. Жук»."""
    k = left[1] - 1
    if not search.common(k) and not sense(search.words.lower[k]).place:
        return False
    return not search.initials_at(right) and not search.common(right - 1)


def _sure(search: Search, k: int) -> bool:
    """Whether the surname beside a single initial can be nothing else."""
    found = sense(search.words.lower[k])
    if found.place and found.known and not (found.surname or found.adjectives):
        return False
    if found.surname or not found.known or surname_suffix(search.words.lower[k]):
        return True
    # «ул. Белая О.», but «Белая О., Чёрная Т.»: an adjective beside an initial is a surname.
    return bool(found.adjectives) and not found.nouns and not borrowed(search.words, k)


def _is_listed(search: Search, k: int, j: int) -> bool:
    """«Были: Лоза О. (зоотехник), …»: a capital between marks of a list, inside a sentence."""
    words = search.words
    if k == 0 or words.broken(k) or words.words[k - 1] not in _LISTING:
        return False
    place = sense(words.lower[k]).place and not sense(words.lower[k]).surname
    return not place and words.words[j : j + 1] != [] and words.words[j] in _LISTED


def _shared(search: Search, i: int, j: int) -> Person | None:
    """«Ивановым И.И. и П.П.»: initials after «и» or a comma, right after such a name."""
    if i == 0 or search.words.lower[i - 1] not in ("и", ","):
        return None
    before = search.by_stop.get(i - 1)
    if before is None or before.rule not in (_AFTER, _SHARED):
        return None
    return Person(i, j, _SHARED, before.surname, shared=True)
