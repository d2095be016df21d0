"""Parsers that may hang or crash, each in a process of its own with a limit of time."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict

from protocol_nlp.readers.limits import Budget

__all__ = ["finish", "read_apart"]

_PATIENCE, _STEP = 100, 0.01
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from protocol_nlp.readers.pdf.child import main; main()"
)


def read_apart(data: bytes, budget: Budget) -> str:
    """The text of a PDF, read in a fresh interpreter that is killed when the time is up.

    A parser in C cannot be interrupted and may take the process with it; its memory is
    limited where the system can do that.  Raises :class:`ReadError`.
    """
    paths = [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 (sys.path is of strings)
    limits = asdict(budget.limits) | {"seconds": budget.remaining()}
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and program)
        [sys.executable, "-I", "-c", _PROGRAM, json.dumps(paths), json.dumps(limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    answer = finish(process, data, budget)
    kind, _, said = answer.partition(b"\n")
    if kind == b"text":
        return said.decode("utf-8")
    if kind == b"error":
        raise budget.refuse(said.decode("utf-8"))
    raise budget.refuse("is damaged: it makes the parser fail")


def finish(process: subprocess.Popen[bytes], data: bytes, budget: Budget) -> bytes:
    """Wait for a process and give what it said; kill it with its children when time is up."""
    with process:
        try:
            return process.communicate(data, timeout=budget.remaining())[0] or b""
        except subprocess.TimeoutExpired as error:
            raise budget.late() from error
        finally:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the whole group, so that no child of a launcher is left behind."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for _ in range(_PATIENCE):  # until the last of the group is gone and writes no more
            os.killpg(process.pid, 0)
            time.sleep(_STEP)
