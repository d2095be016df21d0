"""Which words head the name of a position or of a body, and what they are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from protocol_nlp.lexicon import table, words
from protocol_nlp.morphology import fold
from protocol_nlp.recognition.words import Form, sense

__all__ = [
    "acronym",
    "body",
    "compound",
    "governed",
    "is_abbreviation",
    "lemmas",
    "listed",
    "paired",
    "position",
    "unit",
]

_TABLE = "recognition"
# First halves of the words that name parts of a body.
_BEFORE_UNIT = re.compile(
    r"(?:энерго|мех|рем|рем?строй|строй|тех|лит|вет|мед|авто|фин|план|проф|хоз|сан|спец|транс|тепло|электро|"
    r"газ|водо|жил|учеб|воен|пожар|снаб|торг|пром|сбыт|кад?р|пресс|культ|спорт|агро|зоо|сель|рай|гор|обл|"
    r"метео|гидро|радио|теле|фото|кино|изо|сыр|масло|хлебо|бетоно|асфальто|трубо|инстр)[а-яё]{0,12}"
)
_STEM, _ENDING = 5, 3  # letters that all forms of a noun share, and those that may change
_COMPOUND = re.compile(
    r"(?:Мин|Рос|Гос|Глав|Обл|Гор|Рай|Край|Респ|Сель|Центр|Внеш|Спец)[а-яё]{0,6}"
    r"(?:обр|просвещ|здрав|фин|юст|транс|стро[йюяе]|пром|сель|экон|культ|спорт|труд|природ|обор|энерго|"
    r"цифр|имущ|соц|наук|комсвяз|связ|торг|лес|вод|стат|реестр|надзор|архив|молод|печат|туризм|"
    r"атом|космос|финмонитор|аккредит|авто|авиа|желдор|мор|рыб|недр|гидромет|стандарт|патент|"
    r"алког|граница|резерв|избирком|совет|дума|комитет|комиссия|комстат|нац|восток|развит|рег|"
    r"жкх|снаб|план|газ|нефть|телеком|сельхоз|земель|финанс|комимущ|гвард|банк|дор|казна|"
    r"исполком|отдел|управ|бюро|жил|комхоз|пищ|тех|зем|сов|сбыт|вет|потреб|проект|арх)[а-яё]*"
    r"(?:-[а-яё]+)?$"
)


@cache
def listed(section: str) -> frozenset[str]:
    """A word list of the recognition table.

    >>> "министр" in listed("positions")
    True
    """
    return words(_TABLE, section)


@lru_cache(maxsize=16384)
def position(word: str) -> tuple[Form, ...]:
    """The forms of ``word`` (folded) as a noun that names a person by office; () if none.

    >>> [form.case for form in position("директору")]
    ['datv']
    >>> position("протоколу")
    ()
    """
    return _forms(word, "positions")


@lru_cache(maxsize=16384)
def body(word: str) -> tuple[Form, ...]:
    """The forms of ``word`` (folded) as a noun that heads the name of a body; () if none.

    >>> [form.case for form in body("комиссией")]
    ['ablt']
    """
    return _forms(word, "bodies")


def _forms(word: str, section: str) -> tuple[Form, ...]:
    if not _may_be(word, section):
        return ()
    known = listed(section)
    nouns = tuple(form for form in sense(word).nouns if form.lemma.replace("ё", "е") in known)
    if nouns:
        return nouns
    if section == "positions" and "-" in word:  # «педагогу-психологу»
        first, _, second = word.partition("-")
        return _forms(first, section) if _forms(second, section) else ()
    if section == "bodies" and "-" in word:  # «музею-усадьбе», «дизайн-бюро»
        first, _, second = word.partition("-")
        if first in listed("first_halves"):
            return _forms(second, section)
        return _forms(first, section) if lemmas(second) & listed("second_halves") else ()
    verbs = listed("offices") if section == "positions" else frozenset()
    nominal = sense(word).adjectives  # «заведующий», «управляющий», «ответственный»
    return tuple(form for form in nominal if form.lemma.replace("ё", "е") in known | verbs)


def _may_be(word: str, section: str) -> bool:
    """One cheap look before the dictionary is asked: all forms of a noun begin alike."""
    begins = _beginnings(section)
    return word[:3] in begins or word[:4] in begins or word[:_STEM] in begins


@cache
def _beginnings(section: str) -> frozenset[str]:
    nouns = listed(section) | listed("offices")
    nouns |= frozenset(f"{first}-" for first in listed("first_halves"))
    return frozenset(noun[: max(3, min(_STEM, len(noun) - _ENDING))] for noun in nouns)


@lru_cache(maxsize=16384)
def lemmas(word: str) -> frozenset[str]:
    """The folded lemmas of ``word``'s nominal readings, and the word itself.

    >>> "орган" in lemmas("органам")
    True
    """
    found = sense(word)
    forms = (*found.nouns, *found.adjectives)
    return frozenset({fold(word), *(fold(form.lemma) for form in forms)})


@lru_cache(maxsize=16384)
def unit(word: str) -> bool:
    """Whether ``word`` (folded) names a part of a body: «цеху», «энергоцеху», «техотделу».

    >>> unit("энергоцеху"), unit("литчасти"), unit("погоде")
    (True, True, False)
    """
    found = lemmas(word)
    if found & listed("units"):
        return True
    ends = tuple(listed("unit_ends"))
    known = _BEFORE_UNIT.match(word) is not None
    return known and any(lemma.endswith(ends) and lemma not in ends for lemma in found)


def compound(word: str) -> bool:
    """Whether ``word`` is one of the bodies named in one word: «Минфин», «Росреестру».

    >>> compound("Роспотребнадзору"), compound("Министру")
    (True, False)
    """
    return word[:1].isupper() and _COMPOUND.match(word) is not None


_NUMBERED = re.compile(r"[А-ЯЁ]{2,10}-\d{1,4}$")


def is_abbreviation(word: str) -> bool:
    """Whether ``word`` is written in capitals throughout: an abbreviation, or shouted.

    >>> is_abbreviation("МБОУ"), is_abbreviation("ДРСУ-6"), is_abbreviation("В")
    (True, True, False)
    """
    return (
        len(word) > 1 and word.isupper() and (word.isalpha() or _NUMBERED.match(word) is not None)
    )


def paired(words: Sequence[str]) -> bool:
    """Whether a vague head and one of the next two (folded) words name a body together.

    >>> paired(["дворцу", "детского", "творчества"]), paired(["центру", "города"])
    (True, False)
    """
    heads, *after = [lemmas(word) for word in words[:3]]
    return any(f"{one} {other}" in listed("paired") for one in heads for a in after for other in a)


_DECLINED = re.compile(r"([А-ЯЁ]{2,7})(?:[уае]|ом|ов|ам|ами|ах)$")


@lru_cache(maxsize=4096)
def acronym(word: str) -> str | None:
    """The abbreviation that ``word`` declines: «МИДу», «ЖЭКом»; None where it is none.

    >>> acronym("МИДу"), acronym("МИД"), acronym("Миду")
    ('МИД', None, None)
    """
    match = _DECLINED.match(word)
    return match[1] if match and match[1] in listed("known") else None


@cache
def governed() -> dict[tuple[str, str], str]:
    """Which case a noun asks for with a preposition: («контроль», «за») -> ablt.

    >>> governed()[("надзор", "за")]
    'ablt'
    """
    rows = (entry.split() for entry in table(_TABLE)["governed"])
    return {(noun, preposition): case for noun, preposition, case in rows}
