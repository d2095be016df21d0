"""Parquet of a run: rows are gathered in a journal of lines, then made one file at once.

Parquet cannot be added to, nor read before its end is written.  So a run writes lines
``{"id", "rows"}`` beside its output, which survive being cut off, and only when the last
document is there are they made the file, which is placed whole.  A finished file tells
in its metadata which documents it holds; that is how a run started again knows it done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import reduce
from itertools import islice
from pathlib import Path

from protocol_nlp.records import Minutes
from protocol_nlp.scale.lines import LinesError
from protocol_nlp.writers import MissingPackageError
from protocol_nlp.writers import parquet as columns
from protocol_nlp.writers.placing import placed_file
from protocol_nlp.writers.rows import Row, rows_of

__all__ = ["Contents", "check_package", "contents_of", "journal_of", "place", "row_line"]

_KEY = "protocol_nlp.documents"
_GROUP = 20_000  # rows in memory at a time, some 40 MB


@dataclass(frozen=True, slots=True)
class Contents:
    """Which documents a file holds: how many, and a sum over the hashes of their ids.

    >>> Contents.of(["a", "b"]) == Contents.of(["b", "a"]) != Contents.of(["a", "c"])
    True
    """

    count: int = 0
    sum: int = 0

    @classmethod
    def of(cls, ids: Iterable[str]) -> Contents:
        """The contents of a file that holds these documents, in any order."""
        return reduce(cls.add, ids, cls())

    def add(self, id_: str) -> Contents:
        """These and one document more."""
        digest = hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return Contents(self.count + 1, (self.sum + int.from_bytes(digest)) % 2**64)


def check_package() -> None:
    """Raises MissingPackageError, before any work, where pyarrow is not there."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra
    except ModuleNotFoundError as error:
        hint = "pip install 'protocol_nlp[parquet]'"
        raise MissingPackageError(f"parquet needs {error.name}: {hint}") from error


def journal_of(output: Path) -> Path:
    """Where the lines of an unfinished output are."""
    return output.with_name(f"{output.name}.unfinished.jsonl")


def row_line(minutes: Minutes) -> str:
    """A document's line of the journal: its id and its rows, which may be none."""
    rows = [asdict(row) for row in rows_of(minutes)]
    return json.dumps({"id": minutes.source.id, "rows": rows}, ensure_ascii=False)


def contents_of(output: Path) -> Contents:
    """What a finished file says it holds.

    Raises LinesError where it is no Parquet or none of a run.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    try:
        told = parquet.read_metadata(output).metadata or {}
        return Contents(**json.loads(told[_KEY.encode()]))
    except (pa.ArrowInvalid, KeyError, ValueError, TypeError) as error:
        raise LinesError(f"{output} is there and no Parquet of a run: remove it") from error


def place(journal: Path, output: Path) -> None:
    """Makes the file of the journal's lines, whole or not at all."""
    from pyarrow import parquet  # noqa: PLC0415 - an extra

    reading = _Journal(journal)
    rows = reading.rows()
    with placed_file(output) as out, parquet.ParquetWriter(out, columns.schema()) as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_table(columns.table(group))
        writer.add_key_value_metadata({_KEY: json.dumps(asdict(reading.contents))})


@dataclass(slots=True)
class _Journal:
    """The rows of a journal, and whose they are, as far as they were read."""

    path: Path
    contents: Contents = field(default_factory=Contents)

    def rows(self) -> Iterator[Row]:
        with self.path.open("rb") as lines:
            for line in map(json.loads, lines):
                self.contents = self.contents.add(line["id"])
                yield from (Row(**row) for row in line["rows"])
