"""``protocol-nlp evaluate``, ``compare`` and ``agreement``: how right, and by whose word."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import protocol_nlp
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.failure import Failure
from protocol_nlp.commands.provenance import provenance
from protocol_nlp.evaluation import compare, evaluate
from protocol_nlp.evaluation.agreement import agreement, doubly_annotated
from protocol_nlp.evaluation.gold import GoldDocument, load_gold, load_predictions, pair_up
from protocol_nlp.evaluation.render import (
    disagreements_text,
    render,
    render_agreement,
    render_comparison,
    write_errors,
)
from protocol_nlp.records import Minutes

__all__ = ["AGREEMENT", "COMPARE", "EVALUATE"]


def _evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD", help="a folder of gold documents, or JSON Lines")
    parser.add_argument("--pred", metavar="PRED", help="predictions; ours if not given")
    parser.add_argument("--split", metavar="NAME", help="only that split of the folder")
    parser.add_argument("--format", choices=("table", "json", "md", "html"), default="table")
    parser.add_argument(
        "--errors", metavar="FILE", help="every error with its cause, as JSON Lines"
    )
    parser.add_argument("--slices", action="store_true", help="also by layout, issuer, deadline")
    parser.add_argument("--samples", type=int, default=1000, help="bootstrap samples")


def _evaluate(args: argparse.Namespace) -> int:
    gold = _gold(args.gold, args.split)
    source = {"predicted": args.pred} if args.pred else provenance()
    report = evaluate(
        [g.minutes for g in gold],
        _answers(gold, args.pred),
        samples=args.samples,
        meta=[g.meta for g in gold],
        normalize=None if args.pred else protocol_nlp.load().normalize_spans,
        provenance={"gold": args.gold, **source},
    )
    if args.errors:
        write_errors(report.errors, args.errors)
    print(render(report, args.format, slices=args.slices))
    return 0


def _gold(path: str, split: str | None) -> list[GoldDocument]:
    try:
        return load_gold(path, split=split)
    except (OSError, ValueError) as error:
        raise Failure(str(error), status=2) from error


def _answers(gold: Sequence[GoldDocument], path: str | None) -> list[Minutes]:
    if path is None:
        return [protocol_nlp.extract(g.text, id=g.id) for g in gold]
    return pair_up(gold, _said(path))


def _said(path: str) -> list[Minutes]:
    try:
        return load_predictions(path)
    except (OSError, ValueError, EOFError) as error:
        raise Failure(str(error), status=2) from error


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="predictions before")
    parser.add_argument("b", metavar="B", help="predictions after, or - for ours now")
    parser.add_argument("gold", metavar="GOLD", help="a folder of gold documents, or JSON Lines")
    parser.add_argument("--split", metavar="NAME", help="only that split of the folder")
    parser.add_argument("--common", action="store_true", help="only documents that A knows")
    parser.add_argument("--format", choices=("table", "json", "md"), default="table")
    parser.add_argument("--samples", type=int, default=1000, help="bootstrap samples")


def _compare(args: argparse.Namespace) -> int:
    gold = _gold(args.gold, args.split)
    if args.common:
        told = {minutes.source.sha256 for minutes in _said(args.a)}
        gold = [g for g in gold if g.minutes.source.sha256 in told]
    before = _answers(gold, args.a)
    after = _answers(gold, None if args.b == "-" else args.b)
    found = compare(before, after, [g.minutes for g in gold], samples=args.samples)
    print(render_comparison(found, args.format))
    return 0


def _agreement_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="FIRST", help="a folder of gold documents, or JSON Lines")
    parser.add_argument(
        "second", metavar="SECOND", help="a second annotator's gold of some of them"
    )
    parser.add_argument(
        "--as-made", metavar="FOLDER", help="golds of FIRST before they were mended"
    )
    parser.add_argument("--split", metavar="NAME", help="only that split of the first folder")
    parser.add_argument("--format", choices=("table", "json", "md"), default="table")
    parser.add_argument("--list", metavar="FILE", help="every difference, as JSON Lines or .tsv")
    parser.add_argument("--samples", type=int, default=1000, help="bootstrap samples")


def _agreement(args: argparse.Namespace) -> int:
    gold = [g.minutes for g in _gold(args.first, args.split)]
    as_made = _said(args.as_made) if args.as_made else ()
    first, second = doubly_annotated(gold, _said(args.second), as_made)
    if not first:
        raise Failure(f"no document of {args.first} is annotated in {args.second} too", status=2)
    found = agreement(first, second, samples=args.samples)
    if args.list:
        path = Path(args.list)
        path.write_text(disagreements_text(found.disagreements, path.suffix), "utf-8")
    print(render_agreement(found, args.format))
    return 0


EVALUATE = Command("evaluate", "Gold against predicted.", _evaluate_arguments, _evaluate)
COMPARE = Command("compare", "Two results against gold.", _compare_arguments, _compare)
AGREEMENT = Command("agreement", "How far two annotators agree.", _agreement_arguments, _agreement)
