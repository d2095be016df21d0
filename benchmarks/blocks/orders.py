"""How right the program is on the light golds: those used to mend it, and those held out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.orders import golds, headline
from protocol_nlp.evaluation import Report, evaluate
from protocol_nlp.evaluation.render.cells import share, spread
from protocol_nlp.evaluation.render.plain import markdown_rows
from protocol_nlp.evaluation.report import Figure

__all__ = ["table"]

ORDERS = Path("corpus/orders")
USED = tuple(str(n) for n in range(1, 9))
HELD_OUT = ("9", "10")
_ROWS = {
    "headline": "executors, roles and deadlines all right",
    "decisions.found": "decisions found",
    "executors.name_and_role": "executors with their role",
    "deadlines.whole": "deadlines whole",
}


def _report(folders: Sequence[str]) -> Report:
    pairs = [headline(path) for path in golds([ORDERS / folder for folder in folders])]
    return evaluate([gold for gold, _ in pairs], [read for _, read in pairs])


def table() -> str:
    """The figures of both, as rows of Markdown."""
    used, held = _report(USED), _report(HELD_OUT)
    head = [
        "F1 (95 % interval)",
        f"1 to 8, {used.documents} / {used.decisions}",
        f"held out, {held.documents} / {held.decisions}",
    ]
    rows = [
        (label, *(_cell(report.figures[name]) for report in (used, held)))
        for name, label in _ROWS.items()
    ]
    return markdown_rows(head, rows)


def _cell(figure: Figure) -> str:
    return f"{share(figure.tally.f1)} ({spread(figure.interval)})"
