"""What the words around a name tell of its case and gender, for those who find names in text.

«директор Иванова» is a woman in the nominative because the position stands in it;
«доложила» tells both; «Поручить» asks for the dative.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protocol_nlp.lexicon import rules
from protocol_nlp.morphology import parses
from protocol_nlp.normalization.name_finder import strip_titles
from protocol_nlp.normalization.phrases import nominative
from protocol_nlp.records import Case, Gender

__all__ = ["Clues", "clues"]

_WORDS = 8  # before a name that can govern it
_SHORTEST = 4  # letters of a noun that can rule a name
_FAR = 200  # characters on either side that are read


@dataclass(frozen=True, slots=True)
class Clues:
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
def clues(before: str = "", after: str = "", position: str = "") -> Clues:
    """What the text before and after a name tells, and the position that it bears.

    ``position`` is in the name's case, as the text has it, and stands before or after.

    >>> clues(before="Поручить ")
    Clues(cases=frozenset({'datv'}), gender=None)
    >>> clues(after=" доложила о ходе работ").gender
    'f'
    >>> sorted(clues(position="заведующей отделением").cases), clues(position="заведующей").gender
    (['ablt', 'datv', 'gent', 'loct'], 'f')
    """
    gender, subject = _verb(after[:_FAR])
    cases: frozenset[Case] = frozenset({"nomn"}) if subject else _governed(before[-_FAR:])
    if position:
        form = nominative(position, cases or None, plural=False)
        gender = gender or ("f" if form.feminine else None)
        cases = frozenset(form.cases) or cases
    return Clues(cases, gender or strip_titles(f"{before[-8:].lstrip()}").gender)


def _verb(after: str) -> tuple[Gender | None, bool]:
    """Whether a verb follows at once whose subject the name is, and whose gender it tells."""
    found = rules("contexts", "verbs").opening(after)
    return (found[0].value.get("gender"), True) if found else (None, False)


def _governed(before: str) -> frozenset[Case]:
    """The case that the last words before a name ask for, by the nearest rule."""
    pieces = before.split()[-_WORDS:]
    if pieces and _rules_genitive(pieces):
        return frozenset({"gent"})
    for count in range(1, len(pieces) + 1):
        text = " ".join(pieces[-count:]) + " "
        for rule, match in rules("contexts", "before").firsts(f"{text}Я"):
            if match.end() == len(text) and rule.value["case"]:
                return frozenset({rule.value["case"]})
    return frozenset()


def _rules_genitive(pieces: list[str]) -> bool:
    """A thing right before a name is somebody's: «встреча Зуевой», «слова Дымова»."""
    word = pieces[-1]
    if not word.isalpha() or word.isupper() or len(word) < _SHORTEST:
        return False
    likely = next(iter(parses(word.lower())), None)
    if likely is None or not likely.is_noun or likely.animacy != "inan" or likely.is_place:
        return False
    return likely.known and likely.case in {"nomn", "accs", "gent"}
