"""How many documents a second in one process, in two, and how much memory, over thousands.

Usage: python -m benchmarks.scale [--documents N] [--processes 1 2] [--history FILE]

Writes N (default 2,000) generated minutes to a folder and lets the command line read it
with each number of processes.  Rates are those of the clock after the first tenth, so
without the start; beside them stands what does not depend on what else the machine does:
processor time a document, and the share of it that the one process which hands out and
writes has to do itself, which bounds what more processes can give.  Memory is the largest
process's at each quarter of the run: flat, or growing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import protocol_nlp
from benchmarks.generate import write

__all__ = ["Watch", "measured"]

_TICK = os.sysconf("SC_CLK_TCK")
_EVERY = 0.25  # seconds between two looks


@dataclass(frozen=True, slots=True)
class _Look:
    """One moment: seconds of the clock, documents done, megabytes and processor time so far."""

    seconds: float
    done: int
    megabytes: int
    parent: float
    all: float


@dataclass(slots=True)
class Watch:
    """What was seen of a run and its processes, from /proc."""

    process: int
    output: Path
    looks: list[_Look] = field(default_factory=list)
    _read: int = 0
    _done: int = 0
    _spent: dict[int, float] = field(default_factory=dict)

    def look(self) -> None:
        """One look more."""
        family = [self.process, *_children(self.process)]
        for process in family:  # of one that has ended what was seen last
            self._spent[process] = max(_processor_time(process), self._spent.get(process, 0.0))
        most, alone = max(map(_megabytes, family)), self._spent[self.process]
        whole = sum(self._spent.values())
        self.looks.append(_Look(time.perf_counter(), self._lines(), most, alone, whole))

    def _lines(self) -> int:
        """Documents written: what came since the last look, counted."""
        if self.output.exists():
            with self.output.open("rb") as file:
                file.seek(self._read)
                new = file.read()
            self._read, self._done = self._read + len(new), self._done + new.count(b"\n")
        return self._done

    def figures(self, documents: int) -> dict[str, Any]:
        """The run in figures; times a document from its first tenth until its processes end."""
        first = [look for look in self.looks if look.done <= documents / 10][-1]
        last = next(look for look in self.looks if look.done == self.looks[-1].done)
        if last.done == first.done:
            raise RuntimeError(f"{documents} documents are too few to measure")
        done = last.done - first.done
        quarters = [documents * q / 4 for q in range(1, 5)]
        return {
            "documents_a_second": round(done / (last.seconds - first.seconds), 1),
            "processor_milliseconds_a_document": round(1000 * (last.all - first.all) / done, 2),
            "of_which_one_process": round(1000 * (last.parent - first.parent) / done, 2),
            "megabytes_at_quarters": [
                max(
                    (now.megabytes for before, now in pairwise(self.looks) if before.done < q),
                    default=0,
                )
                for q in quarters
            ],
        }


def _children(process: int) -> list[int]:
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in found.split()]


def _processor_time(process: int) -> float:
    """Seconds, of the processor, user's and system's."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


def _megabytes(process: int) -> int:
    """Resident memory."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def measured(folder: Path, output: Path, documents: int, processes: int) -> dict[str, Any]:
    """One run of the command line, watched."""
    command = [sys.executable, "-m", "protocol_nlp.cli", "extract", str(folder)]
    command += ["-o", str(output), "--processes", str(processes)]
    began = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:  # noqa: S603 - our own
        watch = Watch(run.pid, output)
        while run.poll() is None:
            watch.look()
            time.sleep(_EVERY)
    whole = time.perf_counter() - began
    written = output.read_bytes().count(b"\n")
    if (run.returncode, written) != (0, documents):
        raise RuntimeError(f"{written} of {documents} documents, exit status {run.returncode}")
    return {"processes": processes, "seconds": round(whole, 1), **watch.figures(documents)}


def main() -> None:
    """Runs it; see the module's words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--history", type=Path, help="a file of one JSON line a release")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scale-") as place:
        folder = Path(place, "in")
        write(args.documents, folder, seed=args.seed)
        size = sum(path.stat().st_size for path in folder.rglob("*.txt"))
        load = os.getloadavg()[0]
        runs = [
            measured(folder, Path(place, f"{n}.jsonl"), args.documents, n) for n in args.processes
        ]
        result = Path(place, f"{args.processes[0]}.jsonl").stat().st_size
        found = {
            "version": protocol_nlp.__version__,
            "documents": args.documents,
            "kilobytes_a_document": round(size / args.documents / 1000, 2),
            "kilobytes_a_result": round(result / args.documents / 1000, 1),
            "cores": os.cpu_count(),
            "others_running_before": round(load, 2),
            "runs": runs,
        }
    print(json.dumps(found, indent=2))
    if args.history:
        with args.history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
