"""``protocol-nlp text`` and ``schema``: what the offsets refer to, and the JSON Schema."""

from __future__ import annotations

import argparse
import json
import sys

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.commands import redacting
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.inputs import text_of

__all__ = ["SCHEMA", "TEXT"]


def _text_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file of any supported format, or -")
    redacting.arguments(parser)


def _text(args: argparse.Namespace) -> int:
    # Bytes, so that the line ends and the offsets are those of the text.
    sys.stdout.flush()
    text = text_of(args.file)
    if args.redact:
        text = redacting.redacted(protocol_nlp.extract(text), args).text
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    return 0


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--indent", type=int, default=2, help="spaces a level, 0 for one line")


def _schema(args: argparse.Namespace) -> int:
    print(json.dumps(codec.json_schema(), ensure_ascii=False, indent=args.indent or None))
    return 0


TEXT = Command("text", "The plain text that offsets refer to.", _text_arguments, _text)
SCHEMA = Command("schema", "The JSON Schema of the result.", _schema_arguments, _schema)
