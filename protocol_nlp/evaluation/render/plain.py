"""A report as a plain table and as Markdown, which differ only in how rows are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from protocol_nlp.evaluation.comparing import Change, Comparison
from protocol_nlp.evaluation.render.cells import HEADINGS, figure_cells, measured, share, spread
from protocol_nlp.evaluation.report import Report

__all__ = ["comparison_text", "markdown_rows", "report_text", "table_rows"]

Row = Sequence[str]
Draw = Callable[[Row, Sequence[Row]], str]
SHOWN_CHANGES = 50


def table_rows(head: Row, rows: Sequence[Row]) -> str:
    """Rows in columns, the first to the left, the others to the right.

    >>> print(table_rows(("measure", "F1"), [("headline", ".951")]))
    measure     F1
    headline  .951
    """
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(cell.rjust(width) if i else cell.ljust(width) for i, (cell, width) in cells)
        for cells in (enumerate(zip(row, widths, strict=True)) for row in (head, *rows))
    ]
    return "\n".join(line.rstrip() for line in lines)


def markdown_rows(head: Row, rows: Sequence[Row]) -> str:
    """The same as a Markdown table.

    >>> print(markdown_rows(("measure", "F1"), [("headline", ".951")]))
    | measure | F1 |
    | :--- | ---: |
    | headline | .951 |
    """
    marks = [":---", *["---:"] * (len(head) - 1)]
    escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *escaped))


def report_text(report: Report, draw: Draw, *, title: str = "{}", slices: bool = True) -> str:
    """A report with ``draw`` for its tables and ``title`` for its headings."""
    lines = [f"{report.documents} documents, {report.decisions} decisions"]
    figures = [figure_cells(name, f) for name, f in measured(report.figures).items()]
    blocks = ["; ".join(lines + _told(report)), draw(HEADINGS, figures)]
    causes = [
        (c, str(n), str(report.causes(headline=False)[c])) for c, n in report.causes().items()
    ]
    blocks += [
        title.format("Errors by the first stage that went wrong"),
        draw(("stage", "cost a decision", "all"), causes),
    ]
    if report.calibration.error is not None:
        blocks += [title.format("Calibration of confidence"), _calibration(report, draw)]
    if slices:
        for dimension, values in report.slices.items():
            blocks += [
                title.format(f"By {dimension}"),
                _slice(report, dimension, list(values), draw),
            ]
    return "\n\n".join(blocks) + "\n"


def _told(report: Report) -> list[str]:
    return [f"{name} {value}" for name, value in report.provenance.items()]


def _calibration(report: Report, draw: Draw) -> str:
    found = report.calibration
    rows = [
        (f"{b.low:.1f}–{b.high:.1f}", str(b.count), share(b.confidence), share(b.accuracy))
        for b in found.bins
    ]
    table = draw(("confidence", "decisions", "mean", "right"), rows)
    return f"{table}\n\nexpected calibration error {share(found.error)}, Brier {share(found.brier)}"


def _slice(report: Report, dimension: str, values: list[str], draw: Draw) -> str:
    names = list(report.slices[dimension][values[0]])
    rows = []
    for value in values:
        figures = report.slices[dimension][value]
        ratios = [share(figures[name].tally.f1) for name in names]
        first = figures[names[0]]
        sizes = str(report.sizes[dimension][value]), str(int(first.tally.gold))
        rows.append((value, *sizes, *ratios, spread(first.interval)))
    return draw((dimension, "documents", "decisions", *names, f"95 % of {names[0]}"), rows)


def comparison_text(comparison: Comparison, draw: Draw, *, title: str = "{}") -> str:
    """What one result gained and lost against another, with ``draw`` for the tables."""
    gaps = [
        (
            name,
            share(gap.a),
            share(gap.b),
            _signed(gap.a, gap.b),
            spread(gap.interval),
            _p(gap.p_value),
        )
        for name, gap in comparison.gaps.items()
        if gap.a is not None or gap.b is not None
    ]
    summary = (
        f"{comparison.documents} documents; right in both {comparison.both_right}, in neither "
        f"{comparison.both_wrong}, gained {len(comparison.gained)}, lost {len(comparison.lost)}"
    )
    blocks = [summary, draw(("measure", "A", "B", "B - A", "95 %", "p"), gaps)]
    for name, changes in (("Gained", comparison.gained), ("Lost", comparison.lost)):
        if changes:
            blocks += [title.format(name), "\n".join(map(_change, changes[:SHOWN_CHANGES]))]
        if len(changes) > SHOWN_CHANGES:
            blocks.append(f"... and {len(changes) - SHOWN_CHANGES} more (all of them in the JSON)")
    return "\n\n".join(blocks) + "\n"


def _signed(a: float | None, b: float | None) -> str:
    gain = (b or 0.0) - (a or 0.0)
    return f"{gain + 0.0:+.3f}".replace("0.", ".", 1)


def _p(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _change(change: Change) -> str:
    sides = {"gold": change.gold, "A": change.a or "not found", "B": change.b or "not found"}
    said = "\n".join(f"  {side + ':':5} {answer}" for side, answer in sides.items())
    return (
        f"- {change.document} {change.number or '–'}: {' '.join(change.text.split())[:120]}\n{said}"
    )
