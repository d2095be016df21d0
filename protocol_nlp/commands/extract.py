"""``protocol-nlp extract``: documents in, one result each out, in any format."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import protocol_nlp
from protocol_nlp.commands import folders, redacting
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.days import iso_day
from protocol_nlp.commands.failure import Failure
from protocol_nlp.commands.inputs import Document, documents
from protocol_nlp.commands.line_filter import filter_lines
from protocol_nlp.records import Minutes
from protocol_nlp.writers import WRITERS, MissingPackageError, Writer, error_of, unreadable
from protocol_nlp.writers.json_records import dumps_line
from protocol_nlp.writers.placing import placed_file
from protocol_nlp.writers.registry import by_ending

__all__ = ["EXTRACT", "write"]

_STREAMED = {"json": 2, "jsonl": None}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a folder, or - ")
    parser.add_argument("-o", "--output", metavar="OUT", help="where the result goes")
    parser.add_argument("--format", default=None, metavar="F", help=", ".join(WRITERS))
    parser.add_argument(
        "--date", type=iso_day, metavar="DAY", help="the documents' day where they tell none"
    )
    parser.add_argument(
        "--jsonl", action="store_true", help='FILE, or -, is lines {"id", "text"}; a result a line'
    )
    folders.arguments(parser)
    redacting.arguments(parser)


def _run(args: argparse.Namespace) -> int:
    if args.jsonl:
        return _filter(args)
    if folders.asked(args):
        return folders.run(args)
    found = list(documents(args.files))
    alone = len(found) == 1 and not Path(args.files[0]).is_dir()
    name = args.format or by_ending(args.output or "") or ("json" if alone else "jsonl")
    if name not in WRITERS:
        raise Failure(f"no format {name!r}; there are {', '.join(WRITERS)}", status=2)
    hide = redacting.redactor(args)
    read = (_minutes(document, args.date) for document in found)
    results = map(hide, read) if hide else read
    if name in _STREAMED:
        return _stream(results, args.output, indent=_STREAMED[name])
    writer = WRITERS[name]
    if args.output is None:
        _check_printable(writer, len(found))
    return write(writer, list(results), args.output)


def _filter(args: argparse.Namespace) -> int:
    if folders.asked(args) or len(args.files) != 1 or args.format not in (None, "jsonl"):
        raise Failure("--jsonl reads one FILE, or -, line by line and writes jsonl", status=2)
    return filter_lines(args.files[0], args.output, args.date, redacting.redactor(args))


def _minutes(document: Document, date: str | None) -> Minutes:
    name = Path(document.name).name if document.name != "-" else "-"
    if document.error is not None:
        print(f"protocol-nlp: {document.error}", file=sys.stderr)
        return unreadable(document.name, document.error)
    return protocol_nlp.extract(document.text, id=name, date=date)


def _stream(results: Iterable[Minutes], output: str | None, indent: int | None) -> int:
    """JSON as it comes: no document waits for the next, and no corpus has to fit in memory."""
    failed = 0
    if output is None:
        for minutes in results:
            failed += bool(error_of(minutes))
            print(dumps_line(minutes, indent=indent), flush=True)
        return 1 if failed else 0
    try:
        with placed_file(Path(output)) as file:
            for minutes in results:
                failed += bool(error_of(minutes))
                file.write(f"{dumps_line(minutes, indent=indent)}\n".encode())
    except OSError as error:
        raise Failure(_refusal(output, error), status=2) from error
    return 1 if failed else 0


def _check_printable(writer: Writer, count: int) -> None:
    """Usage is told before the work is done."""
    if writer.form != "text":
        what = "a folder" if writer.form == "folder" else "no plain text"
        raise Failure(f"{writer.name} is {what}: say where it goes with -o", status=2)
    if writer.separate and count != 1:
        raise Failure(f"{writer.name} is a file a document: name a folder with -o", status=2)


def write(writer: Writer, results: list[Minutes], output: str | None) -> int:
    """Writes the results to ``output`` or standard output and gives the exit status.

    Raises Failure where a package is missing or the file cannot be written.
    """
    try:
        if output is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(writer.dumps(results))
        else:
            writer.write(results, output)
        for remark in writer.remarks(results):
            print(f"protocol-nlp: {remark}", file=sys.stderr)
    except MissingPackageError as error:
        raise Failure(str(error), status=2) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Failure(_refusal(output or "standard output", error), status=2) from error
    return 1 if any(error_of(minutes) for minutes in results) else 0


def _refusal(output: str, error: OSError) -> str:
    return f"{output} cannot be written: {(error.strerror or str(error)).lower()}"


EXTRACT = Command("extract", "Reads documents and gives what they decide.", _arguments, _run)
