"""What ``pipe(processes=2)`` costs beside one process, in processor time alone.

Usage: python -m benchmarks.pipe FOLDER [--documents N] [--rounds R] [--processes P ...]

Reads N and then 2 N ``.txt`` documents (default 80), each time in an interpreter of its own,
and takes the difference, so that imports, tables and the first answers of every process drop
out.  The minimum of R rounds counts, the numbers of processes in turn: a busy machine makes
them longer, never shorter.  ``overhead`` is what all processes together spend a document over
what one alone does; ``at_most`` how many times as fast as one process so many can be on as
many idle cores, for the process that hands out and takes in cannot share that work.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import protocol_nlp

__all__ = ["spent", "summary"]

Times = tuple[float, float]
"""Seconds of the processor: of the process that asks, and of those that it began."""


def spent(texts: Sequence[str], processes: int) -> Times:
    """The processor time of this interpreter and of its children for all texts.

    >>> own, others = spent(["РЕШИЛИ: 1. Поручить Зуевой Т.П. сдать план."], 1)
    >>> own > 0
    True
    """
    for _ in protocol_nlp.load().pipe(texts, processes=processes):
        pass
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def summary(alone: Times, together: Times, processes: int) -> dict[str, float]:
    """Both figures of the module's words, from seconds a document.

    >>> summary((0.020, 0.0), (0.001, 0.021), 2)
    {'overhead': 1.1, 'at_most': 1.9}
    """
    slowest = max(together[0], sum(together) / processes)
    return {
        "overhead": round(sum(together) / sum(alone), 2),
        "at_most": round(sum(alone) / slowest, 2),
    }


def _apart(folder: Path, documents: int, processes: int) -> Times:
    """:func:`spent` in an interpreter of its own."""
    command = [sys.executable, "-m", "benchmarks.pipe", str(folder), "--child"]
    command += ["--documents", str(documents), "--processes", str(processes)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    own, others = json.loads(told)
    return own, others


def _a_document(folder: Path, documents: int, processes: int) -> Times:
    once, twice = (_apart(folder, n * documents, processes) for n in (1, 2))
    return (twice[0] - once[0]) / documents, (twice[1] - once[1]) / documents


def main() -> None:
    """Runs it; see the module's words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        files = sorted(args.folder.rglob("*.txt"))[: args.documents]
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
        print(json.dumps(spent(texts, args.processes[0])))
        return
    best: dict[int, Times] = {}
    for _ in range(args.rounds):
        for processes in dict.fromkeys((1, *args.processes)):
            times = _a_document(args.folder, args.documents, processes)
            best[processes] = min(best.get(processes, times), times, key=sum)
    for processes, (own, others) in best.items():
        row: dict[str, float] = {
            "processes": processes,
            "milliseconds_a_document": round(1000 * (own + others), 2),
            "of_which_the_asking_process": round(1000 * own, 2),
        }
        print(json.dumps(row | summary(best[1], (own, others), processes)))


if __name__ == "__main__":
    main()
