"""``protocol-nlp view``: one document as a page to look at in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

import protocol_nlp
from protocol_nlp.commands import redacting
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.days import iso_day
from protocol_nlp.commands.extract import write
from protocol_nlp.commands.inputs import text_of
from protocol_nlp.writers import WRITERS

__all__ = ["VIEW"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file of any supported format, or -")
    parser.add_argument("-o", "--output", metavar="OUT", help="standard output if not given")
    parser.add_argument(
        "--date", type=iso_day, metavar="DAY", help="the document's day where it tells none"
    )
    redacting.arguments(parser)


def _run(args: argparse.Namespace) -> int:
    name = Path(args.file).name
    minutes = protocol_nlp.extract(text_of(args.file), id=name, date=args.date)
    return write(WRITERS["html"], [redacting.redacted(minutes, args)], args.output)


VIEW = Command("view", "The document and its decisions, as one HTML page.", _arguments, _run)
