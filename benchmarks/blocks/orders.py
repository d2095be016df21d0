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
# Head of the column -> folders: two series of documents, each with folders that mended the
# program and folders that nobody who mends it has opened.
_COLUMNS = {
    "1 to 8": tuple(str(n) for n in range(1, 9)),
    "held out: 9, 10": ("9", "10"),
    "11 to 14, 17, 18": ("11", "12", "13", "14", "17", "18"),
    "held out: 15, 16": ("15", "16"),
}
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
    """The figures of each column, as rows of Markdown."""
    reports = {head: _report(folders) for head, folders in _COLUMNS.items()}
    heads = [f"{head}: {r.documents} / {r.decisions}" for head, r in reports.items()]
    rows = [
        (label, *(_cell(report.figures[name]) for report in reports.values()))
        for name, label in _ROWS.items()
    ]
    return markdown_rows(["F1 (95 % interval)", *heads], rows)


def _cell(figure: Figure) -> str:
    return f"{share(figure.tally.f1)} ({spread(figure.interval)})"
