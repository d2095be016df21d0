"""Heads of noun phrases: which noun a row of adjectives agrees with, in which case."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from protocol_nlp.lexicon import rules, words
from protocol_nlp.morphology import Parse, fold, parses, placed
from protocol_nlp.normalization.tokens import Token
from protocol_nlp.records import Case

__all__ = ["Chain", "agrees", "find_chain", "find_chains", "is_institution", "word_parses"]

# How often the head of a phrase stands in a case where nothing tells (development phrases).
_PRIOR: dict[Case, float] = {
    "nomn": 0.4,
    "gent": 0.2,
    "datv": 0.25,
    "accs": 0.08,
    "ablt": 0.06,
    "loct": 0.01,
}
_CONTRADICTED = -9.0  # log odds of a case other than the caller's
_GUESSED = -1.5  # of a reading that is not in the dictionary
_NAME = -4.0  # of a reading as a name of a person or place
_RARE = (
    0.02  # readings below this share count as this likely: statistics of news do not fit minutes
)
_BRAND = 0.02  # P(a case) of an unknown word with a capital being a name that does not decline
_MANY = -1.0  # of a plural that looks like a genitive singular («комиссии»)
_LONGEST = 14  # words before a head
_BUDGET = 200  # steps of one search; rows of participles would branch without end
_REACH = 6  # words that a participle before its noun may govern
_NOUNS = frozenset({"NOUN", "NPRO"})
_LINKS = frozenset({"CONJ", "ADVB", "PRCL"})


class Chain(NamedTuple):
    """A head and the words before it that agree with it, in one case and number.

    ``words`` maps a token's index to the reading that agrees; ``head`` is the index of
    the head, ``score`` a log-likelihood.  ``numeral`` is the index of a numeral that
    governs the head («двум заместителям»).
    """

    head: int
    words: tuple[tuple[int, Parse], ...]
    case: Case
    number: str
    gender: str | None
    animate: bool
    lemma: str
    score: float
    substantive: bool = False
    numeral: int | None = None

    @property
    def key(self) -> tuple[Case, str]:
        """Case and number."""
        return self.case, self.number


@lru_cache(maxsize=16384)
def word_parses(word: str) -> tuple[Parse, ...]:
    """The readings of a word that may stand in a phrase, with the genre's abbreviations.

    >>> word_parses("Минпросвещения")[0].is_indeclinable
    True
    """
    for rule in rules("nouns", "abbreviations"):
        if rule.search(word) and len(word) > 4:  # noqa: PLR2004
            if rule.value["fixed"]:
                return parses(word) if _inflected(word) else _indeclinable(word)
            return _body(word)
    if word.isupper() and len(word) > 1 and not _inflected(word):
        return _indeclinable(word)
    if _ACRONYM.fullmatch(word) and not _inflected(word):
        return _declined(word)
    found = _likely(word)
    if word[:1].isupper() and "-" not in word and not any(p.known for p in found):
        return (*found, *_indeclinable(word, _BRAND))
    return found


def _likely(word: str) -> tuple[Parse, ...]:
    """The readings of a word; «Усть-Липовской» is guessed as an adverb, too, and is none."""
    found = (*parses(word), *placed(word))
    if not any(p.is_adjectival for p in found):
        return found
    return tuple(p for p in found if p.known or p.part_of_speech != "ADVB")


def _body(word: str) -> tuple[Parse, ...]:
    """«Облздраву»: a masculine noun where the guess could be one, else the first guess."""
    found = [p for p in parses(word) if p.is_noun and p.animacy != "anim" and not p.is_indeclinable]
    found.sort(key=lambda p: (not p.known, p.gender != "masc"))
    if not any(p.known for p in found):
        return _declined(word) or tuple(found)
    return tuple(p for p in found if p.lemma == found[0].lemma and p.gender == found[0].gender)


_ACRONYM = re.compile(r"[А-ЯЁ]{2,7}(?:[ауе]|ом)")  # «МЧСу»
_SHORT = 4  # letters of an abbreviation that looks like a form of a word
_HARD = re.compile(r"(?P<stem>\w+?(?:[А-ЯЁ]|[бвгдзклмнпрстфхц]))(?P<ending>[ауе]|ом)?$")
_ENDINGS: dict[str, tuple[Case, ...]] = {
    "": ("nomn", "accs"), "а": ("gent",), "у": ("datv",), "е": ("loct",), "ом": ("ablt",),
}  # fmt: skip


def _declined(word: str) -> tuple[Parse, ...]:
    """«Минобру», «МЧСу»: a masculine noun that no dictionary has, by its ending."""
    match = _HARD.fullmatch(word)
    if match is None:
        return ()
    return tuple(
        Parse(word, match["stem"].lower(), "NOUN", case, "masc", "sing", "inan",
              is_abbreviation=True, score=1 / 2, known=False, index=-1)
        for case in _ENDINGS[match["ending"] or ""]
    )  # fmt: skip


def is_institution(word: str, lemma: str) -> bool:
    """Whether a head is a body by itself: «министерство», «Минфин», «МЧС».

    >>> is_institution("Минфину", "минфин"), is_institution("образования", "образование")
    (True, False)
    """
    if lemma in words("nouns", "institutions"):
        return True
    if word.isupper() and len(word) > 1:
        return True
    return len(word) > 4 and rules("nouns", "abbreviations").finds(word)  # noqa: PLR2004


def _inflected(word: str) -> bool:
    found = [p for p in parses(word) if p.known and not p.is_indeclinable and p.is_noun]
    if word.isupper() and len(word) <= _SHORT:  # «НАБУ» is no dative, «СУДУ» is
        ordinary = words("nouns", "institutions") | words("nouns", "offices")
        return any(fold(p.lemma) in ordinary | {fold(word)} for p in found)
    return bool(found)


def _indeclinable(word: str, score: float = 1 / 6) -> tuple[Parse, ...]:
    return tuple(
        Parse(word, word.lower(), "NOUN", case, "neut", "sing", "inan",
              is_abbreviation=True, is_indeclinable=True, score=score, known=False, index=-1)
        for case in _PRIOR
    )  # fmt: skip


def agrees(word: Parse, head: Parse) -> bool:
    """Whether an adjective or participle stands in the case, number and gender of a noun.

    >>> noun = next(p for p in parses("службе") if p.case == "datv")
    >>> any(agrees(p, noun) for p in parses("федеральной"))
    True
    """
    if word.case != head.case:
        return False
    if word.case == "accs" and word.animacy and head.animacy and word.animacy != head.animacy:
        return False
    if word.number is None or head.number is None:
        return True
    if word.number != head.number:
        return False
    return word.number == "plur" or head.gender is None or word.gender in {None, head.gender}


def find_chain(
    tokens: Sequence[Token], start: int, cases: Collection[Case] = (), *, plural: bool | None = None
) -> Chain | None:
    """The likeliest head at or after ``start``, with what agrees with it before it.

    ``cases`` are those that the words around ask for; ``plural`` what they tell of the
    number.  None where no word there can be a head.
    """
    readings = _Search(tokens, frozenset(cases), plural).find(start, (), start)
    return max(readings, key=lambda c: c.score) if readings else None


def find_chains(
    tokens: Sequence[Token], start: int, cases: Collection[Case] = (), *, plural: bool | None = None
) -> list[Chain]:
    """All readings of the phrase at ``start``: one a case, number and head.

    An adjective is the head only where there is no other («Демократической»).
    """
    found = _Search(tokens, frozenset(cases), plural).find(start, (), start)
    if found or start:
        return found
    return _Search(tokens, frozenset(cases), plural, elliptic=True).find(start, (), start)


@dataclass(slots=True)
class _Search:
    tokens: Sequence[Token]
    cases: frozenset[Case]
    plural: bool | None
    elliptic: bool = False
    budget: int = _BUDGET

    def find(self, at: int, before: tuple[int, ...], start: int) -> list[Chain]:
        self.budget -= 1
        if at >= len(self.tokens) or at - start > _LONGEST or self.budget < 0:
            return []
        token = self.tokens[at]
        readings = word_parses(token.text) if token.kind == "word" else ()
        if _transparent(token, readings, first=not before):
            return self.find(at + 1, before, start)
        if not readings or readings[0].part_of_speech == "PREP":
            return []
        if any(_may_modify(p) for p in readings):
            return self._modifier(at, before, start, readings)
        return self._heads(at, before, [p for p in readings if p.part_of_speech in _NOUNS])

    def _described(self, at: int, readings: tuple[Parse, ...]) -> bool:
        """«диспетчерской службе»: an adjective all the same, before such a noun."""
        after = word_parses(self.tokens[at + 1].text) if at + 1 < len(self.tokens) else ()
        nouns = [p for p in after if p.is_noun and _in_table((p,), "attributed")]
        return any(agrees(p, n) for n in nouns for p in readings if p.is_adjectival)

    def _modifier(
        self, at: int, before: tuple[int, ...], start: int, readings: tuple[Parse, ...]
    ) -> list[Chain]:
        standing = _in_table(readings, "standing") and not self._described(at, readings)
        standing = standing or self._rules(at, readings)
        nouns = [p for p in readings if p.is_noun]
        if _in_table(readings, "dative_adjectives"):
            beyond = self._beyond(at + 2, at, before, start)
            if beyond:
                return beyond
        later = [] if standing else self.find(at + 1, (*before, at), start)
        found = later or self._heads(at, before, nouns)
        if found:
            return found
        substantive = (
            self.elliptic
            or standing
            or any(fold(p.lemma) in words("nouns", "substantives") for p in readings)
        )
        if not substantive and any(p.part_of_speech == "PRTF" for p in readings):
            inner = word_parses(self.tokens[at + 1].text) if at + 1 < len(self.tokens) else ()
            phrase = bool(inner) and inner[0].part_of_speech == "PREP"  # «при» and its noun
            later = self._beyond(at + 3, at, before, start) if phrase else []
            later = later or self._beyond(at + 2, at, before, start)
            if later:
                return later
        if substantive:
            alone = [p for p in readings if p.is_adjectival and p.gender != "neut"]
            return self._heads(at, before, alone)
        return []

    def _beyond(self, first: int, at: int, before: tuple[int, ...], start: int) -> list[Chain]:
        """The head of the modifier at ``at`` after what that one rules itself."""
        for skip in range(first, min(first + _REACH, len(self.tokens))):
            later = self.find(skip, (*before, at), start)
            if later:
                return later
        return []

    def _rules(self, at: int, readings: tuple[Parse, ...]) -> bool:
        """«заведующей столовой»: an office that rules the instrumental, before a noun in it."""
        if not _in_table(readings, "ruling") or at + 1 >= len(self.tokens):
            return False
        return any(p.is_noun and p.case == "ablt" for p in word_parses(self.tokens[at + 1].text))

    def _heads(self, at: int, before: tuple[int, ...], heads: list[Parse]) -> list[Chain]:
        found: dict[tuple[Case, str, str | None], Chain] = {}
        usual = [p for p in heads if fold(p.lemma) not in words("nouns", "shadowed")]
        for head in usual or heads:  # «лагере» is of лагерь
            chain = self._agreeing(at, before, head)
            if chain is not None:
                key = chain.case, chain.number, chain.gender
                if key not in found or found[key].score < chain.score:
                    found[key] = chain
        return list(found.values())

    def _agreeing(self, at: int, before: tuple[int, ...], head: Parse) -> Chain | None:
        if head.case is None:
            return None
        score = self._prior(head)
        agreed: list[tuple[int, Parse]] = []
        numeral = None
        for i in before:
            fit = [
                p for p in word_parses(self.tokens[i].text) if _may_modify(p) and agrees(p, head)
            ]
            if not fit:
                return None
            best = max(fit, key=_preference)
            numeral = i if best.part_of_speech == "NUMR" else numeral
            score += log(max(best.score, _RARE))
            agreed.append((i, best))
        return Chain(
            at, (*agreed, (at, head)), head.case, head.number or "sing", head.gender,
            _animate(head), fold(head.lemma), score, head.is_adjectival, numeral,
        )  # fmt: skip

    def _prior(self, head: Parse) -> float:
        score = log(_PRIOR[head.case or "nomn"]) + log(max(head.score, _RARE))
        if self.cases:
            score = log(max(head.score, _RARE)) + (
                0.0 if head.case in self.cases else _CONTRADICTED
            )
        score += 0.0 if head.known or head.is_abbreviation else _GUESSED
        score += _GUESSED if not head.known and head.number == "plur" else 0.0
        if self.plural is not None:
            score += 0.0 if (head.number == "plur") == self.plural else -3.0
        elif head.number == "plur" and head.case in {"nomn", "accs"}:
            score += _MANY if fold(head.lemma) not in words("nouns", "authorities") else -2 * _MANY
        return score + (_NAME if head.is_surname or head.is_name or head.is_patronymic else 0.0)


def _link(readings: tuple[Parse, ...]) -> bool:
    """«и», «не», «вновь» between adjectives; «дома» is a noun first, whatever else it is."""
    if readings and len(readings[0].word) > 2 and any(p.is_noun and p.known for p in readings):  # noqa: PLR2004
        return False
    return any(p.part_of_speech in _LINKS for p in readings[:2])


def _in_table(readings: tuple[Parse, ...], section: str) -> bool:
    return any(fold(p.lemma) in words("nouns", section) for p in readings)


def _transparent(token: Token, readings: tuple[Parse, ...], *, first: bool) -> bool:
    """What may stand between a head and what agrees with it: «и», «вновь», «2-му», a comma."""
    if token.kind == "ordinal":
        return True
    if first:
        return any(p.part_of_speech == "ADVB" for p in readings[:1])
    return token.kind in {"comma", "bracket"} or _link(readings)


def _preference(parse: Parse) -> tuple[bool, bool, float]:
    """«Большим» is большой rather than больший, «учёному» учёный rather than a participle."""
    shadowed = fold(parse.lemma) in words("nouns", "shadowed")
    return not shadowed, parse.part_of_speech == "ADJF", parse.score


def _may_modify(parse: Parse) -> bool:
    return parse.is_adjectival or parse.part_of_speech == "NUMR"


def _animate(head: Parse) -> bool:
    lemma = fold(head.lemma)
    if head.is_adjectival or lemma in words("nouns", "people"):
        return True
    return head.animacy == "anim" and lemma not in words("nouns", "things")
