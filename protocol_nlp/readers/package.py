"""Zip containers (Word, OpenDocument), opened without trusting what they say of themselves."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from protocol_nlp.readers.errors import ReadError
from protocol_nlp.readers.limits import Budget

__all__ = ["Package"]

_CHUNK = 1 << 16
_MOST_PARTS = 20_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


@dataclass(slots=True)
class Package:
    """A zip file whose parts are read one by one, each byte on the account of the budget.

    Nothing is ever written: a part's name is only a key, be it «../../etc/passwd».
    """

    archive: zipfile.ZipFile
    packed: int
    budget: Budget

    @classmethod
    def open(cls, data: bytes, budget: Budget) -> Package:
        """Open the container; raises :class:`ReadError` where it is damaged."""
        if data.count(_DIRECTORY_ENTRY) > _MOST_PARTS:
            raise budget.refuse("holds more parts than any document has")
        try:
            return cls(zipfile.ZipFile(io.BytesIO(data)), len(data), budget)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise budget.refuse("is damaged or cut short: its container has no end") from error

    def names(self) -> set[str]:
        """The names of all parts."""
        return set(self.archive.namelist())

    def read(self, name: str) -> bytes:
        """One part, unpacked; empty where there is none."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return b""
        if info.flag_bits & _ENCRYPTED:
            raise self.budget.refuse("is encrypted: save it without a password first")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.budget.refuse("is packed in a way that no document is")
        try:
            return self._unpack(info)
        except ReadError:
            raise
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise self.budget.refuse("is damaged or cut short") from error

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        unpacked = bytearray()
        with self.archive.open(info) as part:
            while piece := part.read(_CHUNK):
                self.budget.remaining()
                self.budget.unpack(len(piece), self.packed)
                unpacked += piece
        return bytes(unpacked)
