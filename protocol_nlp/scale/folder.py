"""A folder of documents to one file of results, a line a document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import protocol_nlp
from protocol_nlp.parallel import StartMethod, ordered_map
from protocol_nlp.readers import ReadError, read_text
from protocol_nlp.records import Minutes
from protocol_nlp.redaction import Redactor
from protocol_nlp.scale.lines import Lines
from protocol_nlp.scale.progress import Progress
from protocol_nlp.scale.shard import Shard
from protocol_nlp.writers import error_of, unreadable
from protocol_nlp.writers.json_records import dumps_line

__all__ = ["Job", "Tally", "extract_folder"]

_WHOLE = Shard()


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done: every file under ``folder`` that ``shard`` holds, into ``output``.

    A document's id is its path under the folder, with ``/``.  ``date`` (ISO 8601) is the
    day of documents that tell none; ``batch_size`` documents go to a process at a time.
    ``redactor`` hides people, in the ids too: with a key they are the same ids each time.
    """

    folder: Path
    output: Path
    shard: Shard = _WHOLE
    date: str | None = None
    processes: int = 1
    batch_size: int = 16
    start_method: StartMethod | None = None
    redactor: Redactor | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How it went: documents written now, those of them with an error, those there before."""

    written: int
    failed: int
    before: int


def extract_folder(job: Job, *, resume: bool = False, progress: TextIO | None = None) -> Tally:
    """Does the job; with ``resume`` goes on where an earlier run was cut off.

    Each document is one line, in the order of the ids, written whole or dropped by the
    next run; a document that cannot be read or analysed is a line ``{"id", "error"}``,
    and is not tried again.  ``progress`` is told of documents, rate and time left.

    Raises :class:`protocol_nlp.scale.LinesError` where the output is not free or not
    ours, OSError where it cannot be written.
    """
    with Lines(job.output, resume=resume) as lines:
        count = Progress(sum(1 for _ in _ids(job, lines.done)), progress)
        results = ordered_map(
            _Reading(job.folder, job.date, job.redactor),
            _ids(job, lines.done),
            processes=job.processes,
            batch_size=job.batch_size,
            start_method=job.start_method,
        )
        try:
            for failed, line in results:
                lines.append(line)
                count.step(failed=failed)
        finally:
            count.close()
        return Tally(count.done, count.failed, len(lines.done))


def _ids(job: Job, done: set[str]) -> Iterator[str]:
    """The documents still to do, in order; walked, not listed, for there may be millions."""
    output = job.output.resolve()
    for id_ in _walked(job.folder):
        named = job.redactor.name(id_) if job.redactor else id_
        if named not in done and job.shard.holds(id_) and (job.folder / id_).resolve() != output:
            yield id_


def _walked(folder: Path) -> Iterator[str]:
    for inside, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(inside, name)
            if path.is_file():
                yield path.relative_to(folder).as_posix()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document's id to its line; what every process is given at its start."""

    folder: Path
    date: str | None
    redactor: Redactor | None = None

    def __call__(self, id_: str) -> tuple[bool, bytes]:
        minutes = self._hidden(id_) if self.redactor else self._minutes(id_)
        return bool(error_of(minutes)), dumps_line(minutes).encode("utf-8", "backslashreplace")

    def _minutes(self, id_: str) -> Minutes:
        try:
            text = read_text(self.folder / id_)
            return protocol_nlp.extract(text, id=id_, date=self.date)
        except ReadError as error:
            return unreadable(id_, f"{id_} {error.complaint}")
        except Exception as error:  # noqa: BLE001 - one document never ends the run
            return unreadable(id_, f"{id_} failed: {type(error).__name__}: {error}")

    def _hidden(self, id_: str) -> Minutes:
        """The minutes without people; of what failed, only in which way: words may name some."""
        minutes, hide = self._minutes(id_), self.redactor or Redactor()
        try:
            hidden = hide(minutes)
        except Exception as error:  # noqa: BLE001 - as above
            return unreadable(hide.name(id_), f"failed: {type(error).__name__}")
        failed, _, why = error_of(hidden).partition(" failed: ")
        return unreadable(failed, f"{failed} failed: {why.partition(':')[0]}") if why else hidden
