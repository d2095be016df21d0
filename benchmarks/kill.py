"""A run over a folder, ended at random moments, gone on with: nothing lost, nothing twice.

Run: ``python benchmarks/kill.py [--times 100] [--documents 200]``.  Most ends are SIGKILL of the
run, the others SIGKILL of one of its processes, SIGTERM and SIGINT.  After each end every whole
line of the output has to be a result and no document may stand there twice; at the last, every
document stands there once, with the answer that an undisturbed run gives.  Exit status 1 where
that is not so.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ENDS = ["kill"] * 7 + ["worker", "term", "interrupt"]
_TEXT = "РЕШИЛИ: 1. Поручить {name} подготовить план № {n} до {day} июня 2021 года."
_NAMES = ("Зуевой Т.П.", "Снегирёву К.О.", "отделу дорог", "МБУ «Парк»")


def documents(folder: Path, count: int) -> set[str]:
    """Makes the documents, one in fifty of them broken; gives their ids."""
    folder.mkdir()
    for n in range(count):
        text = _TEXT.format(name=_NAMES[n % 4], n=n, day=n % 28 + 1)
        content = b"PK\x03\x04 broken" if n % 50 == 7 else text.encode()  # noqa: PLR2004
        (folder / f"{n:05}.txt").write_bytes(content)
    return {f"{n:05}.txt" for n in range(count)}


def ids(output: Path) -> list[str]:
    """The ids of the whole lines; raises ValueError for a line that is no result."""
    if not output.exists():
        return []
    lines = output.read_bytes().split(b"\n")[:-1]
    found = [json.loads(line) for line in lines]
    return [f["id"] if "id" in f else f["source"]["id"] for f in found]


def end(run: subprocess.Popen[bytes], how: str) -> None:
    """Ends a run, or one of its processes."""
    if how == "worker":
        listed = subprocess.run(  # noqa: S603
            ["ps", "-o", "pid=", "--ppid", str(run.pid)], capture_output=True, check=False  # noqa: S607
        )  # fmt: skip
        for pid in listed.stdout.decode().split()[:1]:
            os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.2)
    number = {"term": signal.SIGTERM, "interrupt": signal.SIGINT}.get(how, signal.SIGKILL)
    run.send_signal(number)
    run.wait()


def disturbed(command: list[str], output: Path, times: int, rng: random.Random) -> dict[str, int]:
    """Ends the run ``times`` times, each after a random moment of work; what was seen."""
    seen: collections.Counter[str] = collections.Counter()
    while sum(seen[how] for how in set(_ENDS)) < times:
        before = output.stat().st_size if output.exists() else 0
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:  # noqa: S603
            if rng.random() < 0.8:  # noqa: PLR2004 - the others end while they begin
                while run.poll() is None and not (
                    output.exists() and output.stat().st_size > before
                ):
                    time.sleep(0.002)
            time.sleep(rng.expovariate(20))
            finished = run.poll() is not None
            if not finished:
                how = rng.choice(_ENDS)
                end(run, how)
                seen[how] += 1
        found = ids(output)
        seen["torn"] += output.exists() and not output.read_bytes().endswith(b"\n")
        if len(found) != len(set(found)):
            raise ValueError("a document stands in the output twice")
        if finished:
            seen["finished"] += 1
            output.unlink()
    return dict(seen)


def main() -> int:
    """Runs and judges."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        wanted = documents(root / "in", args.documents)
        cli = [sys.executable, "-m", "protocol_nlp.cli", "extract", str(root / "in")]
        more = ["--processes", "2", "--resume"]
        command = [*cli, "-o", str(root / "out.jsonl"), *more]
        seen = disturbed(command, root / "out.jsonl", args.times, random.Random(args.seed))  # noqa: S311
        last = subprocess.run(command, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
        calm = [*cli, "-o", str(root / "calm.jsonl"), *more]
        subprocess.run(calm, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
        same = sorted((root / "out.jsonl").read_bytes().splitlines()) == sorted(
            (root / "calm.jsonl").read_bytes().splitlines()
        )
        once = sorted(ids(root / "out.jsonl")) == sorted(wanted)
    told = {"ends": seen, "last_status": last.returncode, "each_once": once, "as_undisturbed": same}
    print(json.dumps(told))
    return 0 if once and same else 1


if __name__ == "__main__":
    sys.exit(main())
