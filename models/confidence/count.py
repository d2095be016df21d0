"""Counts how often decisions with each kind of evidence are right on the development documents.

``python models/confidence/count.py corpus/development`` writes
``protocol_nlp/lexicon/confidence.toml``.  Each share is smoothed towards the share over all
as by ``STRENGTH`` decisions of the average kind (the rule of succession, generalised).
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


def main(path: str) -> None:
    """Writes the table that ``confidence`` reads."""
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold in load_gold(path):
        pair = Aligned(gold.minutes, protocol_nlp.extract(gold.text, id=gold.id))
        correct = set(right_pairs(pair).values())
        for place, decision in enumerate(pair.predicted.decisions):
            group = group_of(decision.evidence, decision.executors)
            told[group] += 1
            right[group] += place in correct
    over_all = sum(right.values()) / max(1, sum(told.values()))
    rows = [
        f'"{g}" = {(right[g] + STRENGTH * over_all) / (n + STRENGTH):.3f}'
        for g, n in sorted(told.items())
    ]
    TABLE.write_text(HEAD.format(over_all=round(over_all, 3)) + "\n".join(rows) + "\n", "utf-8")
    print(f"{sum(told.values())} decisions, {over_all:.3f} right, {len(told)} kinds of evidence")


if __name__ == "__main__":
    main(sys.argv[1])
