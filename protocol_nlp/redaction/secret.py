"""Draws that the same key always gives the same, and that nobody repeats without it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

__all__ = ["Secret"]


@dataclass(frozen=True, slots=True)
class Secret:
    """A key; every draw is HMAC-SHA-256 (RFC 2104) of what is drawn for.

    >>> Secret(b"a").number("given", "Павел") == Secret(b"a").number("given", "Павел")
    True
    >>> Secret(b"a").number("given", "Павел") == Secret(b"b").number("given", "Павел")
    False
    """

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, key: str | bytes) -> Secret:
        """The secret of a caller's key; raises ValueError for an empty one.

        >>> Secret.of("") is None
        Traceback (most recent call last):
        ...
        ValueError: the key of a redaction is not empty
        """
        if not key:
            raise ValueError("the key of a redaction is not empty")
        return cls(key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key)

    def number(self, *what: str) -> int:
        """A number of 64 bits for these words."""
        return int.from_bytes(self._digest(what)[:8])

    def token(self, *what: str) -> str:
        """Twelve hexadecimal digits for these words.

        >>> len(Secret(b"a").token("orlov"))
        12
        """
        return self._digest(what)[:6].hex()

    def shuffled(self, letters: str, *what: str) -> str:
        """The letters in an order that follows from these words.

        >>> sorted(Secret(b"a").shuffled("вагб", "орлов"))
        ['а', 'б', 'в', 'г']
        """
        return "".join(sorted(letters, key=lambda letter: self.number(*what, letter)))

    def _digest(self, what: tuple[str, ...]) -> bytes:
        message = "\0".join(what).encode("utf-8", "surrogatepass")
        return hmac.new(self.key, message, hashlib.sha256).digest()
