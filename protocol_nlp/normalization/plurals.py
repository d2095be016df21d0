"""Several people of one surname: «супругам Петровым», «Петровы А. и Б.»."""

from __future__ import annotations

import re

from protocol_nlp.lexicon import words
from protocol_nlp.morphology import fold, inflect, parses
from protocol_nlp.normalization.paradigms import plural_candidates
from protocol_nlp.records import Case

__all__ = ["family"]

_PATTERN = re.compile(
    r"^(?P<who>[а-яё]{3,15}(?:у|ам|ями|ами|и|ы|ов|ев|ья|ьев|ей|е|ой)?\s+)?"
    r"(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
    r"(?P<initials>\s+(?:[А-ЯЁ]\.\s?){1,2}(?:(?:,\s?|\s?и\s?)(?:[А-ЯЁ]\.\s?){1,2}){1,4})?$"
)


def family(
    phrase: str, case: Case | None = None
) -> tuple[str, Case | None, tuple[str, ...]] | None:
    """Normal form, case and alternatives of people who share a surname; None for others.

    >>> family("супругам Петровым")
    ('супруги Петровы', 'datv', ('Петровы',))
    >>> family("Петровым А. и Б.")[0]
    'Петровы А. и Б.'
    >>> family("супругам Ким")[0]
    'супруги Ким'
    >>> family("Петровым А.") is None
    True
    """
    match = _PATTERN.match(phrase) if len(phrase) < 120 else None  # noqa: PLR2004
    if match is None or not (match["who"] or match["initials"]):
        return None
    told = match["who"] or plural_candidates(match["surname"])
    return _named(match, case) if told else None


def _named(
    match: re.Match[str], case: Case | None
) -> tuple[str, Case | None, tuple[str, ...]] | None:
    who = _relatives((match["who"] or "").strip(), case)
    if match["who"] and who is None:
        return None
    if who is not None and who[2]:
        others = (plural_candidates(match["surname"])[0][0],)
        return f"{who[0]} {match['surname']}", next(iter(who[1])), others
    surnames = [
        (s, c) for s, c in plural_candidates(match["surname"]) if who is None or c in who[1]
    ]
    if case:
        surnames = [(s, c) for s, c in surnames if c == case] or surnames
    if not surnames and who is not None:  # «супругам Ким»
        return f"{who[0]} {match['surname']}", next(iter(who[1])), (match["surname"],)
    if not surnames:
        return None
    surname, found = surnames[0]
    initials = re.sub(r"\.\s(?=[А-ЯЁ])", ".", match["initials"] or "")
    if who is None:
        return f"{surname}{initials}", found, ()
    return f"{who[0]} {surname}{initials}", found, (f"{surname}{initials}",)


def _relatives(word: str, case: Case | None) -> tuple[str, frozenset[Case], bool] | None:
    if not word:
        return None
    readings = [
        p
        for p in parses(word)
        if p.is_noun and fold(p.lemma) in words("nouns", "relatives") and p.case
    ]
    readings = [p for p in readings if p.number == "plur" or p.lemma in {"семья", "чета"}]
    if case:
        readings = [p for p in readings if p.case == case] or readings
    if not readings:
        return None
    cases = frozenset(p.case for p in readings if p.case)
    whole = readings[0].number == "sing"
    return inflect(readings[0], frozenset({"nomn"})) or word, cases, whole
