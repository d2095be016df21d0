"""``protocol-nlp extract --jsonl -``: a filter that another program keeps running.

A line ``{"id", "text"}`` in, one line out, in order, flushed before the next is read: the
contract's JSON, or ``{"id", "error"}``.  Only one line is held at a time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import protocol_nlp
from protocol_nlp.commands.days import iso_day
from protocol_nlp.commands.failure import Failure
from protocol_nlp.readers.limits import Limits
from protocol_nlp.records import Minutes
from protocol_nlp.writers.json_records import dumps_line
from protocol_nlp.writers.placing import placed_file

__all__ = ["answers", "filter_lines"]

Hide = Callable[[Minutes], Minutes]
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Question:
    """One line: a document, or why it is none."""

    id: str | None
    text: str = ""
    date: str | None = None
    error: str | None = None


def filter_lines(
    source: str, output: str | None, date: str | None, hide: Hide | None = None
) -> int:
    """Answers the lines of a file, or of standard input for ``-``; gives the exit status.

    The status is 1 where a line had an error for its answer.  ``date`` (ISO 8601) is the
    documents' day where neither they nor their line's ``date`` tell it, ``hide`` is done to
    each result.  Raises Failure where the file cannot be opened or ``output`` not be written.
    """
    failed = False
    try:
        with _opened(source) as lines, _placed(output) as out:
            for answer, error in answers(lines, date, hide):
                failed |= error
                out.write(answer)
                out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        what = error.filename or output or "standard output"
        raise Failure(f"{what}: {(error.strerror or str(error)).lower()}", status=2) from error
    return int(failed)


def answers(
    lines: BinaryIO,
    date: str | None = None,
    hide: Hide | None = None,
    *,
    limit: int = Limits().size,
) -> Iterator[tuple[bytes, bool]]:
    r"""The answer to each line, and whether it is an error; blank lines have none.

    A line of more than ``limit`` bytes is passed over and answered with an error.

    >>> from io import BytesIO
    >>> [answer.decode() for answer, _ in answers(BytesIO(b'{"id": 7}'))]
    ['{"id": "7", "error": "line 1: there is no text"}\n']
    """
    for number, line in enumerate(_lines(lines, limit), 1):
        if line is None or line.strip():
            question = _asked(line, number, limit)
            answer, error = _answer(question, question.date or date, hide)
            yield f"{answer}\n".encode("utf-8", "backslashreplace"), error


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines as they come; None in the place of one that is too long."""
    first = True
    while line := stream.readline(limit):
        if not line.endswith(b"\n") and (rest := stream.readline(limit)):
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(limit)
            yield None
        else:
            yield line.removeprefix(_BOM) if first else line
        first = False


def _asked(line: bytes | None, number: int, limit: int) -> _Question:
    if line is None:
        return _Question(None, error=f"line {number}: longer than {limit} bytes")
    try:
        told = json.loads(line.decode("utf-8"))
    except RecursionError:
        return _Question(None, error=f"line {number}: nested too deeply")
    except ValueError as error:  # no UTF-8, no JSON, a number of more digits than Python takes
        return _Question(None, error=f"line {number}: no JSON in UTF-8: {error}")
    if not isinstance(told, dict):
        return _Question(None, error=f"line {number}: no object")
    return _read(told, number)


def _read(told: dict[str, Any], number: int) -> _Question:
    name, text, date = told.get("id"), told.get("text"), told.get("date")
    if isinstance(name, bool) or not isinstance(name, str | int | None):
        return _Question(None, error=f"line {number}: the id is no string")
    name = None if name is None else str(name)
    if text is None:
        return _Question(name, error=f"line {number}: there is no text")
    if not isinstance(text, str):
        return _Question(name, error=f"line {number}: the text is no string")
    try:
        day = None if date is None else iso_day(date)
    except (TypeError, argparse.ArgumentTypeError):
        return _Question(name, error=f"line {number}: the date is no day such as 2021-03-30")
    return _Question(name, text, day)


def _answer(question: _Question, date: str | None, hide: Hide | None) -> tuple[str, bool]:
    if question.error is not None:
        return _error(question, question.error)
    try:
        minutes = protocol_nlp.extract(question.text, id=question.id or "", date=date)
        return dumps_line(hide(minutes) if hide else minutes), False
    except Exception as error:  # noqa: BLE001 - told, and the next line is read
        return _error(question, f"{type(error).__name__}: {error}")


def _error(question: _Question, error: str) -> tuple[str, bool]:
    return json.dumps({"id": question.id, "error": error}, ensure_ascii=False), True


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        yield sys.stdin.buffer
        return
    with Path(source).open("rb") as file:
        yield file


@contextmanager
def _placed(output: str | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        return
    with placed_file(Path(output)) as file:
        yield file
