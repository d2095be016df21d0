"""The agreement of two annotators as a table, Markdown, JSON, and a list of what they differ in."""

from __future__ import annotations

from collections.abc import Sequence

from protocol_nlp.evaluation.agreement import Agreement, Kappa
from protocol_nlp.evaluation.errors import Error
from protocol_nlp.evaluation.render.cells import count, measured, share, spread
from protocol_nlp.evaluation.render.plain import Draw
from protocol_nlp.evaluation.render.structured import rows_text

__all__ = ["agreement_text", "disagreements_text"]

HEADINGS = ("measure", "F1", "95 %", "both", "first", "second")
KAPPAS = ("choice", "κ", "95 %", "same", "things")
BY_DOCUMENT = {
    "headline": "headline",
    "executors": "headline.executors",
    "deadlines": "headline.deadline",
    "controllers": "controllers.name",
    "mentions": "mentions.strict",
}
"""The columns of the table by document, each with its measure."""

COLUMNS = ("document", "decision", "what", "first", "second", "first_span", "second_span")


def agreement_text(agreement: Agreement, draw: Draw, *, title: str = "{}") -> str:
    """An agreement with ``draw`` for its tables and ``title`` for its headings."""
    report = agreement.report
    kappas = [_kappa_row(name, kappa) for name, kappa in agreement.kappas.items() if kappa.count]
    figures = [
        (
            name,
            share(figure.tally.f1),
            spread(figure.interval),
            *map(count, (figure.tally.right, figure.tally.gold, figure.tally.predicted)),
        )
        for name, figure in measured(report.figures).items()
    ]
    blocks = [
        f"{report.documents} documents annotated twice, {report.decisions} decisions",
        title.format("Kinds chosen for what both marked (Cohen's kappa)"),
        draw(KAPPAS, kappas),
        title.format("What each marked (F1 of the one against the other)"),
        draw(HEADINGS, figures),
    ]
    if agreement.documents:
        blocks += [title.format("By document"), _documents(agreement, draw)]
    return "\n\n".join(blocks) + "\n"


def _kappa_row(name: str, kappa: Kappa) -> tuple[str, ...]:
    return (name, share(kappa.value), spread(kappa.interval), share(kappa.same), str(kappa.count))


def _documents(agreement: Agreement, draw: Draw) -> str:
    rows = [
        (
            name,
            str(own.report.decisions),
            share(own.kappas["decisions.kind"].value),
            *(share(own.report.figures[measure].tally.f1) for measure in BY_DOCUMENT.values()),
            str(len(own.disagreements)),
        )
        for name, own in agreement.documents.items()
    ]
    return draw(("document", "decisions", "κ of kinds", *BY_DOCUMENT, "differences"), rows)


def disagreements_text(disagreements: Sequence[Error], suffix: str) -> str:
    """Every difference, one a line: as ``.tsv`` or ``.csv`` by the suffix, else JSON Lines."""
    rows = [
        {
            "document": error.document,
            "decision": error.decision,
            "what": error.what,
            "first": error.gold,
            "second": error.predicted,
            "first_span": error.gold_span,
            "second_span": error.predicted_span,
        }
        for error in disagreements
    ]
    return rows_text(rows, COLUMNS, suffix)
