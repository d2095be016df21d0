"""One run at one output: a lock that ends with its process, however that ends."""

from __future__ import annotations

import fcntl
import os
import threading
from contextlib import suppress

__all__ = ["Lock"]


class Lock:
    """Holds the open file ``handle`` for this process, and within it for this run.

    The system's record lock goes with its process, kill -9 or not, and is not inherited by
    the processes of a pool; so nothing stale is ever left behind.  It does not hold back
    another run of the same process: a register in memory does.  A file system that knows
    no locks, or a pipe, is written to without.

    Raises BlockingIOError where another run holds the file.

    >>> import tempfile
    >>> with tempfile.TemporaryFile() as file:
    ...     lock = Lock(file.fileno())
    ...     try:
    ...         Lock(file.fileno())
    ...     except BlockingIOError:
    ...         print("taken")
    ...     lock.release()
    ...     Lock(file.fileno()).release()
    taken
    """

    _mine: set[tuple[int, int]] = set()  # noqa: RUF012 - device and inode, of this process
    _guard = threading.Lock()

    def __init__(self, handle: int) -> None:
        status = os.fstat(handle)
        self._handle, self._file = handle, (status.st_dev, status.st_ino)
        with self._guard:
            if self._file in self._mine:
                raise BlockingIOError
            try:
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (BlockingIOError, PermissionError) as error:  # EAGAIN or EACCES, by POSIX
                raise BlockingIOError from error
            except OSError:  # no locks here
                pass
            self._mine.add(self._file)

    def release(self) -> None:
        """Lets the file go."""
        with self._guard:
            self._mine.discard(self._file)
            with suppress(OSError):
                fcntl.lockf(self._handle, fcntl.LOCK_UN)
