"""How far a noun phrase reaches to both sides of its head.

To the right a name is its head's chain of genitives: each word must stand in the case
that the word before it asks for, names in quotes and numbers belong to it, and a few
prepositions open a further noun phrase inside («по делам …», «при губернаторе», «в
сфере …»).  To the left it is the adjectives that agree with the head.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from protocol_nlp.recognition.heads import body, governed, is_abbreviation, lemmas, listed, position
from protocol_nlp.recognition.words import Form, Words, sense

__all__ = ["Reach", "agree", "agreeing", "quoted", "reach"]

_OPENING, _CLOSING = "«“„\"'", "»”“\"'"
_LONGEST = 40  # words of one name
_QUOTED = 30  # words between quotes
_GENITIVE, _INSTRUMENTAL = frozenset({"gent"}), frozenset({"ablt"})
_REGION = re.compile(
    r"(?:сфере|области|части|г|городе|районе|округе|крае|республике|селе|поселке)$"
)
_QUANTIFIERS = frozenset({"их", "всех", "каждого", "всем"})  # «начальникам всех складов»
_NUMBER = re.compile(r"\d[\d/.,-]*$")


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a phrase stops (word number, excluded) and whether anything made it specific."""

    stop: int
    specific: bool
    quoted: bool = False


def quoted(words: Words, i: int) -> int | None:
    """The word after the closing quote of the quote that opens at ``i``, or None.

    Quotes within quotes are counted; two names that share one closing quote («ЗАО
    «Ромашка») close together; a quote that never closes is none.

    >>> words = Words('ООО «Завод «Ромашка» и другие')
    >>> words.words[1:quoted(words, 1)][-1]
    '»'
    """
    depth, closed = 0, None
    for j in range(i, min(i + _QUOTED, len(words))):
        word = words.words[j]
        if j > i and words.broken(j):
            break
        if word in "«“„" or (word == '"' and j == i) or (word == '"' and _opens(words, j)):
            depth += 1
        elif word in _CLOSING and len(word) == 1:
            depth -= 1
            closed = j + 1
            if depth == 0 or not _closes_again(words, closed):
                return closed
    return closed


def _closes_again(words: Words, i: int) -> bool:
    """Whether the next quote in the paragraph is a closing one: the outer quote's own."""
    for j in range(i, min(i + _QUOTED, len(words))):
        word = words.words[j]
        if words.broken(j) or word in "«“„" or (word == '"' and _opens(words, j)):
            return False
        if word in _CLOSING and len(word) == 1:
            return True
    return False


def _opens(words: Words, j: int) -> bool:
    return not words.glued(j) and words.glued(j + 1)


def agreeing(words: Words, head: int, forms: tuple[Form, ...], floor: int = 0) -> int:
    """The first of the adjectives before word ``head`` that agree with one of ``forms``.

    >>> words = Words("подготовить областной межведомственной комиссии")
    >>> agreeing(words, 3, body("комиссии"))
    1
    """
    wanted = {(f.case, f.number, f.gender if f.number == "sing" else None) for f in forms}
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


def agree(adjectives: Sequence[Form], nouns: Sequence[Form]) -> bool:
    """Whether some adjective and some noun agree in case, number and (singular) gender.

    >>> agree(sense("областной").adjectives, sense("комиссии").nouns)
    True
    """
    wanted = {(f.case, f.number, f.gender if f.number == "sing" else None) for f in nouns}
    return any(
        (f.case, f.number, f.gender if f.number == "sing" else None) in wanted for f in adjectives
    )


def _agrees(words: Words, j: int, wanted: set[tuple[str | None, str | None, str | None]]) -> bool:
    word = words.lower[j]
    found = sense(word)
    if found.pronoun or lemmas(word) & listed("determiners") or found.infinitive:
        return False
    return any(
        (f.case, f.number, f.gender if f.number == "sing" else None) in wanted
        for f in found.adjectives
    )


