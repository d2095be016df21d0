"""``protocol-nlp extract``: documents in, one result each out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.failure import Failure
from protocol_nlp.commands.inputs import Document, documents
from protocol_nlp.records import Minutes

__all__ = ["EXTRACT"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, a folder, or - ")
    parser.add_argument("-o", "--output", metavar="OUT", help="where the result goes")
    parser.add_argument("--format", default=None, metavar="F", help="json, jsonl, csv, xlsx, …")
    parser.add_argument("--date", metavar="DAY", help="the documents' day where they tell none")


def _run(args: argparse.Namespace) -> int:
    found = list(documents(args.files))
    alone = len(found) == 1 and not Path(args.files[0]).is_dir()
    format_ = args.format or ("json" if alone else "jsonl")
    if format_ in {"json", "jsonl"}:
        return _json(found, args, pretty=format_ == "json")
    raise Failure(f"no format {format_!r}", status=2)


def _json(found: list[Document], args: argparse.Namespace, *, pretty: bool) -> int:
    failed = 0
    for line, error in _results(found, args.date, indent=2 if pretty else None):
        failed += error
        print(line)
    return 1 if failed else 0


def _results(
    found: list[Document], date: str | None, indent: int | None
) -> Iterator[tuple[str, bool]]:
    for document in found:
        if document.error is not None:
            print(f"protocol-nlp: {document.error}", file=sys.stderr)
            yield (
                json.dumps({"id": document.name, "error": document.error}, ensure_ascii=False),
                True,
            )
        else:
            yield codec.dumps(_minutes(document, date), indent=indent), False


def _minutes(document: Document, date: str | None) -> Minutes:
    name = Path(document.name).name if document.name != "-" else "-"
    return protocol_nlp.extract(document.text, id=name, date=date)


EXTRACT = Command("extract", "Reads documents and gives what they decide.", _arguments, _run)
