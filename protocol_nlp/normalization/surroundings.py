"""What stands around a name: «поручить», «Отв.:», «(созыв)», «доложила», and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protocol_nlp.lexicon import rules
from protocol_nlp.records import Case, Gender

__all__ = ["Bare", "bare", "split_joined"]

_TIMES = 5  # layers around a name that are taken off
_FAR = 260  # characters from either end in which a context word is looked for


@dataclass(frozen=True, slots=True)
class Bare:
    """A phrase without its surroundings, and the case and gender that they ask for.

    >>> Bare("Орлову Л.П.", "datv").case
    'datv'
    """

    phrase: str
    case: Case | None = None
    gender: Gender | None = None


@lru_cache(maxsize=4096)
def bare(phrase: str) -> Bare:
    """Takes the surroundings off ``phrase``.

    >>> bare("Поручить Орлову Л.П. (созыв);")
    Bare(phrase='Орлову Л.П.', case='datv', gender=None)
    >>> bare("Бобр Л.П. доложила о ходе работ").gender
    'f'
    """
    case: Case | None = None
    for _ in range(_TIMES):
        stripped, asked = _before(phrase)
        if stripped == phrase:
            break
        phrase, case = stripped, asked or case
    phrase, gender, subject = _verb(_after(phrase))
    return Bare(phrase, "nomn" if subject else case, gender)


def _before(phrase: str) -> tuple[str, Case | None]:
    for rule, match in rules("contexts", "before").firsts(phrase[:_FAR]):
        if match.end() < len(phrase):
            return phrase[match.end() :].strip(), rule.value["case"] or None
    return phrase, None


def _after(phrase: str) -> str:
    for _ in range(_TIMES):
        for rule in rules("contexts", "after"):
            offset = max(0, len(phrase) - _FAR)
            match = rule.regex.search(phrase[offset:])
            rest = (
                phrase[: offset + match.start()] + phrase[offset + match.end() :] if match else ""
            )
            if rest.strip():
                phrase = rest.strip()
                break
        else:
            break
    return phrase


def _verb(phrase: str) -> tuple[str, Gender | None, bool]:
    for rule in rules("contexts", "verbs"):
        match = rule.regex.search(phrase[: 2 * _FAR])
        if match and match.start() > 0:
            return phrase[: match.start()].strip(), rule.value.get("gender"), True
    return phrase, None, False


def split_joined(phrase: str) -> tuple[tuple[str, Case | None], ...]:
    """The pieces of ``phrase`` that «совместно с», «;» and the like join, with their cases.

    >>> split_joined("Минфину совместно с Минтрансом")
    (('Минфину', None), ('Минтрансом', 'ablt'))
    """
    pieces: list[tuple[str, Case | None]] = []
    case: Case | None = None
    for _ in range(40):
        hits = rules("contexts", "joins").firsts(phrase)
        found = [(m, r) for r, m in hits if m.start() > 0 and not _inside(phrase, m.start())]
        if not found:
            break
        match, rule = min(found, key=lambda pair: pair[0].start())
        pieces.append((phrase[: match.start()].strip(), case))
        phrase, case = phrase[match.end() :].strip(), rule.value["case"] or case
    pieces.append((phrase, case))
    return tuple(piece for piece in pieces if piece[0])


def _inside(phrase: str, at: int) -> bool:
    """Whether a place lies within quotes."""
    return phrase.count("«", 0, at) > phrase.count("»", 0, at)
