"""Every figure that README and the docs state, computed anew, and put where it stands.

    python -m benchmarks.figures            print every block
    python -m benchmarks.figures --write    and write it into the pages

A block of a page is what stands between ``<!-- figures: NAME -->`` and ``<!-- /figures -->``;
``BLOCKS`` says what makes it.  Run in the root of the repository.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.blocks import ablation, agreement, formats, orders, splits

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md",
    "README.ru.md",
    "corpus/README.md",
    "corpus/orders/README.md",
    "models/*/README.md",
    "docs/*.md",
)
BLOCK = re.compile(
    r"(?P<head><!-- figures: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(?P<tail><!-- /figures -->)",
    re.DOTALL,
)

BLOCKS: Mapping[str, Callable[[], str]] = {
    "headline": splits.headline,
    "headline-ru": splits.headline_in_russian,
    "layouts": splits.layouts,
    "deadline-kinds": splits.deadline_kinds,
    "causes": splits.causes,
    "calibration": splits.calibration,
    "agreement": agreement.table,
    "structure": formats.structure,
    "formats": formats.beside,
    "ablation": ablation.table,
    "orders": orders.table,
}


def pages() -> list[Path]:
    """The pages that may hold blocks."""
    return [page for pattern in PAGES for page in sorted(ROOT.glob(pattern))]


def filled(text: str, tables: Mapping[str, str]) -> str:
    r"""A page with its blocks filled from ``tables``; raises KeyError for an unknown block.

    >>> filled("<!-- figures: a -->\nold\n<!-- /figures -->", {"a": "new"})
    '<!-- figures: a -->\nnew\n<!-- /figures -->'
    """
    return BLOCK.sub(lambda m: f"{m['head']}{tables[m['name']]}\n{m['tail']}", text)


def main(arguments: list[str] | None = None) -> None:
    """Prints every block that a page has; with ``--write`` also writes the pages."""
    parser = argparse.ArgumentParser(description="the figures of README and docs")
    parser.add_argument("--write", action="store_true", help="write them into the pages")
    parser.add_argument("--only", metavar="NAME", nargs="*", help="only these blocks")
    options = parser.parse_args(arguments)
    tables = {}
    for name in options.only or BLOCKS:
        tables[name] = BLOCKS[name]()
        print(f"## {name}\n\n{tables[name]}\n", flush=True)
    for page in pages() if options.write else ():
        text = page.read_text("utf-8")
        kept = {m["name"]: m["body"].rstrip("\n") for m in BLOCK.finditer(text)}
        page.write_text(filled(text, {**kept, **tables}), "utf-8")


if __name__ == "__main__":
    main()
