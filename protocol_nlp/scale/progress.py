"""How far a run is: documents done, rate, time left, on one line of a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

__all__ = ["Progress", "spoken"]

_ON_TERMINAL = 0.5  # seconds between two looks
_IN_LOG = 30.0


@dataclass(slots=True)
class Progress:
    """Counts documents and tells of them on ``stream``, seldom enough to cost nothing.

    Without a stream it only counts.  ``total`` is the number of documents to do; ``clock``
    gives seconds.

    >>> progress = Progress(1200, None, clock=lambda: 0.0, done=200)
    >>> progress.line(now=10.0)
    '200 of 1200 documents, 20.0 a second, 0:50 left'
    """

    total: int
    stream: TextIO | None
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    failed: int = 0
    _began: float = field(init=False)
    _told: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self._told = self.clock()

    def step(self, *, failed: bool) -> None:
        """One more document is written."""
        self.done += 1
        self.failed += failed
        now = self.clock()
        if now - self._told >= (_ON_TERMINAL if self._live else _IN_LOG):
            self._told = now
            self._tell(now)

    def close(self) -> None:
        """The last word, whatever was said before."""
        self._tell(self.clock())
        if self._live:
            print(file=self.stream, flush=True)

    @property
    def _live(self) -> bool:
        return self.stream is not None and self.stream.isatty()

    def line(self, now: float) -> str:
        """What there is to tell at a moment of the clock."""
        rate = self.done / max(now - self._began, 1e-9)
        parts = [f"{self.done} of {self.total} documents", f"{rate:.1f} a second"]
        if self.failed:
            parts.append(f"{self.failed} with errors")
        if self.done < self.total and self.done:
            parts.append(f"{spoken((self.total - self.done) / rate)} left")
        return ", ".join(parts)

    def _tell(self, now: float) -> None:
        if self.stream is None:
            return
        start, end = ("\r\x1b[K", "") if self._live else ("", "\n")
        print(f"{start}{self.line(now)}", end=end, file=self.stream, flush=True)


def spoken(seconds: float) -> str:
    """Seconds as hours, minutes and seconds.

    >>> spoken(3661.2), spoken(59)
    ('1:01:01', '0:59')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
