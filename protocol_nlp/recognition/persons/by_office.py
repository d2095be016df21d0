"""A surname alone right after the office that its bearer holds: «мастеру Сухарю»."""

from __future__ import annotations

from collections.abc import Iterator

from protocol_nlp.lexicon import words
from protocol_nlp.recognition.agreement import adjective_to_next
from protocol_nlp.recognition.heads import body, compound, is_abbreviation, position
from protocol_nlp.recognition.offices import Office
from protocol_nlp.recognition.persons.search import Person, Search, surname_suffix
from protocol_nlp.recognition.words import sense

__all__ = ["by_office"]

_VOWELS = frozenset("аеиоуыэюя")


def by_office(search: Search, posts: list[Office]) -> Iterator[Person]:
    """Surnames after ``posts``, in the case of the office.

    >>> from protocol_nlp.recognition.offices import offices
    >>> from protocol_nlp.recognition.words import Words
    >>> words = Words("Поручить мастеру участка Дубову проверку")
    >>> [words.words[p.start] for p in by_office(Search(words), offices(words, frozenset()))]
    ['Дубову']
    """
    for post in posts:
        cases = {form.case for form in post.forms if form.number != "plur"}
        for i in (post.head + 1, post.stop, *_fixed(search, post)):
            longer = i + 1 in search.capital_words or search.initials_at(i + 1)
            if longer or not search.capital(i):
                continue
            if _surname(search, i, cases) or (i == post.head + 1 and _strange(search, i)):
                yield Person(i, i + 1, "person.by_office", (i, i + 1))
                break


def _surname(search: Search, i: int, cases: set[str | None]) -> bool:
    low = search.words.lower[i]
    found = sense(low)
    word = search.words.words[i]
    if (
        (found.place and not found.surname)
        or position(low)
        or body(low)
        or compound(word)
        or is_abbreviation(word)
    ):
        return False
    if search.words.broken(i) or search.never(i):
        return False
    unknown = not found.known and surname_suffix(low)
    if not (found.surname or unknown or _animate(search, i) or _is_fixed(word, low)):
        return False
    if low in words("names", "asian"):
        return True  # «сторожу Пак»: a woman's name, which does not decline
    if not _is_fixed(word, low) and not cases & {
        form.case for form in (*found.nouns, *found.adjectives)
    }:
        return False
    return not adjective_to_next(search.words, i)


def _strange(search: Search, i: int) -> bool:
    """«методисту Брыль»: a woman's surname that no dictionary has and that does not decline."""
    word, low = search.words.words[i], search.words.lower[i]
    found = sense(low)
    if found.known or not word.istitle() or search.words.broken(i) or compound(word):
        return False
    return low[-1] not in _VOWELS and any(form.case == "nomn" for form in found.nouns)


def _fixed(search: Search, post: Office) -> tuple[int, ...]:
    """The last word of «мастеру смены Кислых», where it is a surname and no genitive."""
    last = post.stop - 1
    words = search.words
    return (last,) if last > post.head and _is_fixed(words.words[last], words.lower[last]) else ()


def _is_fixed(word: str, low: str) -> bool:
    return word.istitle() and low.endswith(("ых", "их")) and not sense(low).nouns


def _animate(search: Search, i: int) -> bool:
    """A common noun with a capital inside a sentence: «электрику Сухарю»."""
    return search.words.words[i].istitle() and bool(sense(search.words.lower[i]).nouns)
