"""How far a noun phrase reaches to both sides of its head.

To the right a name is its head's chain of genitives: each word must stand in the case
that the word before it asks for, names in quotes and numbers belong to it, and a few
prepositions open a further noun phrase inside («по делам …», «при губернаторе», «в
сфере …»).  To the left it is the adjectives that agree with the head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from typing import ClassVar, NamedTuple

from protocol_nlp.recognition.agreement import agree
from protocol_nlp.recognition.heads import (
    body,
    compound,
    governed,
    is_abbreviation,
    lemmas,
    listed,
    position,
)
from protocol_nlp.recognition.quotes import opens, quoted, said
from protocol_nlp.recognition.words import Form, Words, sense

__all__ = ["Reach", "branded", "reach"]

_QUOTES = frozenset('«“„"')
_LONGEST = 40  # words of one name
_SHORT = 4  # letters of an abbreviation that the dictionary knows as a word: «АХР»
_ADJECTIVES = 5  # before one noun
_GENITIVE, _INSTRUMENTAL = frozenset({"gent"}), frozenset({"ablt"})
_REGION = re.compile(
    r"(?:сфере|области|части|г|город[еу]|район[еу]|округ[еу]|кра[ею]|республике|сел[еу]|поселк[еу])$"
)
_QUANTIFIERS = frozenset({"их", "всех", "каждого", "всем"})  # «начальникам всех складов»
_FULLER = {"со": "с", "во": "в", "ко": "к"}
_OF_PLACE = re.compile(r"(?:ск|цк)(?:ого|ой|их|ому|им|ими|ом)$")  # adjectives of places
_AND_NUMBER = frozenset({",", "и", "№", "N"})  # «школ № 4, № 6 и № 11»
_MINUTES_NUMBER = re.compile(r"\d+-\d{2,4}$")  # «Протокол правления «Лиги» № 3-2022»
_RUN = re.compile(r"\d{1,5}(?:[–-]\d{1,4})?(?:-?[а-я]{1,2})?,?$")
_MONTH = re.compile(r"(?:янв|фев|мар|апр|ма[йя]$|июн|июл|авг|сен|окт|ноя|дек)")
_NUMBER = re.compile(r"\d[\d/.,–-]*$")
_BRAND = 3  # words of a name without quotes


class Reach(NamedTuple):
    """Where a phrase stops (word number, excluded) and whether a name in quotes is in it."""

    stop: int
    quoted: bool


class _Walk:
    """One walk to the right from a head: the state that the words read so far leave."""

    def __init__(
        self, words: Words, head: int, forms: Sequence[Form], barred: Container[int]
    ) -> None:
        self.words, self.head, self.barred = words, head, barred
        self.own = {form.case for form in forms} or {
            form.case for form in sense(words.lower[head]).nouns
        }
        self.plural = bool(forms) and all(form.number == "plur" for form in forms)
        self.j = self.stop = self.bare = head + 1
        self.limit = min(head + _LONGEST, len(words))
        self.nouns = self.headed = lemmas(words.lower[head])
        self.governing = set(self.nouns)
        office = bool(self.nouns & listed("ruling")) and bool(position(words.lower[head]))
        self.want = _GENITIVE | _INSTRUMENTAL if office else _GENITIVE
        self.seen = {"gent"}
        self.quoted = False
        self.regional = is_abbreviation(words.words[head]) and not body(words.lower[head])

    def run(self) -> Reach:
        while self.j < self.limit:
            if self.words.broken(self.j) or self.j in self.barred or not self._step():
                break
        return Reach(self.stop, self.quoted)

    def _take(self, upto: int) -> bool:
        self.j = self.stop = upto
        return True

    def _step(self) -> bool:
        """Take what stands at the current word, if it belongs to the name."""
        word, low = self.words.words[self.j], self.words.lower[self.j]
        if word in _QUOTES:
            return (word != '"' or opens(self.words, self.j)) and self._quote()
        special = self._SPECIAL.get(low)
        if special is not None:
            return special(self)
        if not word[0].isalpha():
            return _RUN.match(word) is not None and self._counted()
        if self._is_sign(self.j):
            return self._sign()
        named = self._brand() or self._unit() or self._preposition(low)
        return named or self._nominal(self.j, self.want)

    def _brand(self) -> bool:
        """«компании Стройинвест»."""
        if self.j != self.head + 1 or not self.headed & listed("branded"):
            return False
        end = branded(self.words, self.j, self.barred)
        return end > 0 and self._take(end)

    def _counted(self) -> bool:
        """«войсковой части 41872», «специалисту 1 категории», «учителям 5–9 классов»."""
        stop = self._run(self.j)
        after = self.words.lower[stop : stop + 1]
        if after and after[0] in listed("grades") and not self.words.broken(stop):
            return self._take(stop + 1)
        if after and _MONTH.match(after[0]):
            return False  # «владельцам боксов 5 мая убрать»
        bare = self.nouns & listed("bare_numbered")
        return bool(bare) and self._take(stop if self.plural else self.j + 1)

    def _run(self, j: int) -> int:
        """The word after numbers from word ``j`` on that commas and «и» join."""
        words = self.words.words
        j = self._lettered(j)
        while j + 1 < self.limit and not self.words.broken(j + 1):
            joint = words[j + 1] in (",", "и")
            follows = words[j + 2 : j + 3] if joint else words[j + 1 : j + 2]
            if not (joint or words[j].endswith(",")) or not (follows and _RUN.match(follows[0])):
                break
            j = self._lettered(j + (2 if joint else 1))
        return j + 1

    def _lettered(self, j: int) -> int:
        """The last word of «2 «А»» from the number at word ``j``."""
        after = self.words.words[j + 1 : j + 4]
        quoted = len(after) == 3 and after[0] in _QUOTES and after[2] in '»”"'  # noqa: PLR2004
        return j + 3 if quoted and len(after[1]) == 1 else j

    def _unit(self) -> bool:
        """«командиру в/ч 54321»."""
        if self.words.lower[self.j : self.j + 3] != ["в", "/", "ч"]:
            return False
        j = self.j + 3 + (self.words.words[self.j + 3 : self.j + 4] == ["№"])
        number = self.words.words[j : j + 1]
        return bool(number) and number[0].isdigit() and self._take(j + 1)

    def _quote(self) -> bool:
        end = quoted(self.words, self.j)
        if end is None or said(self.words, self.j, end):
            return False
        self.quoted = True
        self.want = _GENITIVE
        return self._take(end)

    def _numbers(self) -> bool:
        last = self.words.words[self.j - 1]
        if not is_abbreviation(last) and not self.quoted:
            counted = self.nouns & listed("numbered") or body(self.words.lower[self.j - 1])
            if not counted or self.nouns & listed("unnumbered"):
                return False
        j = self.j + 1
        while j < self.limit and (
            _NUMBER.match(self.words.words[j]) or self.words.words[j] in _AND_NUMBER
        ):
            j += 1
        while self.words.words[j - 1] in _AND_NUMBER:
            j -= 1
        dated = self.quoted and _MINUTES_NUMBER.match(self.words.words[self.j + 1])
        return j > self.j + 1 and not dated and self._take(j)

    def _named_after(self) -> bool:
        """«имени В.И. Вернадского», «им. Пушкина»: initials, capitals and their numbers."""
        words, j = self.words.words, self.j + 1
        last = None
        while j < self.limit and j < self.j + 10:
            word = words[j]
            if word[0].isupper() or _NUMBER.match(word):
                last = j
            elif word not in (".", "-") and not position(self.words.lower[j]):
                if word.islower() and last is None and sense(word).noun_in(_GENITIVE):
                    last = j  # «имени маршала Жукова», «имени 50-летия Октября»
                else:
                    break
            j += 1
        return last is not None and self._take(last + 1)

    def _branch(self) -> bool:
        """«филиалу ПАО «Свет» – «Свет-Юг»», «ГУ – регионального отделения ФСС»."""
        j = self.j + 1
        if j >= self.limit or not self.headed & listed("branches") or self.words.broken(j):
            return False
        before = self.words.words[self.j - 1]
        if self.words.words[j] in _QUOTES and self.quoted:
            self.j = j
            return self._quote()
        return is_abbreviation(before) and self._nominal(j, _GENITIVE)

    def _is_sign(self, j: int) -> bool:
        if self.words.lower[j] not in listed("place_signs"):
            return False
        stopped = self.words.words[j + 1 : j + 2] == ["."]
        return stopped or len(self.words.lower[j]) > 1 or self.words.lower[j] == "г"

    def _sign(self) -> bool:
        """«г. Тулы», «пос. Липки», «Амурской обл.»."""
        words, j = self.words.words, self.j
        after = j + 2 if j + 1 < self.limit and words[j + 1] == "." else j + 1
        if after < self.limit and words[after][0].isupper() and after not in self.barred:
            end = after + 1
            while end < self.limit and words[end] in ("-", "на"):
                end += 1
            return self._take(end)
        if self.words.lower[j] in ("обл", "респ", "р-на", "р-ну", "р-н"):
            return self._take(after)
        return self._nominal(self.j, self.want)

    def _preposition(self, low: str) -> bool:
        j = self.j + 1
        if j >= self.limit or self.words.broken(j):
            return False
        if (
            low == "по"
            and is_abbreviation(self.words.words[j])
            and len(self.words.words[j]) <= _SHORT
        ):
            return self._take(j + 1)  # «инженеру по ОТ»
        case = self._case_after(low, j)
        return case is not None and self._open(j, frozenset({case}))

    def _case_after(self, low: str, j: int) -> str | None:
        """The case of a phrase that preposition ``low`` opens inside the name, or None."""
        after = self.words.lower[j]
        if low in ("по", "при") and (self.quoted or self.regional):
            there = self._region(j, "datv") or (self.regional and self._placed(j))
            return "datv" if low == "по" and there else None
        if low == "по":
            apart = lemmas(after) & listed("adjuncts") or self.words.words[j][0].isdigit()
            direct = (self.nouns | self.headed) & listed("direct")
            if direct and "суд" in self.headed and self._of_rights(j):
                return "datv"
            return None if apart or direct else "datv"
        if low == "при":
            return None if sense(after).pronoun else "loct"
        if low == "в" and self._region(j, "loct"):
            return "loct"
        low = _FULLER.get(low, low)
        return next((c for n in self.governing if (c := governed().get((n, low)))), None)

    def _region(self, j: int, case: str) -> bool:
        """«в сфере …», «в Приозерной области», «в городе Туле», «в г. Туле»."""
        for k in range(j, min(j + 3, self.limit)):
            if _REGION.match(self.words.lower[k]):
                return True
            if not sense(self.words.lower[k]).adjective_in(frozenset({case})):
                return False
        return False

    def _of_rights(self, j: int) -> bool:
        """«Европейский суд по правам человека», «Суд по интеллектуальным правам»."""
        return any("право" in lemmas(low) for low in self.words.lower[j : j + 2])

    def _placed(self, j: int) -> bool:
        return self.words.words[j][0].isupper() and sense(self.words.lower[j]).place

    def _open(self, j: int, cases: frozenset[str]) -> bool:
        before = self.j, self.want, set(self.seen)
        self.want = cases
        self.seen |= cases
        if self._is_sign(j):
            self.j = j
            if self._sign():
                return True
        if self._nominal(j, cases):
            return True
        self.j, self.want, self.seen = before
        return False

    def _nominal(self, i: int, cases: frozenset[str]) -> bool:
        """Adjectives in one of ``cases`` and their noun, from word ``i`` on."""
        words, j = self.words, i
        while j < self.limit and not words.broken(j) and j not in self.barred:
            if self._is_noun(j, cases):
                return self._noun(j)
            if not self._precedes_noun(i, j, cases):
                break
            j += 1
        return j > i and _substantive(words.lower[j - 1], cases) and self._noun(j - 1)

    def _is_noun(self, j: int, cases: frozenset[str]) -> bool:
        word = self.words.words[j]
        if len(word) == 1:
            return False  # a letter of «п о с т а н о в л я е т»
        if word in listed("form_parts") and self.words.words[j - 1] in listed("forms"):
            return True  # «ФГБОУ ВО»: no preposition
        found = sense(word if is_abbreviation(word) else self.words.lower[j])
        happened = self.words.lower[j] in listed("happened")
        if found.infinitive or found.functional or found.pronoun or happened or self._handed(j):
            return False
        if found.adjectives and found.adjective_in(cases) and self._agrees_with_next(j, cases):
            return False  # «детскими садами»: «детская» is a noun, too
        if found.noun_in(cases) and (found.fixed or not found.verb):
            return True
        short = is_abbreviation(word) and len(word) <= _SHORT and word not in listed("forms")
        shouted = short or word in listed("known")
        return word[0].isupper() and (not found.known or shouted)

    def _handed(self, j: int) -> bool:
        """«в Правительство области предложения»: an object, no genitive, behind an accusative."""
        low = self.words.lower[j]
        if "accs" not in self.own or "gent" in self.own or not lemmas(low) & listed("handed"):
            return False
        return any(form.case == "accs" and form.number == "plur" for form in sense(low).nouns)

    def _precedes_noun(self, i: int, j: int, cases: frozenset[str]) -> bool:
        low = self.words.lower[j]
        if low in _QUANTIFIERS:
            return True
        if low in ("и", ","):
            return j > i and self._adjective_follows(j, cases)
        found = sense(low)
        if found.infinitive or found.functional or found.pronoun:
            return False
        # «особо охраняемых», and not «правительство еще несколько месяцев»
        return found.adjective_in(cases) or (found.adverb and low not in listed("passing"))

    def _agrees_with_next(self, j: int, cases: frozenset[str]) -> bool:
        """Whether word ``j``, a noun as well as an adjective, has its noun after it."""
        k = j + 1
        while k < min(j + _ADJECTIVES, self.limit) and not self.words.broken(k):
            found = sense(self.words.lower[k])
            if found.nouns:
                after = tuple(f for f in found.nouns if f.case in cases)
                return agree(sense(self.words.lower[j]).adjectives, after)
            if not found.adjectives:
                return False
            k += 1
        return False

    def _adjective_follows(self, j: int, cases: frozenset[str]) -> bool:
        k = j + 1
        return k < self.limit and sense(self.words.lower[k]).adjective_in(cases)

    def _noun(self, j: int) -> bool:
        words = self.words
        nouns = lemmas(words.lower[j])
        if j + 1 in self.barred and nouns & listed("degrees"):
            return False  # «войсковой части 41872 полковника Седых»
        if words.words[j + 1 : j + 2] == ["."] and words.lower[j] in listed("short_titles"):
            return False
        self.nouns = nouns
        if words.words[j][0].isupper():
            self.governing = set()  # «Министерству торговли КНР с …»
        self.governing |= self.nouns
        self.want = _GENITIVE | _INSTRUMENTAL if self.nouns & listed("ruling") else _GENITIVE
        end = j + 1
        if self.nouns & listed("places"):
            end = self._apposition(end)
        return self._take(end)

    def _apposition(self, j: int) -> int:
        """«города Лабытнанги», «поселения Ольховский поссовет», «города Комсомольска-на-Амуре»."""
        words = self.words
        if j < self.limit and j not in self.barred and not words.broken(j):
            word = words.words[j]
            if word[0].isupper() and not is_abbreviation(word):
                end = j + 1 + self._named_by_two(j)
                if end < self.limit and lemmas(words.lower[end]) & {"поссовет", "сельсовет"}:
                    end += 1
                return end
        return j

    def _named_by_two(self, j: int) -> bool:
        """«округа Белая Пристань»: an adjective and its noun, both with capitals."""
        words, k = self.words, j + 1
        if k >= self.limit or k in self.barred or words.broken(k) or not words.words[k].istitle():
            return False
        first, second = sense(words.lower[j]), sense(words.lower[k])
        return not words.lower[j].endswith(".") and agree(first.adjectives, second.nouns)

    def _coordinated(self) -> bool:
        """Whether what follows «и» or a comma is another member of the same phrase."""
        words, j = self.words, self.j
        comma = words.lower[j] == ","
        if comma and self._places_go_on(j):
            return self._take(j + 2)
        if j + 1 >= self.limit or words.broken(j + 1) or (comma and not self._list_closes(j)):
            return False
        after = words.lower[j + 1]
        if self.stop == self.bare and is_abbreviation(words.words[j + 1]):
            return False  # «Производственному отделу и ОТК»: two bodies
        if self.stop == self.bare and not self.plural and self._beside(j + 1):
            return False  # «общественного совета и казаков»: beside the head, not under it
        if after == "их" and j + 2 < self.limit:
            return self._member(j + 2)
        return self._member(j + 1)

    def _beside(self, i: int) -> bool:
        """Whether word ``i`` names people: nothing that a head without dependents is of."""
        found = sense(self.words.lower[i])
        return found.animate and not found.adjectives

    def _places_go_on(self, comma: int) -> bool:
        """«городов Ельнинска, Боровска, Усть-Лужска»: names of places in a row."""
        words, after = self.words, comma + 1
        if after >= self.limit or after in self.barred or words.broken(after):
            return False
        before, word = words.words[comma - 1], words.words[after]
        plain = all(w[0].isupper() and not is_abbreviation(w) for w in (before, word))
        head = position(words.lower[after]) or body(words.lower[after])
        known = sense(words.lower[after]).place or not sense(words.lower[after]).known
        placed = sense(words.lower[comma - 1]).place or not sense(words.lower[comma - 1]).known
        return plain and not head and known and placed

    def _member(self, i: int) -> bool:
        if i in self.barred or self._heads_another(i):
            return False
        return self._nominal(i, frozenset(self.seen))

    def _heads_another(self, i: int) -> bool:
        """Whether a new position or body starts at word ``i``, not a dependent of this one."""
        words = self.words
        if compound(words.words[i]):
            return True  # «Минтруду области и Минобрнауки»
        for k in range(i, min(i + 4, self.limit)):
            low = words.lower[k]
            held = () if lemmas(low) & listed("fields") else position(low)
            forms = held or (() if self._deverbal(k) else body(low))
            if any(form.case in self.own for form in self._agreed(i, k, forms)):
                return True
            if words.words[k][0].isupper() and is_abbreviation(words.words[k]):
                form = words.words[k] in listed("forms") and not self.plural
                return form or words.words[k] in listed("known")
            placed = words.words[k][0].isupper() and _OF_PLACE.search(low)  # «Липкинской больницы»
            if not placed and (not sense(low).adjectives or sense(low).nouns):
                return False
        return False

    def _agreed(self, i: int, k: int, forms: Sequence[Form]) -> Sequence[Form]:
        """Those of ``forms`` that word ``i`` agrees with: none in «и дорожного хозяйства»."""
        first = sense(self.words.lower[i]).adjectives
        return forms if k == i else [form for form in forms if agree(first, (form,))]

    def _deverbal(self, k: int) -> bool:
        """«политики и управления в сфере …»: an action, not another body."""
        words = self.words
        if words.words[k][0].isupper() or not lemmas(words.lower[k]) & listed("actions"):
            return False
        if k + 1 >= self.limit or words.broken(k + 1):
            return True
        after = words.lower[k + 1]
        return not sense(after).noun_in(_GENITIVE) and not sense(after).adjective_in(_GENITIVE)

    def _list_closes(self, comma: int) -> bool:
        """Whether a list that goes on after ``comma`` comes to its «и» in the same case."""
        words, cases = self.words, frozenset(self.seen)
        for k in range(comma + 1, min(comma + 14, self.limit)):
            low = words.lower[k]
            if words.broken(k) or k in self.barred or low in (":", ";", "(", ".", "»"):
                return False
            if low == "и" and k + 1 < self.limit and k > comma + 1:
                after = sense(words.lower[k + 1])
                return after.noun_in(cases) or after.adjective_in(cases)
            shouted = is_abbreviation(words.words[k])
            found = sense(words.words[k] if shouted else low)
            if shouted and not found.known:
                continue  # «ГО, ЧС и мобилизационной подготовки»
            if low != "," and not (
                found.noun_in(cases | _GENITIVE) or found.adjective_in(cases | _GENITIVE)
            ):
                return False
        return False

    _SPECIAL: ClassVar[dict[str, Callable[[_Walk], bool]]] = {
        **dict.fromkeys(("№", "n", "№№"), _numbers),
        **dict.fromkeys(("имени", "им"), _named_after),
        **dict.fromkeys(("и", "или", ",", "/"), _coordinated),
        **dict.fromkeys(("–", "—", "-"), _branch),
    }


def branded(words: Words, i: int, barred: Container[int]) -> int:
    """The word after a name without quotes that begins at word ``i``, or 0: «Вектор плюс».

    >>> branded(Words("ООО Вектор плюс сдать фасад"), 1, ())
    3
    """
    j = i
    while j < min(i + _BRAND, len(words)) and not words.broken(j) and _may_brand(words, j, barred):
        j += 1
    if j == i:
        return 0
    return j + 1 if words.lower[j : j + 1] == ["плюс"] else j


def _may_brand(words: Words, j: int, barred: Container[int]) -> bool:
    word, low = words.words[j], words.lower[j]
    if j in barred or not word[0].isupper() or len(word) < _SHORT - 1 or "." in word:
        return False
    found = sense(low)
    if position(low) or body(low) or found.functional or found.infinitive or found.surname:
        return False
    nominative = any(form.case == "nomn" for form in found.nouns)
    return not found.known or found.fixed or nominative or is_abbreviation(word)


def _substantive(word: str, cases: frozenset[str]) -> bool:
    """«пострадавших», «несовершеннолетних», «управляющего»: an adjective used as a noun."""
    return word.endswith(("их", "ых", "им", "ым", "ими", "ыми")) and sense(word).adjective_in(cases)


def reach(
    words: Words,
    head: int,
    forms: Sequence[Form] = (),
    *,
    barred: Container[int] = (),
) -> Reach:
    """How far the phrase headed by word ``head`` goes to the right.

    ``forms`` is what the head may be here: another head in its case ends the phrase.
    ``barred`` are words that begin a person's name.

    >>> words = Words("Комитету по финансам и налоговой политике области доложить")
    >>> words.words[: reach(words, 0).stop][-1]
    'области'
    """
    return _Walk(words, head, forms, barred).run()
