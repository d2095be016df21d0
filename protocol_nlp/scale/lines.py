"""An output of one document a line, that survives being cut off at any byte.

A line counts when its end is there.  Whatever follows the last end of line is what a
killed process left of a document, and is dropped when the output is gone on with.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from protocol_nlp.scale.lock import Lock

__all__ = ["Lines", "LinesError"]

_BLOCK = 1 << 16
_OURS = re.compile(rb'\{(?:"schema": "[^"]{1,40}", "source": \{)?"id": ("(?:[^"\\]|\\.){0,8192}")')


class LinesError(Exception):
    """Why the output cannot be written or gone on with, in one sentence for a person."""


class Lines:
    """The output; a context manager that owns the open file, alone.

    ``done`` are the ids that the output holds.  Without ``resume`` an output that holds
    anything is refused with :class:`LinesError`, for it may be the work of days; so is,
    with it, one whose lines are not ours.  One that another run is writing is refused
    either way.
    """

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            self._lock = self._locked()
        except BaseException:
            os.close(self._handle)
            raise
        try:
            self.done = self._taken_up(resume=resume)
        except BaseException:
            self._close()
            raise

    def append(self, line: bytes) -> None:
        """Adds one line, its end written last."""
        rest = memoryview(line + b"\n")
        while rest:
            rest = rest[os.write(self._handle, rest) :]

    def _locked(self) -> Lock:
        try:
            lock = Lock(self._handle)
        except BlockingIOError as error:
            raise LinesError(f"another run is writing {self.path}") from error
        if not os.fstat(self._handle).st_nlink:  # it was there, and its run ended it just now
            lock.release()
            raise LinesError(f"another run has just finished with {self.path}")
        return lock

    def _close(self) -> None:
        self._lock.release()
        os.close(self._handle)

    def _taken_up(self, *, resume: bool) -> set[str]:
        size = os.fstat(self._handle).st_size
        if size and not resume:
            raise LinesError(f"{self.path} is there already; --resume goes on with it")
        whole = _end_of_last_line(self._handle, size)
        os.lseek(self._handle, 0, os.SEEK_SET)  # by this handle: closing another ends the lock
        with open(self._handle, "rb", closefd=False) as file:
            done = {self._id(n, line) for n, line in enumerate(file, 1) if line.endswith(b"\n")}
        if whole < size:  # only after every line proved to be ours
            os.ftruncate(self._handle, whole)
        return done

    def _id(self, number: int, line: bytes) -> str:
        """The id of a line, read off its beginning: the whole of a million would take long."""
        found = _OURS.match(line)
        if found is None or not line.endswith(b"}\n") or b"\0" in line:  # a disk's lost pages
            raise LinesError(f"line {number} of {self.path} is no result of extract")
        return str(json.loads(found[1]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # a pipe has nothing to be kept
            os.fsync(self._handle)
        self._close()


def _end_of_last_line(handle: int, size: int) -> int:
    """The offset after the last end of line, read from behind, block by block."""
    stop = size
    while stop:
        start = max(0, stop - _BLOCK)
        found = os.pread(handle, stop - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        stop = start
    return 0
