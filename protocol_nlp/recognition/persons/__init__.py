"""People by the ways offices write them: initials, full names, titles, brackets, lists.

Each way is a function from the words to names; a word belongs to the first that takes it.
The common difficulty is on which side of the initials the surname stands («Министр О.Л.
Ставриков», «Щепкин О.О. Тарасюк В.К.») and what looks like a name and is none.
"""

from __future__ import annotations

from protocol_nlp.recognition.offices import offices
from protocol_nlp.recognition.persons.addressed import bracketed, titled
from protocol_nlp.recognition.persons.by_office import by_office
from protocol_nlp.recognition.persons.full_names import full_names, turkic, two_names
from protocol_nlp.recognition.persons.initials import initials
from protocol_nlp.recognition.persons.search import PARTICLES, Person, Search, borrowed
from protocol_nlp.recognition.words import Words

__all__ = ["PARTICLES", "Person", "borrowed", "people"]

_WAYS = (initials, full_names, turkic, two_names, titled, bracketed)


def people(words: Words) -> list[Person]:
    """All people whom the words name by rule, in order, without overlaps.

    Surnames after an office come last: an office's chain of genitives ends at a name.

    >>> words = Words("Поручить Петровой А.И. и К.Л.Жуку, т. Рогову и Пак Ольге Ивановне")
    >>> [" ".join(words.words[p.start : p.stop]) for p in people(words)]
    ['Петровой А . И .', 'К . Л . Жуку', 'Рогову', 'Пак Ольге Ивановне']
    """
    search = Search(words)
    for way in _WAYS:
        for person in way(search):
            search.take(person)
    for person in by_office(search, offices(words, frozenset(p.start for p in search.found))):
        search.take(person)
    return sorted(search.found, key=lambda person: person.start)