class _Walk:
    """One walk to the right from a head: the state that the words read so far leave."""

    def __init__(
        self, words: Words, head: int, forms: Sequence[Form], limit: int, barred: Container[int]
    ) -> None:
        self.words, self.barred = words, barred
        self.own = {form.case for form in forms} or {
            form.case for form in sense(words.lower[head]).nouns
        }
        self.plural = bool(forms) and all(form.number == "plur" for form in forms)
        self.j = self.stop = head + 1
        self.limit = min(limit, head + _LONGEST, len(words))
        self.nouns = lemmas(words.lower[head])
        self.governing = set(self.nouns)
        office = bool(self.nouns & listed("ruling")) and bool(position(words.lower[head]))
        self.want = _GENITIVE | _INSTRUMENTAL if office else _GENITIVE
        self.seen = {"gent"}
        self.specific = self.quoted = False
        self.regional = is_abbreviation(words.words[head])

    def run(self, *, prepositions: bool) -> Reach:
        while self.j < self.limit:
            if self.words.broken(self.j) or self.j in self.barred or not self._step(prepositions):
                break
        return Reach(self.stop, self.specific, self.quoted)

    def _take(self, upto: int, *, specific: bool = True) -> bool:
        self.j = self.stop = upto
        self.specific = self.specific or specific
        return True

    def _step(self, prepositions: bool) -> bool:  # noqa: FBT001 - one flag, one caller
        word, low = self.words.words[self.j], self.words.lower[self.j]
        if word in '«“„"' and len(word) == 1:
            return (word != '"' or _opens(self.words, self.j)) and self._quote()
        if low in ("№", "n", "№№"):
            return self._numbers()
        if low in ("имени", "им"):
            return self._named_after()
        if low in ("и", "или", ",", "/"):
            return self._coordinated()
        if not word[0].isalpha():
            return False
        if self._is_sign(self.j):
            return self._sign()
        if prepositions and self._preposition(low):
            return True
        return self._nominal(self.j, self.want)

    def _quote(self) -> bool:
        end = quoted(self.words, self.j)
        if end is None:
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
            _NUMBER.match(self.words.words[j]) or self.words.words[j] in (",", "и")
        ):
            j += 1
        while self.words.words[j - 1] in (",", "и"):
            j -= 1
        return j > self.j + 1 and self._take(j)

    def _named_after(self) -> bool:
        """«имени В.И. Вернадского», «им. Пушкина»: initials, capitals and their numbers."""
        words, j = self.words.words, self.j + 1
        last = None
        while j < self.limit and j < self.j + 10:
            word = words[j]
            if word[0].isupper() or _NUMBER.match(word):
                last = j
            elif word != "." and word != "-" and not position(self.words.lower[j]):
                if word.islower() and last is None and sense(word).noun_in(_GENITIVE):
                    last = j  # «имени маршала Жукова», «имени 50-летия Октября»
                else:
                    break
            j += 1
        return last is not None and self._take(last + 1)

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
        words, j = self.words, self.j + 1
        if j >= self.limit or words.broken(j):
            return False
        if low in ("по", "при") and (self.quoted or self.regional):
            there = self._region(j, "datv") or (self.regional and self._placed(j))
            return low == "по" and there and self._open(j, frozenset({"datv"}))
        if low == "по" and self.nouns & listed("direct"):
            return False
        if low == "по":
            if lemmas(words.lower[j]) & listed("adjuncts") or words.words[j][0].isdigit():
                return False
            return self._open(j, frozenset({"datv"}))
        if low == "при" and not sense(words.lower[j]).pronoun:
            return self._open(j, frozenset({"loct"}))
        if low == "в" and self._region(j):
            return self._open(j, frozenset({"loct"}))
        for noun in self.governing:
            case = governed().get((noun, low))
            if case:
                return self._open(j, frozenset({case}))
        return False

    def _region(self, j: int, case: str = "loct") -> bool:
        """«в сфере …», «в Приозерной области», «в городе Туле», «в г. Туле»."""
        for k in range(j, min(j + 3, self.limit)):
            if _REGION.match(self.words.lower[k]):
                return True
            if not sense(self.words.lower[k]).adjective_in(frozenset({case})):
                return False
        return False

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
            word = words.words[j]
            found = sense(word if is_abbreviation(word) else words.lower[j])
            if words.lower[j] in ("и", ",") and j > i and self._adjective_follows(j, cases):
                j += 1
                continue
            if found.infinitive or found.functional:
                break
            if found.pronoun and words.lower[j] not in _QUANTIFIERS:
                return False
            if found.adjective_in(cases) and self._agrees_with_next(j, cases):
                j += 1  # «детскими садами»: «детская» is a noun, too
                continue
            if found.noun_in(cases) and not (found.verb and not found.fixed):
                return self._noun(j)
            if is_abbreviation(word) or (word[0].isupper() and not found.known):
                return self._noun(j)
            if found.adjective_in(cases) or words.lower[j] in _QUANTIFIERS:
                j += 1
                continue
            if found.adverb and j > i - 1 and j + 1 < self.limit:
                j += 1  # «особо охраняемых», «социально значимых»
                continue
            break
        if j > i and _substantive(words.lower[j - 1], cases):
            return self._noun(j - 1)
        return False

    def _agrees_with_next(self, j: int, cases: frozenset[str]) -> bool:
        if j + 1 >= self.limit or not sense(self.words.lower[j]).nouns or self.words.broken(j + 1):
            return False
        after = tuple(f for f in sense(self.words.lower[j + 1]).nouns if f.case in cases)
        return agree(sense(self.words.lower[j]).adjectives, after)

    def _adjective_follows(self, j: int, cases: frozenset[str]) -> bool:
        k = j + 1
        return k < self.limit and sense(self.words.lower[k]).adjective_in(cases)

    def _noun(self, j: int) -> bool:
        words = self.words
        self.nouns = lemmas(words.lower[j])
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
                end = j + 1
                if end < self.limit and lemmas(words.lower[end]) & {"поссовет", "сельсовет"}:
                    end += 1
                return end
        return j

    def _coordinated(self) -> bool:
        """Whether what follows «и» or a comma is another member of the same phrase."""
        words, j = self.words, self.j
        comma = words.lower[j] == ","
        if j + 1 >= self.limit or words.broken(j + 1) or (comma and not self._list_closes(j)):
            return False
        after = words.lower[j + 1]
        if after == "их" and j + 2 < self.limit:
            return self._member(j + 2)
        return self._member(j + 1)

    def _member(self, i: int) -> bool:
        if i in self.barred or self._heads_another(i):
            return False
        for cases in (frozenset(self.seen),):
            before = self.j
            if self._nominal(i, cases):
                return True
            self.j = before
        return False

    def _heads_another(self, i: int) -> bool:
        """Whether a new position or body starts at word ``i``, not a dependent of this one."""
        words = self.words
        for k in range(i, min(i + 4, self.limit)):
            low = words.lower[k]
            forms = position(low) or (() if self._deverbal(k) else body(low))
            if any(form.case in self.own for form in forms):
                return True
            if words.words[k][0].isupper() and is_abbreviation(words.words[k]):
                form = words.words[k] in listed("forms") and not self.plural
                return form or words.words[k] in listed("known")
            if not sense(low).adjectives or sense(low).nouns:
                return False
        return False

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
            found = sense(low)
            if low != "," and not (
                found.noun_in(cases | _GENITIVE) or found.adjective_in(cases | _GENITIVE)
            ):
                return False
        return False


def _substantive(word: str, cases: frozenset[str]) -> bool:
    """«пострадавших», «несовершеннолетних», «управляющего»: an adjective used as a noun."""
    return word.endswith(("их", "ых", "им", "ым", "ими", "ыми")) and sense(word).adjective_in(cases)


def reach(
    words: Words,
    head: int,
    forms: Sequence[Form] = (),
    *,
    limit: int | None = None,
    barred: Container[int] = (),
    prepositions: bool = True,
) -> Reach:
    """How far the phrase headed by word ``head`` goes to the right.

    ``forms`` is what the head may be here: another head in its case ends the phrase.
    ``barred`` are words that begin a person's name; ``limit`` the word to stop at.

    >>> words = Words("Комитету по финансам и налоговой политике области доложить")
    >>> words.words[: reach(words, 0).stop][-1]
    'области'
    """
    walk = _Walk(words, head, forms, len(words) if limit is None else limit, barred)
    return walk.run(prepositions=prepositions)
