"""Patronymics read backwards: their ending tells case and gender almost always alone."""

from __future__ import annotations

from functools import lru_cache

from protocol_nlp.morphology import fold
from protocol_nlp.normalization.paradigms import CASES, Candidate, redress

__all__ = ["patronymic_candidates"]

_MAN = ("", "а", "у", "а", "ем", "е")
_WOMAN = ("а", "ы", "е", "у", "ой", "е")


@lru_cache(maxsize=4096)
def patronymic_candidates(word: str) -> tuple[Candidate, ...]:
    """The nominatives that a patronymic may come from; () where it is none.

    >>> [(c.lemma, c.case) for c in patronymic_candidates("Олеговичем")]
    [('Олегович', 'ablt')]
    """
    small, found = fold(word), []
    for case, ending in zip(CASES, _MAN, strict=True):
        stem = small.removesuffix(ending)
        if small.endswith(ending) and stem.endswith("ич"):
            found.append(Candidate(redress(stem, word), "m", case, 0.0, "patronymic.m"))
    for case, ending in zip(CASES, _WOMAN, strict=True):
        stem = small[: len(small) - len(ending)]
        if small.endswith((ending, "ою") if ending == "ой" else ending) and stem.endswith(
            ("вн", "чн", "шн")
        ):
            found.append(Candidate(redress(f"{stem}а", word), "f", case, 0.0, "patronymic.f"))
    return tuple(found)
