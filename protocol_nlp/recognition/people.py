"""People by the ways offices write them: initials, full names, titles, brackets, lists.

Each way is a function from words to names; a word belongs to the first that takes it.
The common difficulty is on which side of the initials the surname stands («Министр О.Л.
Ставриков», «Щепкин О.О. Тарасюк В.К.») and what looks like a name and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protocol_nlp.lexicon import rules
from protocol_nlp.recognition.heads import body, is_abbreviation, lemmas, listed, position
from protocol_nlp.recognition.words import Words, sense

__all__ = ["PARTICLES", "Person", "borrowed", "people"]

_CAPITAL = re.compile(r"(?:[ОД]['’])?[А-ЯЁ][А-Яа-яЁё]*(?:[-‑][А-ЯЁа-яё][А-Яа-яЁё]*)*$")
_PATRONYMIC = re.compile(
    r"[а-яё]{2,}(?:[оеь]вич(?:а|у|ем|е)?|(?:[оеь]вн|ичн|иничн)(?:а|ы|е|у|ой|ою)"
    r"|(?:иль|кузьм|лук|фом|никит|савв|фок)ич(?:а|у|ем|ом|е)?)$"
)
_SUFFIX = re.compile(
    r"(?:[ое]в|[иы]н)(?:а|у|ым|ой|е|ы|ых|ыми)?$|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$"
    r"|(?:енко|ук|юк|ко|[иы]х|ян|янц|дзе|швили|оглы)$"
)
_MASCULINE = re.compile(r"(?:[ое]в|[иы]н|[сц]кий)$")
_TURKIC = frozenset({"оглы", "оглу", "кызы", "гызы", "улы", "заде", "огли"})
PARTICLES = frozenset({"ван", "де", "фон", "дер", "ди", "да", "ла", "ле", "дю", "аль", "эль", "бен", "бин", "ибн", "тер", "дель", "дос", "мак", "сен", "сан"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A name by word numbers, ``stop`` excluded; ``surname`` are the words of the surname.

    ``shared`` tells initials whose surname stands once for several people.
    """

    start: int
    stop: int
    rule: str
    surname: tuple[int, int] | None = None
    shared: bool = False


def people(words: Words) -> list[Person]:
    """All people whom the words name, in order, without overlaps.

    >>> words = Words("Поручить Петровой А.И. и К.Л.Жуку, т. Рогову и Пак Ольге Ивановне")
    >>> [" ".join(words.words[p.start : p.stop]) for p in people(words)]
    ['Петровой А . И .', 'К . Л . Жуку', 'Рогову', 'Пак Ольге Ивановне']
    """
    search = _Search(words)
    for way in (
        search.initials,
        search.full_names,
        search.turkic,
        search.two_names,
        search.titled,
        search.bracketed,
    ):
        for person in way():
            search.take(person)
    return sorted(search.found, key=lambda p: p.start)


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


