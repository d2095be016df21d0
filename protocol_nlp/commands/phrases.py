"""``protocol-nlp normalize`` and ``deadline``: a phrase a line in, a JSON object a line out."""

from __future__ import annotations

import argparse
import json

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.days import iso_day
from protocol_nlp.commands.inputs import lines

__all__ = ["DEADLINE", "NORMALIZE"]

_KINDS = ("person", "organization", "role", "group")
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


def _normalize_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=_KINDS, help="what the phrases name, where known")
    parser.add_argument("--case", choices=_CASES, help="the case they stand in, where known")


def _normalize(args: argparse.Namespace) -> int:
    for phrase in lines():
        n = protocol_nlp.normalize(phrase, kind=args.kind, case=args.case)
        row = {
            "phrase": phrase,
            "normal": n.normal,
            "gender": n.gender,
            "alternatives": n.alternatives,
            "kind": n.kind,
            "case": n.case,
        }
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0


def _deadline_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=iso_day, metavar="YYYY-MM-DD", help="the document's date")


def _deadline(args: argparse.Namespace) -> int:
    for phrase in lines():
        found = protocol_nlp.deadline(phrase, date=args.date)
        row = {"phrase": phrase, "deadline": codec.to_dict(found) if found else None}
        print(json.dumps(row, ensure_ascii=False), flush=True)
    return 0


NORMALIZE = Command(
    "normalize", "Normal forms of names, a phrase a line.", _normalize_arguments, _normalize
)
DEADLINE = Command(
    "deadline", "What deadlines mean, a phrase a line.", _deadline_arguments, _deadline
)
