"""Roles and groups where linking knows that somebody must be named: «главам поселений».

A role or a group is any noun phrase that stands there and is neither a person nor a body
of its own: a position without a name, a plural («цехам и участкам»), a bare body
(«комиссии»).  It ends before the verb, the infinitive, the bracket, the colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from protocol_nlp.morphology import parses
from protocol_nlp.recognition.agreement import agree, agreeing
from protocol_nlp.recognition.bodies import bodies
from protocol_nlp.recognition.chain import reach
from protocol_nlp.recognition.found import Found
from protocol_nlp.recognition.governors import asked
from protocol_nlp.recognition.heads import body, is_abbreviation, lemmas, listed, position, unit
from protocol_nlp.recognition.offices import ACTING, acting, adjectival, extent, rules_noun
from protocol_nlp.recognition.persons import people
from protocol_nlp.recognition.words import Form, Words, sense
from protocol_nlp.records import Case, EntityKind

__all__ = ["roles"]

_PREFERRED: tuple[Case, ...] = ("datv", "accs", "nomn", "ablt", "gent")
_ADJECTIVES = 6  # words before a head, itself included
_JOINED = 4  # plurals joined by «и»
_SURNAME_ENDS = ("ов", "ова", "ову", "овой", "ев", "ева", "еву", "евой", "ин", "ина", "ину", "иной")
_NUMBER_WORDS = 6  # «№ 4 , 5 и 7»
_MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
_UNIT_NUMBER = re.compile(
    rf"(?:№ )?\d{{1,3}}(?: (?:,|и) \d{{1,3}}){{0,2}}(?= |$)(?! (?:{_MONTH}|\.|:))"
)
_ALL = frozenset(
    {"все", "всем", "всех", "всеми", "остальные", "остальным", "остальных", "прочие", "прочим"}
)
_CLAUSE_END = frozenset(":;()–—")


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    head: int
    stop: int
    forms: tuple[Form, ...]


@lru_cache(maxsize=256)  # a sentence is asked again for each way of reading it
def roles(text: str, start: int, stop: int) -> tuple[Found, ...]:
    """The roles and groups that ``text[start:stop]`` names, in order, coordinated ones apart.

    Linking calls this for a stretch in which executors or controllers stand: a lead, the
    words before an infinitive, a value «Отв.: …», a cell, what follows «возложить на».

    >>> text = "Главам районов, директорам МУП и докладчикам: доложить"
    >>> [(f.kind, text[f.start : f.stop]) for f in roles(text, 0, 45)]
    [('group', 'Главам районов'), ('group', 'директорам МУП'), ('group', 'докладчикам')]
    """
    return tuple(_Reading(text, start, stop).run())


class _Reading:
    """One stretch, read from left to right."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text, self.offset = text, start
        self.words = Words(text[start:stop])
        named = people(self.words)
        self.people = {p.start: p.stop for p in named}
        self.barred = frozenset(self.people)
        self.bodies = {b.start: b.stop for b in bodies(self.words, self.barred)}
        self.case = asked(text, start)
        if self.words.lower[:1] == ["на"]:
            self.case = "accs"  # «возложить» stands before the stretch

    def run(self) -> Iterator[Found]:
        i, any_found = 0, False
        while i < len(self.words):
            if self.words.words[i] == "(":
                i = self._closing(i)
                continue
            if i in self.people or i in self.bodies:
                any_found = True
                i = self.people.get(i) or self.bodies[i]
                continue
            if sense(self.words.lower[i]).infinitive and any_found:
                return
            self._govern(i)
            if self.words.words[i] in listed("desks"):
                any_found = True
                yield self._desk(i)
                i += 1
                continue
            phrase = self._phrase(i)
            if phrase is None:
                i += 1
                continue
            any_found = True
            if self.case is None and phrase.start == self._after_acting(phrase.start):
                self.case = cast("Case", phrase.forms[0].case)
            surname = phrase.stop in set(self._surnames(phrase.stop)) and self._is_short(phrase)
            if surname and phrase.stop not in self.people:
                yield self._holder(phrase)
                i = phrase.stop + 1
                continue
            if phrase.stop not in self.people:  # else it is that person's position
                yield self._found(phrase)
            i = phrase.stop

    def _desk(self, i: int) -> Found:
        """«ПЭО», «ПТО»: a desk by its initials."""
        start, stop = self.words.span(i, i + 1)
        return Found(
            "organization", start + self.offset, stop + self.offset, self.case, "organization.bare"
        )

    def _is_short(self, phrase: _Phrase) -> bool:
        return self.words.lower[phrase.head] in listed("short_offices")

    def _holder(self, phrase: _Phrase) -> Found:
        """«гл. бух. Цой»: the surname behind an office cut short is a person's."""
        start, stop = self.words.span(phrase.stop, phrase.stop + 1)
        first, last = self.words.span(phrase.start, phrase.stop)
        position = (first + self.offset, last + self.offset)
        return Found(
            "person", start + self.offset, stop + self.offset, self.case, "person.office", position
        )

    def _closing(self, i: int) -> int:
        for j in range(i, min(i + 60, len(self.words))):
            if self.words.words[j] == ")":
                return j + 1
        return i + 1

    def _govern(self, i: int) -> None:
        """«совместно с …» and the like change the case for what follows."""
        if self.words.lower[i - 1 : i] in (["с"], ["на"], ["со"], ["к"]):
            self.case = asked(self.text, self.offset + self.words.starts[i]) or self.case

    def _phrase(self, i: int) -> _Phrase | None:
        first = self._after_acting(i)
        if first > i:  # «и.о. начальника»: the genitive, whatever is asked for
            asked_for, self.case = self.case, "gent"
            inner = self._phrase(first)
            self.case = asked_for
            return inner and _Phrase(i, inner.head, inner.stop, inner.forms)
        if self.words.words[i + 1 : i + 2] == ["."]:
            if self._is_cut(i):
                return self._shortened(i)
            if self.words.lower[i] in listed("short_titles"):
                return None  # «проф. Дымов»: no office
        head = self._head(i)
        if head is None:
            return None
        forms = self._forms(head)
        led = self.words.lower[i] in _ALL or self.words.lower[i] in listed("qualifiers")
        first = i + 1 if led else i
        if first < head:
            forms = tuple(f for f in forms if agreeing(self.words, head, (f,), first) == first)
        case = self._case_of(forms)
        forms = tuple(f for f in forms if f.case == case)
        if not forms or not self._names_somebody(head, forms):
            return None
        return _Phrase(i, head, self._reach(head, forms), forms)

    def _is_cut(self, i: int) -> bool:
        return self.words.lower[i] in listed("short_adjectives") | listed("short_offices")

    def _shortened(self, i: int) -> _Phrase | None:
        """«нач. цеха», «зав. складом», «гл. бухгалтеру»: an office or its adjective cut short."""
        low, after = self.words.lower[i], i + 2
        if after >= len(self.words):
            return None
        if low in listed("short_adjectives"):
            inner = self._phrase(after)
            return inner and _Phrase(i, inner.head, inner.stop, inner.forms)
        if low not in listed("short_offices"):
            return None
        barred = self.barred.union(self._surnames(after))
        stop = reach(self.words, i + 1, barred=barred).stop
        if stop in self.barred:
            return _Phrase(i, i, stop, (Form(low, self.case or "datv", "sing", None),))
        head = self._head(after) if stop == after else None
        if head is not None and sense(self.words.lower[head]).noun_in(frozenset({"ablt"})):
            stop = reach(self.words, head, barred=self.barred).stop
        office = Form(low, self.case or "datv", "sing", None)
        return _Phrase(i, i, stop, (office,)) if stop > after else None

    def _surnames(self, i: int) -> Iterator[int]:
        """Surnames behind an office cut short: «нач. АДС Котова»."""
        for k in range(i, min(i + _ADJECTIVES, len(self.words))):
            word, low = self.words.words[k], self.words.lower[k]
            if self.words.broken(k) or word in _CLAUSE_END or word == ",":
                return
            found = sense(low)
            named = found.surname and (not found.place or low.endswith(_SURNAME_ENDS))
            if word[0].isupper() and not is_abbreviation(word) and named:
                yield k

    def _after_acting(self, i: int) -> int:
        if self.words.lower[i] not in ACTING:
            return i
        for length in (4, 3, 2, 1):
            if i + length < len(self.words) and acting(self.words, i + length, i) == i:
                return i + length
        return i

    def _head(self, i: int) -> int | None:
        """The noun that the adjectives from word ``i`` on lead to."""
        for k in range(i, min(i + _ADJECTIVES, len(self.words))):
            low = self.words.lower[k]
            found = sense(low)
            if k == i and (low in _ALL or low in listed("qualifiers")):
                continue
            if found.pronoun or (k > i and self.words.broken(k)):
                return None
            noun = bool(found.nouns or position(low) or body(low))
            if noun and not (found.adjectives and self._noun_after(k)):
                return k
            if not noun and not found.adjectives and not (found.adverb and k > i):
                return None
        return None

    def _noun_after(self, k: int) -> bool:
        """Whether an adjective that could be a noun has its noun after it."""
        for j in range(k + 1, min(k + 4, len(self.words))):
            after = self.words.lower[j]
            if self.words.broken(j) or (j == k + 1 and rules_noun(self.words.lower[k], after)):
                return False
            nouns = sense(after).nouns or position(after)
            if nouns:
                return agree(sense(self.words.lower[k]).adjectives, nouns)
            if not sense(after).adjectives:
                return False
        return False

    def _forms(self, head: int) -> tuple[Form, ...]:
        low = self.words.lower[head]
        return position(low) or body(low) or sense(low).nouns

    def _case_of(self, forms: Sequence[Form]) -> Case | None:
        possible = {f.case for f in forms}
        if self.case in possible:
            return self.case
        if self.case is not None:
            return None
        return next((case for case in _PREFERRED if case in possible), None)

    def _names_somebody(self, head: int, forms: Sequence[Form]) -> bool:
        low = self.words.lower[head]
        if lemmas(low) & listed("things"):
            return False
        plural = any(f.number == "plur" for f in forms)
        named = position(low) or body(low) or _is_somebody(low) or _collective(low)
        return bool(plural or unit(low) or named)

    def _reach(self, head: int, forms: tuple[Form, ...]) -> int:
        """The word after the phrase; plurals joined by a bare «и» are one: «цехам и участкам»."""
        plural = all(form.number == "plur" for form in forms)
        stop = self._walk(head, forms)
        for _ in range(_JOINED if plural else 0):
            second = self._second_plural(head, stop, forms)
            if second is None:
                break
            head, stop = second, self._walk(second, forms)
        if plural:
            return self._clause(self._tail(stop), forms)
        return self._clause(stop, forms) if self._is_somebody(head, stop) else stop

    def _is_somebody(self, head: int, stop: int) -> bool:
        """«Лицу, ответственному за …»: a word that says nothing without its clause."""
        return stop == head + 1 and bool(lemmas(self.words.lower[head]) & listed("anybody"))

    def _tail(self, stop: int) -> int:
        """«… независимо от форм собственности», «… на территории района»."""
        words = self.words
        for tail in listed("group_tails"):
            parts = tail.split()
            comma = words.lower[stop : stop + 1] == [","]
            end = stop + comma + len(parts)
            if words.lower[stop + comma : end] == parts:
                stop = end
        for place in listed("group_places"):
            if words.lower[stop : stop + 2] == place.split():
                return reach(words, stop + 1, barred=self.barred).stop
        return stop

    def _walk(self, head: int, forms: tuple[Form, ...]) -> int:
        if position(self.words.lower[head]):
            return extent(self.words, head, forms, self.barred)
        stop = reach(self.words, head, forms, barred=self.barred).stop
        return stop + self._numbered(stop) if stop == head + 1 else stop

    def _numbered(self, at: int) -> int:
        """How many words number a unit: «цеху 3», «цехам 4 и 7», «участку № 2»."""
        printed = " ".join(self.words.words[at : at + _NUMBER_WORDS])
        number = _UNIT_NUMBER.match(printed)
        named = number and unit(self.words.lower[at - 1])
        return len(number.group().split()) if named and number else 0

    def _second_plural(self, head: int, stop: int, forms: tuple[Form, ...]) -> int | None:
        """The plural that «и» joins to a head with nothing after it, in the same case."""
        if stop != head + 1 or self.words.lower[stop : stop + 1] != ["и"]:
            return None
        second = self._head(stop + 1)
        here = () if second is None else self._forms(second)
        same = any(form.number == "plur" and form.case == forms[0].case for form in here)
        return second if same else None

    def _clause(self, stop: int, forms: Sequence[Form]) -> int:
        """«, осуществляющих управление в сфере образования»: the participle's clause."""
        words = self.words
        if not self._participle_at(stop, forms):
            return stop
        end = stop
        for k in range(stop + 1, min(stop + 40, len(words))):
            word, found = words.words[k], sense(words.lower[k])
            if word in _CLAUSE_END or (word == "." and k + 1 == len(words)) or found.infinitive:
                break
            if words.broken(k) or (word == "," and self._ends_clause(k)):
                break
            if word != "," and not found.functional:
                end = k + 1  # «…, до»: a term begins
        return end

    def _participle_at(self, i: int, forms: Sequence[Form]) -> bool:
        words = self.words
        if i + 2 >= len(words) or words.words[i] != ",":
            return False
        cases = frozenset({"gent", *(f.case for f in forms if f.case)})
        for k in range(i + 1, min(i + 4, len(words))):
            found = sense(words.lower[k])
            noun = position(words.lower[k]) and not lemmas(words.lower[k]) & listed("clausal")
            adjective = adjectival(words, k, position(words.lower[k])) or self._rules_object(k)
            if noun and not adjective:
                return False
            opens = found.participle or lemmas(words.lower[k]) & listed("clausal")
            if opens and found.adjective_in(cases):
                return True
            if not found.adverb and words.lower[k] not in ("не", "ранее"):
                return False
        return False

    def _rules_object(self, k: int) -> bool:
        """«преподавателям, ведущим занятия»: a participle and what it does, no office."""
        low, after = self.words.lower[k], self.words.lower[k + 1 : k + 2]
        participle = sense(low).participle and not lemmas(low) & listed("ruling")
        return participle and bool(after) and sense(after[0]).noun_in(frozenset({"accs"}))

    def _ends_clause(self, comma: int) -> bool:
        """Whether the clause ends at this comma: a verb or another executor follows."""
        words = self.words
        k = comma + 1
        if k >= len(words) or k in self.people or k in self.bodies:
            return True
        if sense(words.lower[k]).infinitive:
            return True
        head = self._head(k)
        if head is None:
            return False
        wanted = self.case or "datv"
        if _is_object(words.lower[head]):
            return True  # «…, указанным в перечне, доклады направлять»: what is done
        forms = position(words.lower[head]) or body(words.lower[head])
        return any(f.case == wanted for f in forms)

    def _found(self, phrase: _Phrase) -> Found:
        start, stop = self.words.span(phrase.start, phrase.stop)
        kind, rule = self._kind(phrase)
        case = phrase.forms[0].case
        return Found(kind, start + self.offset, stop + self.offset, cast("Case", case), rule)

    def _kind(self, phrase: _Phrase) -> tuple[EntityKind, str]:
        low = self.words.lower[phrase.head]
        if any(f.number == "plur" for f in phrase.forms):
            names = position(low) or body(low) or sense(low).animate or _collective(low)
            return "group", "group.plural" if names else "group.things"
        if position(low):
            return "role", "role.position"
        if body(low) or unit(low):
            return "organization", "organization.bare"
        return ("group", "group.collective") if _collective(low) else ("role", "role.person")


def _is_object(word: str) -> bool:
    """Whether a noun stands in the nominative or accusative and in no other case."""
    cases = {form.case for form in sense(word).nouns}
    return bool(cases) and cases <= {"nomn", "accs"}


def _is_somebody(word: str) -> bool:
    """«дворнику»; not «поле», though «Поле» may be Пола's."""
    found = parses(word)
    thing = bool(found) and found[0].part_of_speech == "NOUN" and found[0].animacy == "inan"
    return sense(word).animate and not thing


def _collective(word: str) -> bool:
    return bool(lemmas(word) & listed("collectives"))
