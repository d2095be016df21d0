"""Reports for a terminal, a program, a README and a browser."""

from __future__ import annotations

from typing import Literal

from protocol_nlp.evaluation.agreement import Agreement
from protocol_nlp.evaluation.comparing import Comparison
from protocol_nlp.evaluation.render.concord import agreement_text, disagreements_text
from protocol_nlp.evaluation.render.page import page
from protocol_nlp.evaluation.render.plain import (
    comparison_text,
    markdown_rows,
    report_text,
    table_rows,
)
from protocol_nlp.evaluation.render.structured import (
    agreement_json,
    comparison_json,
    report_json,
    write_errors,
)
from protocol_nlp.evaluation.report import Report

__all__ = [
    "Format",
    "disagreements_text",
    "render",
    "render_agreement",
    "render_comparison",
    "write_errors",
]

Format = Literal["table", "json", "md", "html"]


def render(report: Report, format: Format = "table", *, slices: bool = True) -> str:  # noqa: A002
    """A report as text in one of four formats; ``slices`` is for the table and Markdown.

    Raises ValueError for another format.

    >>> from protocol_nlp.evaluation.report import evaluate
    >>> render(evaluate([], [])).splitlines()[0]
    '0 documents, 0 decisions; seed 0; samples 1000'
    """
    if format == "table":
        return report_text(report, table_rows, slices=slices)
    if format == "md":
        return report_text(report, markdown_rows, title="## {}", slices=slices)
    if format == "json":
        return report_json(report)
    if format == "html":
        return page(report)
    raise ValueError(f"a report has no format {format!r}, only table, json, md and html")


def render_comparison(comparison: Comparison, format: Format = "table") -> str:  # noqa: A002
    """A comparison as a table, JSON or Markdown; raises ValueError for another format."""
    if format == "table":
        return comparison_text(comparison, table_rows)
    if format == "md":
        return comparison_text(comparison, markdown_rows, title="## {}")
    if format == "json":
        return comparison_json(comparison)
    raise ValueError(f"a comparison has no format {format!r}, only table, json and md")


def render_agreement(agreement: Agreement, format: Format = "table") -> str:  # noqa: A002
    """An agreement as a table, JSON or Markdown; raises ValueError for another format."""
    if format == "table":
        return agreement_text(agreement, table_rows)
    if format == "md":
        return agreement_text(agreement, markdown_rows, title="## {}")
    if format == "json":
        return agreement_json(agreement)
    raise ValueError(f"an agreement has no format {format!r}, only table, json and md")
