"""A report, a comparison and the list of errors as JSON, and the errors as a table to sort."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from protocol_nlp.evaluation.agreement import Agreement
from protocol_nlp.evaluation.comparing import Comparison
from protocol_nlp.evaluation.errors import Error
from protocol_nlp.evaluation.report import Figure, Report

__all__ = ["agreement_json", "comparison_json", "report_json", "rows_text", "write_errors"]

PLACES = 4


def report_json(report: Report) -> str:
    """A report as JSON text, the same bytes for the same figures (ratios to four places)."""
    return _dump(
        {
            "documents": report.documents,
            "decisions": report.decisions,
            "provenance": dict(report.provenance),
            "measures": _figures(report.figures),
            "slices": {
                dimension: {
                    value: {
                        "documents": report.sizes[dimension][value],
                        "measures": _figures(figures),
                    }
                    for value, figures in values.items()
                }
                for dimension, values in report.slices.items()
            },
            "causes": {"cost a decision": report.causes(), "all": report.causes(headline=False)},
            "calibration": _rounded(asdict(report.calibration)),
        }
    )


def comparison_json(comparison: Comparison) -> str:
    """A comparison as JSON text, with every decision gained and lost."""
    return _dump(_rounded(asdict(comparison)))


def agreement_json(agreement: Agreement) -> str:
    """An agreement as JSON text, with that of every document."""
    return _dump(_agreement(agreement))


def _agreement(agreement: Agreement) -> dict[str, Any]:
    report = agreement.report
    tree = {
        "documents": report.documents,
        "decisions": report.decisions,
        "kappas": {name: _rounded(asdict(kappa)) for name, kappa in agreement.kappas.items()},
        "measures": _figures(report.figures),
    }
    if agreement.documents:
        tree["by document"] = {name: _agreement(own) for name, own in agreement.documents.items()}
    return tree


def _dump(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _figures(figures: Mapping[str, Figure]) -> dict[str, dict[str, Any]]:
    return {name: _figure(figure) for name, figure in figures.items()}


def _figure(figure: Figure) -> dict[str, Any]:
    tally = figure.tally
    return {
        "precision": _rounded(tally.precision),
        "recall": _rounded(tally.recall),
        "f1": _rounded(tally.f1),
        "interval": _rounded(figure.interval),
        **{name: _rounded(value) for name, value in tally._asdict().items()},
    }


def _rounded(tree: Any) -> Any:  # noqa: ANN401  JSON
    if isinstance(tree, float):
        return int(tree) if tree.is_integer() and abs(tree) > 1 else round(tree, PLACES)
    if isinstance(tree, Mapping):
        return {name: _rounded(value) for name, value in tree.items()}
    return [_rounded(value) for value in tree] if isinstance(tree, list | tuple) else tree


def write_errors(errors: Sequence[Error], path: str | Path) -> None:
    """Every error with its cause, one a line: ``.tsv`` or ``.csv`` by the name, else JSON Lines."""
    path = Path(path)
    rows = [_rounded(asdict(error)) for error in errors]
    text = rows_text(rows, list(Error.__dataclass_fields__), path.suffix)
    path.write_bytes(text.encode("utf-8", "backslashreplace"))


def rows_text(rows: Sequence[Mapping[str, Any]], names: Sequence[str], suffix: str) -> str:
    r"""Rows as text: tabs for ``.tsv``, commas for ``.csv``, else JSON Lines.

    >>> rows_text([{"what": "deadline", "span": (1, 2)}], ["what", "span"], ".tsv")
    'what\tspan\ndeadline\t1-2\n'
    """
    if suffix not in (".tsv", ".csv"):
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    buffer = io.StringIO()
    delimiter = "\t" if suffix == ".tsv" else ","
    writer = csv.DictWriter(buffer, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in names})
    return buffer.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return "-".join(map(str, value))
    return "" if value is None else " ".join(str(value).split())
