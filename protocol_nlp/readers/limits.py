"""How much a file may cost, and the account that is kept while it is read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from protocol_nlp.readers.errors import ReadError

__all__ = ["Budget", "Limits"]

_FREE_EXPANSION = 4 << 20
"""Bytes that any file may expand to, whatever the ratio: a short document packs well."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; every figure may be set by the caller.

    ``size`` is the file in bytes, ``expanded`` the bytes it may unpack to, ``ratio`` how
    many times its own size that may be (files under 4 MiB unpacked are not asked),
    ``pages`` the pages of a PDF, ``seconds`` the wall clock for the whole reading, and
    ``memory`` the bytes that a parser in a process of its own may take, where the system
    can hold it to that.

    >>> Limits(size=1_000_000).seconds
    30.0
    """

    size: int = 64 << 20
    expanded: int = 64 << 20
    ratio: float = 200.0
    pages: int = 2000
    seconds: float = 30.0
    memory: int = 2 << 30


@dataclass(slots=True)
class Budget:
    """The account of one reading: what of its :class:`Limits` is left.

    >>> budget = Budget("a.docx", Limits(size=3))
    >>> budget.weigh(4)
    Traceback (most recent call last):
    ...
    protocol_nlp.readers.errors.ReadError: a.docx is larger than the limit of 3 bytes
    """

    name: str
    limits: Limits
    started: float = field(default_factory=time.monotonic)
    expanded: int = 0
    depth: int = 0

    def refuse(self, complaint: str) -> ReadError:
        """The error to raise about this file, a sentence without its subject."""
        return ReadError(self.name, complaint)

    def weigh(self, size: int) -> None:
        """Refuse a file of more bytes than allowed."""
        if size > self.limits.size:
            raise self.refuse(f"is larger than the limit of {self.limits.size} bytes")

    def unpack(self, produced: int, packed: int) -> None:
        """Account for ``produced`` bytes out of a container of ``packed`` bytes."""
        self.expanded += produced
        if self.expanded > self.limits.expanded:
            raise self.refuse(f"unpacks to more than the limit of {self.limits.expanded} bytes")
        if self.expanded > max(_FREE_EXPANSION, packed * self.limits.ratio):
            raise self.refuse(f"unpacks to more than {self.limits.ratio:g} times its size")

    def remaining(self) -> float:
        """Seconds left; refuses the file when there are none."""
        left = self.started + self.limits.seconds - time.monotonic()
        if left <= 0:
            raise self.late()
        return left

    def late(self) -> ReadError:
        """The error of a file that takes too long."""
        return self.refuse(f"takes longer to read than the limit of {self.limits.seconds:g} s")
