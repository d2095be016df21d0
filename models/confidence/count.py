"""Counts how often decisions with each kind of evidence are right on the development documents.

``python models/confidence/count.py corpus/development corpus/test`` writes
``protocol_nlp/lexicon/confidence.toml``.  Each share is smoothed towards the share over all
as by ``STRENGTH`` decisions of the average kind (the rule of succession, generalised).  The
development documents were tuned on, so their shares are too high: one number, the share over
all on held-out documents divided by that on the development ones, scales them all.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import protocol_nlp
from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.gold import load_gold
from protocol_nlp.evaluation.measures.headline import right_pairs
from protocol_nlp.linking.confidence import group_of

STRENGTH = 4
TABLE = Path(protocol_nlp.__file__).parent / "lexicon" / "confidence.toml"
HEAD = """# Counted by models/confidence/count.py on the development documents: do not edit by hand.
over_all = {over_all}

[groups]
"""


def main(development: str, held_out: str) -> None:
    """Writes the table that ``confidence`` reads."""
    told, right = _counts(development)
    over_all = sum(right.values()) / max(1, sum(told.values()))
    told_there, right_there = _counts(held_out)
    scale = sum(right_there.values()) / max(1, sum(told_there.values())) / over_all
    rows = [
        f'"{g}" = {scale * (right[g] + STRENGTH * over_all) / (n + STRENGTH):.3f}'
        for g, n in sorted(told.items())
    ]
    head = HEAD.format(over_all=round(scale * over_all, 3))
    TABLE.write_text(head + "\n".join(rows) + "\n", "utf-8")
    print(f"{sum(told.values())} decisions, {over_all:.3f} right, scaled by {scale:.3f}")


def _counts(path: str) -> tuple[Counter[str], Counter[str]]:
    """How many decisions rest on each kind of evidence, and how many of them are right."""
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold in load_gold(path):
        pair = Aligned(gold.minutes, protocol_nlp.extract(gold.text, id=gold.id))
        correct = set(right_pairs(pair).values())
        for place, decision in enumerate(pair.predicted.decisions):
            group = group_of(decision.evidence, decision.executors)
            told[group] += 1
            right[group] += place in correct
    return told, right


if __name__ == "__main__":
    main(*sys.argv[1:3])
