"""A folder of documents to one file of results: a line a document, or a table of all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

import protocol_nlp
from protocol_nlp.parallel import StartMethod, ordered_map
from protocol_nlp.readers import ReadError, read_text
from protocol_nlp.records import Minutes
from protocol_nlp.redaction import Redactor
from protocol_nlp.scale import table
from protocol_nlp.scale.lines import Lines, LinesError
from protocol_nlp.scale.progress import Progress
from protocol_nlp.scale.shard import Shard
from protocol_nlp.writers import error_of, unreadable
from protocol_nlp.writers.json_records import dumps_line

__all__ = ["Job", "Tally", "extract_folder"]

_WHOLE = Shard()


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done: every file under ``folder`` that ``shard`` holds, into ``output``.

    A document's id is its path under the folder, with ``/``.  ``form`` is JSON Lines or
    Parquet (the rows of :mod:`protocol_nlp.writers.parquet`).  ``date`` (ISO 8601) is the
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
    form: Literal["jsonl", "parquet"] = "jsonl"

    def name(self, id_: str) -> str:
        """The id that the output bears: the document's own, or what hides it."""
        return self.redactor.name(id_) if self.redactor else id_


@dataclass(frozen=True, slots=True)
class Tally:
    """How it went: documents written now, those of them with an error, those there before."""

    written: int
    failed: int
    before: int


def extract_folder(job: Job, *, resume: bool = False, progress: TextIO | None = None) -> Tally:
    """Does the job; with ``resume`` goes on where an earlier run was cut off.

    Each document is one line, in the order of the ids, written whole or dropped by the
    next run; a document that cannot be read or analysed, or over which the system killed a
    process twice, is a line ``{"id", "error"}``, and is not tried again.  Parquet is
    placed when all documents are there; until then they wait in a file beside it (see
    :mod:`protocol_nlp.scale.table`).  ``progress`` is told of documents, rate, time left.

    Raises :class:`protocol_nlp.scale.LinesError` where the output is not free or not
    ours, OSError where it cannot be written,
    :class:`concurrent.futures.process.BrokenProcessPool` where processes die one after
    another; what was done is kept, and ``resume`` goes on.
    """
    if job.form == "jsonl":
        with Lines(job.output, resume=resume) as lines:
            return _into(lines, job, progress)
    table.check_package()
    return _finished(job, resume=resume) or _into_table(job, resume=resume, progress=progress)


def _into_table(job: Job, *, resume: bool, progress: TextIO | None) -> Tally:
    journal = table.journal_of(job.output)
    with Lines(journal, resume=resume) as lines:
        tally = _into(lines, job, progress)
        table.place(journal, job.output)
        journal.unlink()
        return tally


def _finished(job: Job, *, resume: bool) -> Tally | None:
    """What a run before has done, where it came to its end; LinesError if not this."""
    if not job.output.exists():
        return None
    if not resume:
        raise LinesError(f"{job.output} is there already")
    held, now = table.contents_of(job.output), table.Contents.of(map(job.name, _ids(job, set())))
    if held != now:
        raise LinesError(
            f"{job.output} is finished with {held.count} documents, and there are others now; "
            "Parquet cannot be added to: name another output"
        )
    return Tally(0, 0, held.count)


def _into(lines: Lines, job: Job, progress: TextIO | None) -> Tally:
    before = len(lines.done)
    count = Progress(sum(1 for _ in _ids(job, lines.done)), progress)
    reading = _Reading(job)
    results = ordered_map(
        reading,
        _ids(job, lines.done),
        processes=job.processes,
        batch_size=job.batch_size,
        start_method=job.start_method,
        on_death=reading.died,
    )
    try:
        for failed, line in results:
            lines.append(line)
            count.step(failed=failed)
    finally:
        count.close()
    return Tally(count.done, count.failed, before)


def _ids(job: Job, done: set[str]) -> Iterator[str]:
    """The documents still to do, in order; walked, not listed, for there may be millions."""
    ours = {path.resolve() for path in (job.output, table.journal_of(job.output))}
    for id_ in _walked(job.folder):
        if not job.shard.holds(id_) or job.name(id_) in done:
            continue
        if (job.folder / id_).resolve() not in ours:
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

    job: Job

    def __call__(self, id_: str) -> tuple[bool, bytes]:
        return self._line(self._hidden(id_) if self.job.redactor else self._minutes(id_))

    def died(self, id_: str) -> tuple[bool, bytes]:
        """The line of a document that nobody lived to write."""
        name = self.job.name(id_)
        return self._line(unreadable(name, f"{name} failed: its process was killed twice"))

    def _line(self, minutes: Minutes) -> tuple[bool, bytes]:
        line = dumps_line(minutes) if self.job.form == "jsonl" else table.row_line(minutes)
        return bool(error_of(minutes)), line.encode("utf-8", "backslashreplace")

    def _minutes(self, id_: str) -> Minutes:
        try:
            text = read_text(self.job.folder / id_)
            return protocol_nlp.extract(text, id=id_, date=self.job.date)
        except ReadError as error:
            return unreadable(id_, f"{id_} {error.complaint}")
        except Exception as error:  # noqa: BLE001 - one document never ends the run
            return unreadable(id_, f"{id_} failed: {type(error).__name__}: {error}")

    def _hidden(self, id_: str) -> Minutes:
        """The minutes without people; of what failed, only in which way: words may name some."""
        minutes, hide = self._minutes(id_), self.job.redactor or Redactor()
        try:
            hidden = hide(minutes)
        except Exception as error:  # noqa: BLE001 - as above
            return unreadable(hide.name(id_), f"failed: {type(error).__name__}")
        failed, _, why = error_of(hidden).partition(" failed: ")
        return unreadable(failed, f"{failed} failed: {why.partition(':')[0]}") if why else hidden
