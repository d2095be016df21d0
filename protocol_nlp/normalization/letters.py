"""How likely a run of letters is to be a name: n-grams of letters, read from the end.

The weights (``letters.tsv``) were made by ``models/names/train.py`` from the OpenCorpora
dictionary and public tables of officials and first names; a name that no dictionary has
(«Хрямзиков») is judged by what it ends in, as a reader judges it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from protocol_nlp.morphology import fold

__all__ = ["likelihood"]

_ORDER = 5
_UNSEEN = 420  # of a letter that no name of the model has
_TAIL = 12  # letters from the end that are weighed; what stands before says little


@lru_cache(maxsize=32768)
def likelihood(model: str, name: str) -> float:
    """Log of how likely a name of kind ``model`` is to be ``name``.

    ``model`` is ``last`` (a man's surname), ``first.m`` or ``first.f``.

    >>> likelihood("last", "Хрямзиков") > likelihood("last", "Хрямзикова")
    True
    """
    costs, backoffs = _weights()[model]
    letters = ">" + fold(name)[: -_TAIL - 1 : -1] + ("<" if len(name) <= _TAIL else "")
    total = 0
    for i in range(1, len(letters)):
        start = i - _ORDER + 1 if i >= _ORDER else 0
        while start <= i:
            cost = costs.get(letters[start : i + 1])
            if cost is not None:
                total += cost
                break
            total += backoffs.get(letters[start:i], 0)
            start += 1
        else:
            total += _UNSEEN
    return total / -100


@cache
def _weights() -> dict[str, tuple[dict[str, int], dict[str, int]]]:
    models: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    text = files("protocol_nlp.normalization").joinpath("letters.tsv").read_text("utf-8")
    for line in text.splitlines():
        model, gram, cost, backoff = line.split("\t")
        costs, backoffs = models.setdefault(model, ({}, {}))
        costs[gram] = int(cost)
        if backoff != "0":
            backoffs[gram] = int(backoff)
    return models
