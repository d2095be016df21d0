"""How likely a run of letters is to be a name: n-grams of letters, read from the end.

The counts (``letters.tsv``) were made by ``models/names/train.py`` from the OpenCorpora
dictionary and public tables of officials and first names; a name that no dictionary has
(«Хрямзиков») is judged by what it ends in, as a reader judges it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log

from protocol_nlp.morphology import fold

__all__ = ["likelihood"]

_ORDER = 5
_BACKOFF = log(0.3)  # stupid backoff, Brants et al. 2007 (0.4 there, for words)
_UNSEEN = log(1e-5)
_TAIL = 12  # letters from the end that are weighed; what stands before says little


@lru_cache(maxsize=32768)
def likelihood(model: str, name: str) -> float:
    """Log of how likely a name of kind ``model`` is to be ``name``.

    ``model`` is ``last.m``, ``last.f``, ``first.m`` or ``first.f``.

    >>> likelihood("last.m", "Хрямзиков") > likelihood("last.m", "Хрямзикова")
    True
    """
    counts = _counts()[model]
    letters = ">" + fold(name)[: -_TAIL - 1 : -1] + ("<" if len(name) <= _TAIL else "")
    return sum(_step(counts, letters, i) for i in range(1, len(letters)))


def _step(counts: dict[str, float], letters: str, i: int) -> float:
    penalty = 0.0
    for start in range(max(0, i - _ORDER + 1), i + 1):
        seen = counts.get(letters[start : i + 1])
        if seen is not None:
            return penalty + seen - counts.get(letters[start:i], 0.0)
        penalty += _BACKOFF
    return penalty + _UNSEEN


@cache
def _counts() -> dict[str, dict[str, float]]:
    models: dict[str, dict[str, float]] = {}
    text = files("protocol_nlp.normalization").joinpath("letters.tsv").read_text("utf-8")
    for line in text.splitlines():
        model, gram, count = line.split("\t")
        models.setdefault(model, {})[gram] = log(int(count))
    for grams in models.values():
        grams[""] = log(sum(exp(v) for g, v in grams.items() if len(g) == 1))
    return models
