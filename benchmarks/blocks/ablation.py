"""What each group of linking rules gives, as the page on linking states it."""

from __future__ import annotations

from benchmarks.ablation import HEADINGS, ablations
from protocol_nlp.evaluation.render.plain import markdown_rows

__all__ = ["table"]


def table() -> str:
    """The table over the development split."""
    return markdown_rows(HEADINGS, ablations("corpus/development"))
