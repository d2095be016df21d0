"""What every way of finding people asks of a word, and who has been found so far."""

from __future__ import annotations

import re
from typing import NamedTuple

from protocol_nlp.morphology import parses
from protocol_nlp.recognition.heads import body, is_abbreviation, lemmas, listed, position
from protocol_nlp.recognition.words import TURKIC, Words, sense

__all__ = ["INITIALS", "PARTICLES", "TURKIC", "Person", "Search", "borrowed", "surname_suffix"]

_CAPITAL = re.compile(r"(?:[ОД]['’])?[А-ЯЁ][А-Яа-яЁё]*(?:[-‑][А-ЯЁа-яё][А-Яа-яЁё]*)*$")
_SUFFIX = re.compile(
    r"(?:[ое]в|[иы]н)(?:а|у|ым|ой|е|ы|ых|ыми)?$|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$"
    r"|(?:енко|ук|юк|ко|[иы]х|ян|янц|дзе|швили|оглы)$"
)
_MASCULINE = re.compile(r"(?:[ое]в|[иы]н|[сц]кий)$")
_PARTICLES = (
    "ван де фон дер ди да ла ле дю аль эль бен бин ибн тер дель дос мак сен сан"  # Spanish to Arab
)
PARTICLES = frozenset(_PARTICLES.split())
INITIALS = frozenset(
    {"person.surname_initials", "person.initials_surname", "person.shared_surname"}
)


class Person(NamedTuple):
    """A name by word numbers, ``stop`` excluded; ``surname`` are the words of the surname.

    ``shared`` tells initials whose surname stands once for several people.
    """

    start: int
    stop: int
    rule: str
    surname: tuple[int, int] | None = None
    shared: bool = False


def borrowed(words: Words, i: int) -> bool:
    """Whether the name at word ``i`` is that of a street, a school, a prize.

    >>> borrowed(Words("ул. Гоголя"), 2), borrowed(Words("имени маршала Жукова"), 2)
    (True, True)
    """
    j = i - 2 if i > 1 and words.words[i - 1] == "." else i - 1
    if j < 0 or words.broken(i):
        return False
    if lemmas(words.lower[j]) & listed("borrowed"):
        return True
    return j > 0 and words.lower[j - 1] in ("имени", "им") and words.words[j].islower()


def surname_suffix(word: str) -> bool:
    """Whether the folded ``word`` ends as Russian, Ukrainian or Caucasian surnames do.

    >>> surname_suffix("гладких"), surname_suffix("смета")
    (True, False)
    """
    return _SUFFIX.search(word) is not None


def _short_adjective(word: str) -> bool:
    """«Суров П.П.», «Смел А.А.»: a surname that the dictionary knows only as a short adjective."""
    return any(p.part_of_speech == "ADJS" and p.gender == "masc" for p in parses(word))


class Search:
    """The words of a text and the people found in them so far.

    >>> search = Search(Words("Орлов и Министр"))
    >>> search.capitals, search.common(2)
    ([0, 2], True)
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.found: list[Person] = []
        self.by_stop: dict[int, Person] = {}
        self.taken: set[int] = set()
        self.capitals = [
            i
            for i, word in enumerate(words.words)
            if len(word) > 1 and word[0].isupper() and _CAPITAL.match(word)
        ]
        self.capital_words = frozenset(self.capitals)

    def take(self, person: Person) -> None:
        """Keep ``person`` unless its words are taken or its name is borrowed."""
        span = range(person.start, person.stop)
        if self.taken.isdisjoint(span) and not borrowed(self.words, person.start):
            self.found.append(person)
            self.by_stop[person.stop] = person
            self.taken.update(span)

    def capital(self, i: int) -> bool:
        """Whether word ``i`` is there, free and written like a surname."""
        return i in self.capital_words and i not in self.taken

    def adjacent(self, i: int) -> bool:
        """Whether words ``i`` and ``i + 1`` stand in one paragraph with only space between."""
        return not self.words.broken(i + 1)

    def common(self, i: int) -> bool:
        """Whether word ``i`` is an ordinary word, no likely surname."""
        low = self.words.lower[i]
        found = sense(low)
        if position(low) or body(low):
            return not found.surname
        return found.known and not found.surname and not found.first_name

    def named_like(self, i: int) -> bool:
        """Whether word ``i`` could be a surname where one is expected."""
        found = sense(self.words.lower[i])
        if found.place and not found.surname:
            return any(_MASCULINE.search(form.lemma) for form in found.nouns)
        return not self.common(i) or surname_suffix(self.words.lower[i])

    def never(self, i: int) -> bool:
        """Whether word ``i`` may stand beside initials or a first name but is no surname."""
        word, low = self.words.words[i], self.words.lower[i]
        found = sense(low)
        if (position(low) and not found.surname) or low in listed("greetings"):
            return True
        if is_abbreviation(word) and (word in listed("forms") or word in listed("known")):
            return True
        declines = found.nouns or found.adjectives or found.surname
        return found.known and not declines and not _short_adjective(low)

    def initials_at(self, i: int) -> bool:
        """Whether an initial with its full stop stands at word ``i``."""
        words = self.words.words
        return (
            i + 1 < len(words)
            and len(words[i]) == 1
            and words[i].isupper()
            and words[i + 1] == "."
            and not self.words.broken(i)
        )

    def particles_before(self, i: int) -> int:
        """The first of the particles (ван, де, фон) right before word ``i``, or ``i``."""
        while i > 0 and self.words.lower[i - 1] in PARTICLES and not self.words.broken(i):
            i -= 1
        return i
