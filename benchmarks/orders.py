"""How many decisions have all executors, roles and deadlines right, on light golds.

Usage: python -m benchmarks.orders [corpus/orders ...] [--errors]

Prints a line a document and the figures over each folder and over all, with intervals from
resampling whole documents.  The documents and how they were made: ``corpus/orders/README.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import protocol_nlp
from protocol_nlp.evaluation import evaluate
from protocol_nlp.evaluation.render import render
from protocol_nlp.records import Minutes

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
sys.path.insert(0, str(CORPUS))

from gold.light import light_gold  # noqa: E402 - beside the data, not in the package

__all__ = ["golds", "headline"]

_SHOWN = ("headline", "decisions.found", "executors.name_and_role", "deadlines.whole")
_SAMPLES = 1000


def golds(paths: Sequence[Path]) -> Iterator[Path]:
    """The light golds under some paths, in order."""
    for path in paths:
        found = path.rglob("*.toml") if path.is_dir() else [path]
        yield from sorted(found, key=lambda p: (len(p.parent.name), p))


def headline(path: Path) -> tuple[Minutes, Minutes]:
    """The gold of one document and what is read in its text."""
    gold = light_gold(path)
    return gold, protocol_nlp.extract(gold.text, id=gold.source.id)


def _rows(pairs: Sequence[tuple[Minutes, Minutes]], *, samples: int) -> list[str]:
    result = evaluate([a for a, _ in pairs], [b for _, b in pairs], samples=samples)
    shown = render(result, "table", slices=False).splitlines()
    return [row for row in shown if row.startswith(_SHOWN)]


def _errors(pair: tuple[Minutes, Minutes]) -> Iterator[str]:
    for error in evaluate([pair[0]], [pair[1]], samples=0).errors:
        if error.headline:
            yield f"    {error.cause}: {error.what}: {error.gold} | {error.predicted}"


def main() -> None:
    """Prints the figures; see the module's words."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS / "orders"])
    parser.add_argument("--errors", action="store_true", help="tell each error, by its cause")
    args = parser.parse_args()
    folders: dict[str, list[tuple[Minutes, Minutes]]] = {}
    for path in golds(args.paths):
        pair = headline(path)
        folders.setdefault(path.parent.name, []).append(pair)
        print(f"{pair[0].source.id:8} {_rows([pair], samples=0)[0]}")
        if args.errors:
            print("\n".join(_errors(pair)))
    for name, pairs in folders.items():
        print(f"{name}: {len(pairs)} documents", *_rows(pairs, samples=_SAMPLES), sep="\n")
    every = [pair for pairs in folders.values() for pair in pairs]
    print(f"all: {len(every)} documents", *_rows(every, samples=_SAMPLES), sep="\n")


if __name__ == "__main__":
    main()
