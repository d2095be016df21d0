"""What the words around a name tell of its case and gender, for those who find names in text.

«директор Иванова» is a woman in the nominative because the position stands in it;
«доложила» tells both; «Поручить» asks for the dative.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from protocol_nlp.lexicon import rules, words
from protocol_nlp.morphology import Parse, fold, parses
from protocol_nlp.normalization.name_finder import strip_titles
from protocol_nlp.normalization.phrases import nominative
from protocol_nlp.records import Case, Gender

__all__ = ["Clues", "clues"]

_WORDS = 8  # before a name that can govern it
_SHORTEST = 4  # letters of a noun that can rule a name
_FAR = 200  # characters on either side that are read
_NOUN = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)?")
_SAID = re.compile(r"(?:^|[\s,–—-])[а-яё]{3,16}\s+$")
_FOLLOWS = re.compile(r"\s(?:не\s)?([а-яё]{3,30})\b")
_INSIDE = re.compile(r"[\w,]\s*$")  # the name opens no clause
_PREDICATES = frozenset({"VERB", "ADJS", "PRTS"})
_HERS = re.compile("(?:[кц]а|ша|иня|есса)$")
_BEFORE_IN_LIST = re.compile(r"[А-ЯЁ][а-яё-]{2,30}(?: ?[А-ЯЁ]\.(?: ?[А-ЯЁ]\.)?)?(?:, | и )$")
_ENDS_OR_GOES_ON = re.compile(r"\s*(?:[.,;:)]|и [А-ЯЁ]|$)")  # what follows a name in a list
_MOST_LISTED = 6
_JOINTS, _TAIL = " –—-(,", 12  # what joins a position and a name; letters that tell it
_QUOTES = '«»"“”„'
_IMPERSONAL = frozenset({"следует", "надлежит", "предстоит", "стоит", "хватает", "удастся"})
_GENDERS: dict[str, Gender] = {"masc": "m", "femn": "f"}
_PARTICIPLE = re.compile("(?:щ|вш)[а-яё]{2,3}$")  # which may govern the name
_PRONOUN = re.compile("Apro|Anum")  # «который», «первого»
_BARE = frozenset({"nomn", "accs", "gent"})
_GENITIVE = frozenset("аяыиойе")  # a name with another last letter is no genitive
_OBJECT = frozenset("аяую")  # that an accusative may end in


class Clues(NamedTuple):
    """Cases that a name can stand in (empty: any) and its bearer's gender (None: unknown).

    Give both to :func:`~protocol_nlp.normalization.readings`.

    >>> from protocol_nlp.normalization import readings
    >>> c = clues(position="директор")
    >>> readings("Иванова А.А.", c.cases or None, c.gender)[0].gender
    'f'
    """

    cases: frozenset[Case] = frozenset()
    gender: Gender | None = None


@lru_cache(maxsize=8192)
def clues(before: str = "", after: str = "", position: str = "", name: str = "") -> Clues:
    """What the text before and after a name tells, and the position that it bears.

    ``position`` is in the name's case, as the text has it, and stands before or after.
    ``name`` is the name itself, or its ending, which is only asked which cases it cannot be.

    >>> clues(before="Поручить ")
    Clues(cases=frozenset({'datv'}), gender=None)
    >>> clues(after=" доложила о ходе работ").gender
    'f'
    >>> sorted(clues(position="заведующей отделением").cases), clues(position="заведующей").gender
    (['ablt', 'datv', 'gent', 'loct'], 'f')
    """
    before, after = before[-_FAR:], after[:_FAR]
    gender, subject = _subject(before, after)
    cases: frozenset[Case] = frozenset({"nomn"}) if subject else _governed(before, name[-1:])
    if not cases:
        cases, gender = _agreeing(before)
    if not cases and _ENDS_OR_GOES_ON.match(after):
        cases = _listed(before, name[-1:])
    if position:
        form = nominative(position, cases or None, plural=False)
        gender = gender or ("f" if form.feminine else None)
        ahead = before.rstrip(_JOINTS).endswith(position[-_TAIL:])
        told = frozenset(form.cases)
        cases = cases if cases and not ahead and not told & cases else told or cases
    return Clues(cases, gender or strip_titles(f"{before[-8:].lstrip()}").gender)


def _agreeing(before: str) -> tuple[frozenset[Case], Gender | None]:
    """«известная Зуева», «слесарю Дымову»: what the word right before a name tells."""
    word = before[:-1].rpartition(" ")[2] if before.endswith(" ") else ""
    found = parses(word) if word.islower() and _NOUN.fullmatch(word) else ()
    if not found:
        return frozenset(), None
    if found[0].is_noun:
        return _apposed(found)
    if found[0].part_of_speech != "ADJF" or _PARTICIPLE.search(word):
        return frozenset(), None
    one = [
        p
        for p in found
        if p.part_of_speech == "ADJF" and p.number == "sing" and not _PRONOUN.search(p.tag)
    ]
    genders = {_GENDERS.get(p.gender or "") for p in one}
    cases = frozenset(p.case for p in one if p.case and not (p.case == "accs" and "inan" in p.tag))
    return cases, genders.pop() if len(genders) == 1 else None


def _apposed(found: tuple[Parse, ...]) -> tuple[frozenset[Case], Gender | None]:
    """«слесарь Чайка», «певице Чайке»: who one is stands in the case of the name.

    A man's noun may be a woman's, too, and «помощник Зуева» may be Зуев's.
    """
    noun = found[0]
    lemma = fold(noun.lemma)
    if noun.animacy != "anim" or noun.number != "sing" or not noun.known or noun.is_surname:
        return frozenset(), None
    if lemma in words("contexts", "relatives") | words("contexts", "attached"):
        return frozenset(), None
    own = (p for p in found if fold(p.lemma) == lemma and p.number == "sing" and p.is_noun)
    cases = frozenset(p.case for p in own if p.case)
    return cases, "f" if noun.gender == "femn" and _HERS.search(lemma) else None


def _listed(before: str, last: str) -> frozenset[Case]:
    """«силами Зуева, Дымова и Лаптева»: each stands in the case of the first."""
    for _ in range(_MOST_LISTED):
        match = _BEFORE_IN_LIST.search(before)
        if match is None:
            break
        before = before[: match.start()]
        cases = _governed(before, last)
        if cases:
            return cases
    return frozenset()


def _subject(before: str, after: str) -> tuple[Gender | None, bool]:
    """Whether the name is the subject of a verb on either side, and whose gender that tells."""
    if _preposition(before):
        return None, False
    found = rules("contexts", "verbs").opening(after)
    if found and not (after.startswith(",") and _INSIDE.search(before)):
        gender: Gender | None = found[0].value.get("gender")
        return (None, False) if gender == "f" and _owned(before) else (gender, True)
    said = _SAID.search(before)
    found = rules("contexts", "said").opening(said.group()) if said else None
    if found:
        return found[0].value.get("gender"), True
    return _predicate(before, after)


def _preposition(before: str) -> bool:
    """«с Зуевым заявила»: a name behind a preposition is no subject."""
    word = before.rstrip().rpartition(" ")[2].lower()
    likely = next(iter(parses(word)), None) if _NOUN.fullmatch(word) else None
    return likely is not None and likely.part_of_speech == "PREP"


def _owned(before: str) -> bool:
    """«Пресс-служба Зуева заявила»: a thing of her gender right before is the subject."""
    word = before.rpartition(" ")[0 if before.endswith(" ") else 2].rpartition(" ")[2]
    likely = next(iter(parses(word.lower())), None) if _NOUN.fullmatch(word) else None
    return (
        likely is not None
        and (likely.case, likely.gender) == ("nomn", "femn")
        and (likely.animacy == "inan")
    )


def _predicate(before: str, after: str) -> tuple[Gender | None, bool]:
    """A name that opens a clause, right before a finite verb: «Зуева поддержала», «Жук должен»."""
    follows = _FOLLOWS.match(after)
    if follows is None or _INSIDE.search(before):
        return None, False
    verb = next(iter(parses(follows.group(1))), None)
    if verb is None or verb.part_of_speech not in _PREDICATES or verb.word in _IMPERSONAL:
        return None, False
    if verb.part_of_speech == "VERB" and not ("3per" in verb.tag or "past" in verb.tag):
        return None, False
    if verb.number != "sing" or verb.gender == "neut" or verb.word.endswith(("ся", "сь")):
        return None, False
    return _GENDERS.get(verb.gender or ""), True


def _governed(before: str, last: str) -> frozenset[Case]:
    """The case that the last words before a name ask for, by the nearest rule."""
    pieces = before.split()[-_WORDS:]
    if pieces and _rules_genitive(pieces[-1], last):
        return frozenset({"gent"})
    for count in range(1, len(pieces) + 1):
        text = " ".join(pieces[-count:]) + " "
        for rule, match in rules("contexts", "before").firsts(f"{text}Я"):
            if match.end() == len(text) and rule.value["case"]:
                return frozenset({rule.value["case"]})
    return _object(pieces[-1], last) if pieces else frozenset()


def _object(word: str, last: str) -> frozenset[Case]:
    """«поддержать Зуеву», «победил Зуева»: what a transitive verb right before a name asks for."""
    verb = next(iter(parses(word)), None) if word.isalpha() else None
    if verb is None or last not in _OBJECT or "tran" not in verb.tag:
        return frozenset()
    if verb.part_of_speech == "INFN":
        return frozenset({"accs"})
    past = verb.part_of_speech == "VERB" and "past" in verb.tag
    own = verb.number == "plur" or verb.gender == "masc"
    return frozenset({"accs"}) if past and own else frozenset()


@lru_cache(maxsize=8192)
def _rules_genitive(word: str, last: str) -> bool:
    """A thing right before a name is somebody's: «встреча Зуевой», «слова Дымова».

    So are kin and many people («сторонники Зуева»), and in any case of the noun where the
    name ends as a genitive does.
    """
    inside = word.strip(_QUOTES)
    word = inside if inside.islower() else word  # «ошибки» Зуева
    if not _NOUN.fullmatch(word) or word.isupper() or len(word) < _SHORTEST:
        return False
    found = parses(word.lower())
    standing = (p for p in found if p.is_noun and fold(p.lemma) in words("nouns", "standing"))
    likely = next(standing, None) or next(iter(found), None)
    if likely is None or not likely.is_noun or likely.is_place or not likely.known:
        return False
    if fold(likely.lemma) in words("contexts", "measures"):
        return False
    owned = likely.animacy == "inan" or fold(likely.lemma) in words("contexts", "relatives")
    if last and last not in _GENITIVE:
        return owned and likely.case in _BARE
    return (owned and (bool(last) or likely.case in _BARE)) or (
        bool(last) and likely.number == "plur"
    )
