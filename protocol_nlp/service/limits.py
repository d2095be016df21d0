"""What one request, and all together, may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

__all__ = ["ServiceLimits"]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """The limits of a service.

    ``body`` bytes of a request; ``arrival`` seconds for a request to arrive whole, its head
    and its body each; ``seconds`` of work for one document; ``workers`` documents at a time,
    ``waiting`` documents that wait for a worker, ``patience`` seconds that one waits;
    ``connections`` at a time.

    Raises ValueError where one is not positive.

    >>> ServiceLimits(body=0)
    Traceback (most recent call last):
    ...
    ValueError: body is more than nothing, not 0
    """

    body: int = 16 << 20
    arrival: float = 20.0
    seconds: float = 60.0
    workers: int = field(default_factory=_cores)
    waiting: int = 64
    patience: float = 30.0
    connections: int = 512

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is more than nothing, not {getattr(self, name)}")