class _Search:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.found: list[Person] = []
        self.taken: set[int] = set()

    def take(self, person: Person) -> None:
        span = range(person.start, person.stop)
        if self.taken.isdisjoint(span) and not borrowed(self.words, person.start):
            self.found.append(person)
            self.taken.update(span)

    def capital(self, i: int) -> bool:
        """Whether word ``i`` is there, free and written like a surname."""
        words = self.words.words
        return (
            0 <= i < len(words)
            and i not in self.taken
            and len(words[i]) > 1
            and _CAPITAL.match(words[i]) is not None
        )

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
        return not self.common(i) or _SUFFIX.search(self.words.lower[i]) is not None

    def surname_like(self, i: int) -> bool:
        return self.capital(i) and not self.common(i)

    # -- initials ---------------------------------------------------------------

    def initials(self) -> Iterator[Person]:
        """«Орлов В.А.», «В.А. Орлов», «Малышева Т.», «К. Ломтеву», «Ивановым И.И. и П.П.»."""
        two, one = rules("recognition")[:2]
        for rule in (two, one):
            for match in rule.regex.finditer(self.words.text):
                i, j = self.words.at(match.start()), self.words.before(match.end())
                if i >= j or not self.taken.isdisjoint(range(i, j)):
                    continue
                person = self.with_initials(i, j, single=rule is one)
                if person is not None:
                    yield person

    def with_initials(self, i: int, j: int, *, single: bool) -> Person | None:
        left = self.left_surname(i)
        right = None if self.words.broken(j) else self.right_surname(j)
        if left and right is not None and self.prefers_right(left, j):
            left = None
        if single and left and right and sense(self.words.lower[left[0]]).first_name:
            return Person(left[0], right, "person.middle_initial", (j, right))
        if left and (not single or self.sure(left[0], i)):
            stop = self.after_initials(j)
            return Person(left[0], stop, "person.surname_initials", left)
        if right and (not single or self.sure(j, right)):
            if self.initials_follow(right) and not single and self.common(right - 1):
                return None
            return Person(i, right, "person.initials_surname", (j, right))
        return self.shared(i, j)

    def sure(self, i: int, j: int) -> bool:
        """Whether the surname beside a single initial can be nothing else."""
        found = sense(self.words.lower[j - 1])
        if not self.words.words[i][0].isupper() or (found.place and not found.surname):
            return False
        return (
            found.surname or not found.known or _SUFFIX.search(self.words.lower[j - 1]) is not None
        )

    def after_initials(self, j: int) -> int:
        if j < len(self.words) and self.words.lower[j] in _TURKIC:
            return j + 1
        return j

    def left_surname(self, i: int) -> tuple[int, int] | None:
        """The words of the surname that ends right before the initials at ``i``."""
        k = i - 1
        if k < 0 or self.words.broken(i) or not self.capital(k):
            return None
        if self.words.starts[i] - self.words.stops[k] > 3 or self.never(k):
            return None
        first = k
        while (
            first > 0 and self.words.lower[first - 1] in PARTICLES and not self.words.broken(first)
        ):
            first -= 1
        return first, k + 1

    def right_surname(self, j: int) -> int | None:
        """The word after the surname that starts right after the initials before ``j``."""
        k = j
        while k < len(self.words) and k < j + 2 and self.words.lower[k] in PARTICLES:
            k += 1
        if not self.capital(k) or self.words.starts[k] - self.words.stops[k - 1] > 2:
            return None
        return None if self.never(k) else k + 1

    def never(self, k: int) -> bool:
        """Words that stand beside initials and are no surname."""
        word, low = self.words.words[k], self.words.lower[k]
        found = sense(low)
        if position(low) and not found.surname:
            return True
        if is_abbreviation(word) and (word in listed("forms") or word in listed("known")):
            return True
        return found.known and not (found.nouns or found.adjectives) and not found.surname

    def prefers_right(self, left: tuple[int, int], j: int) -> bool:
        """With a capital on both sides: whether the surname is the one on the right."""
        right = self.right_surname(j)
        if right is None:
            return False
        if self.common(left[1] - 1) or sense(self.words.lower[left[1] - 1]).place:
            return not self.initials_follow(right) and not self.common(right - 1)
        return False

    def initials_follow(self, i: int) -> bool:
        words = self.words.words
        return (
            i + 1 < len(words)
            and len(words[i]) == 1
            and words[i].isupper()
            and words[i + 1] == "."
            and not self.words.broken(i)
        )

    def shared(self, i: int, j: int) -> Person | None:
        """«Ивановым И.И. и П.П.»: initials after «и» or a comma, right after such a name."""
        words = self.words
        if i < 2 or words.lower[i - 1] not in ("и", ","):
            return None
        before = next((p for p in reversed(self.found) if p.stop == i - 1), None)
        if before is None or before.rule != "person.surname_initials":
            return None
        return Person(i, j, "person.shared_surname", before.surname, shared=True)

    # -- full names -------------------------------------------------------------

    def full_names(self) -> Iterator[Person]:
        """«Илье Петровичу Дидыку», «Громов Павел Олегович», in capitals too."""
        for i in range(1, len(self.words)):
            word = self.words.lower[i]
            if (
                len(word) > 4
                and word[-3:].rstrip("аеуыоюмй")[-1:] in ("ч", "н")
                and self.capital(i)
            ):
                if not _PATRONYMIC.match(word) or self.words.broken(i) or not self.capital(i - 1):
                    continue
                if position(self.words.lower[i - 1]) or not self.given(i - 1):
                    continue
                yield self.around(i - 1, i + 1)

    def given(self, i: int) -> bool:
        found = sense(self.words.lower[i])
        return found.first_name or not found.known or found.surname or len(found.nouns) > 0

    def around(self, first: int, stop: int) -> Person:
        """A first name and patronymic with the surname on whichever side it stands."""
        left = self.left_of(first)
        if left is not None:
            return Person(left, stop, "person.surname_first", (left, first))
        if self.right_of(stop):
            return Person(first, stop + 1, "person.surname_last", (stop, stop + 1))
        return Person(first, stop, "person.name_patronymic")

    def left_of(self, first: int) -> int | None:
        k = first - 1
        if not self.capital(k) or self.never(k) or _PATRONYMIC.match(self.words.lower[k]):
            return None
        if sense(self.words.lower[k]).place and not self.named_like(k):
            return None
        gap = self.words.text[self.words.stops[k] : self.words.starts[first]]
        if "\n" in gap and (k > 0 and not self.words.broken(k)):
            return None
        if gap.strip() or (self.common(k) and self.right_of(first + 2)):
            return None
        if self.common(k) and not self.declines_with(k, first):
            return None
        if self.common(k) and self.words.broken(k) and not sense(self.words.lower[k]).nouns:
            return None
        while k > 0 and self.words.lower[k - 1] in PARTICLES and not self.words.broken(k):
            k -= 1
        return k

    def declines_with(self, k: int, first: int) -> bool:
        """Whether common noun ``k`` is in a case of the first name: «Гончару Илье Петровичу»."""
        cases = {f.case for f in sense(self.words.lower[first]).nouns}
        if sense(self.words.lower[k]).place:
            return False
        return any(f.case in cases and f.number != "plur" for f in sense(self.words.lower[k]).nouns)

    def right_of(self, stop: int) -> bool:
        if not self.capital(stop) or self.words.broken(stop) or self.never(stop):
            return False
        if self.initials_follow(stop + 1) or is_abbreviation(
            self.words.words[stop]
        ) != is_abbreviation(self.words.words[stop - 1]):
            return is_abbreviation(self.words.words[stop]) and not self.common(stop)
        if (
            stop + 1 < len(self.words)
            and self.capital(stop + 1)
            and _PATRONYMIC.match(self.words.lower[min(stop + 2, len(self.words) - 1)])
        ):
            return False
        return self.named_like(stop) or bool(sense(self.words.lower[stop]).nouns)

    def two_names(self) -> Iterator[Person]:
        """«Глеб Калинин», «Светланы Лелюхиной», «Лейбович Павел»: a first name and a surname."""
        for i in range(len(self.words) - 1):
            if not self.capital(i) or not self.capital(i + 1) or self.words.broken(i + 1):
                continue
            if self.words.text[self.words.stops[i] : self.words.starts[i + 1]].strip():
                continue
            if self.first_name(i) and self.family_name(i + 1, first=i):
                yield Person(i, i + 2, "person.name_surname", (i + 1, i + 2))
            elif self.first_name(i + 1) and self.family_name(i, first=i + 1):
                yield Person(i, i + 2, "person.surname_name", (i, i + 1))

    def first_name(self, i: int) -> bool:
        found = sense(self.words.lower[i])
        return found.first_name and not found.place

    def family_name(self, i: int, first: int) -> bool:
        """Whether word ``i`` is a surname in a case that the first name has, too."""
        low = self.words.lower[i]
        found = sense(low)
        if self.never(i) or position(low) or body(low) or found.first_name:
            return False
        if self.capital(max(i, first) + 1) or self.capital(min(i, first) - 1):
            return False
        if not found.surname and (found.known or not _SUFFIX.search(low)):
            return False
        cases = {f.case for f in sense(self.words.lower[first]).nouns}
        return bool(cases & {f.case for f in (*found.nouns, *found.adjectives)})

    # -- names of other peoples ---------------------------------------------------

    def turkic(self) -> Iterator[Person]:
        """«Алиеву Гейдару Алирза оглы»: up to three capitals before the particle."""
        for i, word in enumerate(self.words.lower):
            if word in _TURKIC and i > 1 and i not in self.taken:
                first = i
                while (
                    first > 0
                    and i - first < 3
                    and self.capital(first - 1)
                    and not self.words.broken(first)
                ):
                    first -= 1
                if i - first >= 2 and not position(self.words.lower[first]):
                    yield Person(
                        first,
                        i + 1,
                        "person.turkic",
                        (first, first + 1) if i - first == 3 else None,
                    )

    # -- titles, brackets ---------------------------------------------------------

    def titled(self) -> Iterator[Person]:
        """«т. Рогову», «тт. Сомову (созыв), Ершину, Карпыку», «г-ну Штерну»."""
        for i, word in enumerate(self.words.lower):
            if word not in listed("titles") or i in self.taken:
                continue
            j = i + 1
            while j < len(self.words) and self.words.words[j] in (".", "т"):
                j += 1
            if word in ("т", "тт", "гр", "гг", "тов") and self.words.words[j - 1] != ".":
                continue
            yield from self.listing(j, "person.titled")

    def listing(self, j: int, rule: str) -> Iterator[Person]:
        """Surnames from word ``j`` on, separated by commas, «и», «+», brackets between."""
        while (
            j < len(self.words)
            and self.capital(j)
            and not self.never(j)
            and not self.words.broken(j)
        ):
            if not self.named_like(j) or (is_abbreviation(self.words.words[j]) and self.common(j)):
                return
            stop = j + 1
            if self.capital(stop) and not self.words.broken(stop) and self.surname_like(stop):
                stop += 1  # «г-н Павел Штерн»
            yield Person(j, stop, rule, (stop - 1, stop))
            j = self.separator(stop)

    def separator(self, j: int) -> int:
        words = self.words.words
        if j + 2 < len(words) and words[j] == "(" and words[j + 2] == ")":
            j += 3
        if j < len(words) and words[j] in (",", "и", "+", ";", "/"):
            return j + 1
        return len(words)

    def bracketed(self) -> Iterator[Person]:
        """«Управам районов (Орехов, Жмыхов)», «группе (Седов + Рогов)»: nothing but surnames."""
        words = self.words.words
        for i, word in enumerate(words):
            if word != "(" or i == 0 or self.words.broken(i):
                continue
            names = self.only_surnames(i + 1)
            if names and (self.after_office(i) or len(names) > 2):
                for j in names:
                    yield Person(j, j + 1, "person.bracketed", (j, j + 1))

    def only_surnames(self, j: int) -> list[int]:
        """The surnames of a bracket that holds nothing else; [] otherwise."""
        names: list[int] = []
        words = self.words.words
        while j < len(words) and len(names) < 12:
            if not self.capital(j) or not self.named_like(j) or is_abbreviation(words[j]):
                return []
            names.append(j)
            if j + 1 < len(words) and words[j + 1] == ")":
                return names
            if j + 2 >= len(words) or words[j + 1] not in (",", "и", "+", ";", "/"):
                return []
            j += 2
        return []

    def after_office(self, i: int) -> bool:
        """Whether a position or a body stands within the dozen words before ``i``."""
        for k in range(i - 1, max(i - 16, -1), -1):
            low = self.words.lower[k]
            if position(low) or body(low) or low.startswith(("мин", "рос", "гос", "обл", "гор")):
                return True
            if self.words.broken(k) or low in (".", ";", ":"):
                return False
        return False
