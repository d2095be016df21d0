"""People by the ways offices write them: initials, full names, titles, brackets, lists.

Each way is a function from the words to names; a word belongs to the first that takes it.
The common difficulty is on which side of the initials the surname stands («Министр О.Л.
Ставриков», «Щепкин О.О. Тарасюк В.К.») and what looks like a name and is none.
"""

from __future__ import annotations

from protocol_nlp.recognition.offices import Office, offices
from protocol_nlp.recognition.persons.addressed import bracketed, titled
from protocol_nlp.recognition.persons.by_office import by_office
from protocol_nlp.recognition.persons.full_names import full_names, turkic, two_names
from protocol_nlp.recognition.persons.initials import initials
from protocol_nlp.recognition.persons.search import (
    INITIALS,
    PARTICLES,
    Person,
    Search,
    borrowed,
    surname_suffix,
)
from protocol_nlp.recognition.words import Words

__all__ = [
    "INITIALS",
    "PARTICLES",
    "Person",
    "borrowed",
    "people",
    "people_and_offices",
    "surname_suffix",
]

_WAYS = (initials, full_names, turkic, two_names, titled, bracketed)


def people(words: Words) -> list[Person]:
    """All people whom the words name by rule, in order, without overlaps.

    Surnames after an office come last: an office's chain of genitives ends at a name.
    :func:`people_and_offices` gives those offices, too.

    >>> words = Words("Поручить Петровой А.И. и К.Л.Жуку, т. Рогову и Пак Ольге Ивановне")
    >>> [" ".join(words.words[p.start : p.stop]) for p in people(words)]
    ['Петровой А . И .', 'К . Л . Жуку', 'Рогову', 'Пак Ольге Ивановне']
    """
    if not any(word[0].isupper() for word in words.words[1:]):
        return []  # a name has a capital behind its beginning: an initial, or another name
    return people_and_offices(words)[0]


def people_and_offices(words: Words) -> tuple[list[Person], list[Office]]:
    """All people by rule, and the positions that the words name.

    >>> people, posts = people_and_offices(Words("мастеру участка Дубову"))
    >>> len(people), len(posts)
    (1, 1)
    """
    search = Search(words)
    capitals = any(word[0].isupper() for word in words.words)
    for way in _WAYS if capitals else ():  # nobody is named in small letters alone
        for person in way(search):
            search.take(person)
    posts = offices(words, frozenset(person.start for person in search.found))
    for person in by_office(search, posts):
        search.take(person)
    return sorted(search.found, key=lambda person: person.start), posts
