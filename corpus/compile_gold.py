# ruff: noqa: INP001 - a script beside data, no package
"""Compile every ``*.gold.toml`` of the corpus into the JSON of the contract beside it.

    python corpus/compile_gold.py corpus           write what is new or changed
    python corpus/compile_gold.py corpus --check   write nothing, tell what is stale

A path of one source, or of a folder in the corpus, does that part only.  Exit status 1
where a source is wrong or (with ``--check``) a JSON is stale.  ``GUIDE.ru.md`` tells the
notation.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
sys.path[:0] = [str(CORPUS), str(CORPUS.parent)]

from gold.build import build  # noqa: E402 - the path is set above, so that no install is needed
from gold.quotes import GoldError  # noqa: E402

from protocol_nlp.records import Minutes  # noqa: E402

SOURCE = ".gold.toml"
ASIDE = ("second", "as_made")
"""Folders of golds whose text lies elsewhere: <folder>/<split>/<issuer>/<doc>.gold.toml.

Those of second annotators, and first golds as they were before second reading mended them.
"""


def sources(path: Path) -> list[Path]:
    """The gold sources under a path, or the one that it is."""
    return [path] if path.is_file() else sorted(path.rglob(f"*{SOURCE}"))


def issuers() -> dict[str, str]:
    """The split of every issuing body, from ``splits.toml``."""
    table = tomllib.loads((CORPUS / "splits.toml").read_text("utf-8"))
    return {issuer: split for split, names in table.items() for issuer in names}


def text_of(source: Path) -> Path:
    """The document of a source: beside it, or, for a gold kept aside, where the first lies."""
    where = source.resolve().relative_to(CORPUS).parts
    where = where[1:] if where[0] in ASIDE else where
    return CORPUS.joinpath(*where[:-1], where[-1].removesuffix(SOURCE) + ".txt")


def compile_source(source: Path) -> Minutes:
    """The gold Minutes of one source; raises GoldError where the two disagree."""
    document = text_of(source)
    split, issuer = document.relative_to(CORPUS).parts[:2]
    if issuers().get(issuer) != split:
        raise GoldError(f"splits.toml does not put {issuer!r} into {split!r}")
    name = f"{split}/{issuer}/{document.stem}"
    try:
        return build(
            name, document.read_bytes().decode("utf-8"), tomllib.loads(source.read_text("utf-8"))
        )
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{type(error).__name__}: {error}") from error


def as_json(minutes: Minutes) -> str:
    """The JSON of the contract, one field a line, with a final newline."""
    tree = dataclasses.asdict(minutes)
    del tree["text"]
    tree = {"schema": tree.pop("schema"), **tree}
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def target(source: Path) -> Path:
    """Where the JSON of a source lies."""
    return source.with_suffix(".json")


def _stale(path: Path, *, check: bool) -> Iterator[str]:
    """A line for each source that is wrong or, when only checking, newer than its JSON."""
    for source in sources(path):
        try:
            new = as_json(compile_source(source))
        except GoldError as error:
            yield f"{source}: {error}"
            continue
        old = target(source).read_text("utf-8") if target(source).exists() else ""
        if new != old and check:
            yield f"{source}: its JSON is stale; run corpus/compile_gold.py"
        elif new != old:
            target(source).write_text(new, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command line; gives the exit status."""
    parser = argparse.ArgumentParser(description="compile the gold of the corpus")
    parser.add_argument("path", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    complaints = list(_stale(options.path, check=options.check))
    sys.stderr.writelines(f"{line}\n" for line in complaints)
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
