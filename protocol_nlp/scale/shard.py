"""Which documents of a corpus one machine of several takes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

__all__ = ["Shard"]


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``number`` of ``of`` parts, numbered from 1.

    A document's part follows from its id alone, so that it stays where it is while the
    folder grows, and machines need not talk to each other.

    >>> [Shard(n, 3).holds("a.txt") for n in (1, 2, 3)].count(True)
    1
    """

    number: int = 1
    of: int = 1

    @classmethod
    def parse(cls, written: str) -> Shard:
        """``3/16`` as it is written on a command line; ValueError with one sentence if not.

        >>> Shard.parse("17/16")
        Traceback (most recent call last):
        ...
        ValueError: a shard is written as 3/16, not '17/16'
        """
        match = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", written)
        number, of = map(int, match.groups()) if match else (0, 0)
        if not 1 <= number <= of:
            raise ValueError(f"a shard is written as 3/16, not {written!r}")
        return cls(number, of)

    def holds(self, id_: str) -> bool:
        """Whether the document of this id belongs to the part."""
        digest = hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest) % self.of == self.number - 1
