"""Files that mean harm, and what each gave: the table of docs/reliability.md.

Run: ``python benchmarks/hostile.py``.  The files are those of ``tests/readers/test_hostile.py``,
made on the spot; each is read in a process of its own, whose peak of memory is told.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import sys
import time
import zipfile
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "readers"))
import test_hostile as hostile

from protocol_nlp.readers import Limits, ReadError, read_bytes

_HTML = "<html>"
_MORE = {
    "a page of 200,000 open tags": (_HTML + "<div>" * 200_000 + "Решили").encode(),
    "a page of 20,000 tables in each other": (_HTML + "<table><tr><td>" * 20_000).encode(),
    "a message with 100,000 parameters": hostile.MAIL_HEAD + b"; a=b" * 100_000 + b"\n\ntext",
    "a megabyte without a space": b"a" * 1_000_000,
    "nothing": b"",
}


def zipped(parts: dict[str, str]) -> bytes:
    """A zip file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def read(data: bytes, told: Connection) -> None:
    """Reads one file; tells seconds, what it gave, and how far memory rose, in MiB."""
    before, began = peak(), time.monotonic()
    try:
        text = read_bytes(data, "x.docx", limits=Limits(seconds=10.0, memory=1 << 30))
        gave = f"read: {len(text)} characters"
    except ReadError as error:
        gave = str(error).removeprefix("x.docx ")
    told.send((time.monotonic() - began, gave, peak() - before))


def peak() -> float:
    """The peak of this process's memory so far, in MiB."""
    rows = Path("/proc/self/status").read_text("ascii").split("\n")
    return next((int(r.split()[1]) / 1024 for r in rows if r.startswith("VmHWM")), 0.0)


def main() -> None:
    """Prints a row a file."""
    files = {name: zipped(parts) for name, (parts, _) in hostile.PARTS.items()}
    files |= {name: data for name, (data, _) in hostile.DATA.items()} | _MORE
    print("| file | bytes | seconds | memory, MiB | what it gave |\n|---|--:|--:|--:|---|")
    for name, data in files.items():
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("fork").Process(target=read, args=(data, theirs))
        process.start()
        theirs.close()
        try:
            seconds, gave, memory = ours.recv()
            print(f"| {name} | {len(data)} | {seconds:.2f} | {memory:.0f} | {gave} |")
        except EOFError:
            print(f"| {name} | {len(data)} | | | **the process died** |")
        process.join()
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
