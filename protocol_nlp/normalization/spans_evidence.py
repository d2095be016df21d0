"""What the rest of a page says for one candidate or another.

«Липовой» alone may be a man or, declined, a woman; «сообщил Липовой» or «Василий
Липовой» elsewhere on the page settle it, and so do other forms of the same name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from protocol_nlp.morphology import parses
from protocol_nlp.normalization.spans_candidates import Candidate
from protocol_nlp.normalization.spans_page import Page

__all__ = ["EVIDENCE", "Witnesses", "evidence", "gender_of_verb"]

EVIDENCE = 5
"""How many numbers :func:`evidence` gives for a candidate."""

_MOST = 3.0
_STEM = 4


class Witnesses:
    """The genders that first names, patronymics and verbs give to the names of a page."""

    def __init__(self, page: Page) -> None:
        self._genders: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        words, shapes = page.folded, page.shapes
        for i in range(len(words) - 1):
            if shapes[i] == "T" and shapes[i + 1] == "T":
                self._tell(words[i], words[i + 1], _gender_of_name)
                self._tell(words[i + 1], words[i], _gender_of_name)
            elif shapes[i] == "T" and shapes[i + 1] == "l":
                self._tell(words[i + 1], words[i], gender_of_verb)
            elif shapes[i] == "l" and shapes[i + 1] == "T":
                self._tell(words[i], words[i + 1], gender_of_verb)

    def _tell(self, witness: str, name: str, gender_of: Callable[[str], int]) -> None:
        gender = gender_of(witness)
        if gender:
            self._genders[_stem(name)][gender > 0] += 1

    def lean(self, word: str) -> float:
        """From -1 (a man) over 0 (nothing known) to 1 (a woman)."""
        men, women = self._genders.get(_stem(word), (0, 0))
        return (women - men) / (women + men) if women + men else 0.0


def evidence(
    word: str, shape: str, found: list[Candidate], page: Page, witnesses: Witnesses
) -> list[list[float]]:
    """For each candidate: its form seen elsewhere (log, yes), kin seen, most kin, gender."""
    seen = page.small if shape == "l" else page.capital
    kin = [min(len(c.kin & seen.keys()), _MOST) for c in found]
    most = max(kin)
    lean = witnesses.lean(word) if shape == "T" else 0.0
    rows = []
    for candidate, relatives in zip(found, kin, strict=True):
        times = seen[candidate.form] - (candidate.form == word)
        agrees = lean * _gender_of_form(candidate) if lean else 0.0
        rows.append([
            min(math.log1p(max(times, 0)), _MOST), float(times > 0), float(relatives),
            float(relatives > 0 and relatives == most), agrees,
        ])  # fmt: skip
    return rows


def _stem(name: str) -> str:
    return name[: max(_STEM, len(name) - 3)]


@lru_cache(maxsize=16384)
def _gender_of_name(word: str) -> int:
    """-1 for a man's name or patronymic, 1 for a woman's, 0 for neither or both.

    >>> [_gender_of_name(word) for word in ("василий", "ольгой", "александра", "дом")]
    [-1, 1, 0, 0]
    """
    readings = parses(word)
    if not readings or not all(p.is_name or p.is_patronymic for p in readings):
        return 0
    return _one_gender({p.gender for p in readings})


@lru_cache(maxsize=16384)
def gender_of_verb(word: str) -> int:
    """The gender that a verb in the past tense gives its subject, likewise.

    >>> [gender_of_verb(word) for word in ("сообщил", "сообщила", "сообщает")]
    [-1, 1, 0]
    """
    readings = parses(word)
    if not readings or not all(p.part_of_speech == "VERB" for p in readings):
        return 0
    return _one_gender({p.gender for p in readings})


def _gender_of_form(candidate: Candidate) -> int:
    """The gender of whom a nominative names, by its reading or by how it ends."""
    nominatives = [form for _, _, form in candidate.sources if form.case == "nomn"]
    genders = {form.gender for form in nominatives if form.number == "sing"}
    return _one_gender(genders) or (1 if candidate.form.endswith(("а", "я")) else -1)


def _one_gender(genders: set[str | None]) -> int:
    return {"masc": -1, "femn": 1}.get(str(*genders), 0) if len(genders) == 1 else 0
