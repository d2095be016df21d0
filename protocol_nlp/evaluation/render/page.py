"""A report as one HTML page that needs nothing else: no font, no script, no net."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from protocol_nlp.evaluation.render.cells import count, measured, share, spread
from protocol_nlp.evaluation.render.drawing import causes_chart, interval_bar, reliability_diagram
from protocol_nlp.evaluation.render.excerpt import error_card
from protocol_nlp.evaluation.render.labels import LABELS, group_of
from protocol_nlp.evaluation.report import Figure, Report

__all__ = ["page"]

SHOWN = 2000  # errors on the page; a browser grows slow beyond, and --errors has them all


@cache
def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def page(report: Report) -> str:
    """The page: headline, causes, calibration, all figures, slices, and every error in its text."""
    parts = [*_top(report), *_charts(report), *_figures(report), *_slices(report), *_errors(report)]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>protocol_nlp: evaluation</title>\n<style>\n{_asset('page.css')}</style>\n</head>\n"
        f"<body>\n<main>\n{''.join(parts)}</main>\n<script>\n{_asset('page.js')}</script>\n"
        "</body>\n</html>\n"
    )


def _top(report: Report) -> Iterator[str]:
    figure = report.figures.get("headline")
    yield '<div class="top"><div><h1>Decisions with everything right</h1>'
    yield f'<div class="big">{share(report.headline)}</div>'
    yield f'<div class="dim">F1, 95 % {spread(figure.interval if figure else None)}</div></div>'
    yield '<ul class="facts">'
    told = {"documents": report.documents, "decisions": report.decisions, **report.provenance}
    for name, value in told.items():
        yield f"<li><span class=dim>{escape(name)}</span> <b>{escape(str(value))}</b></li>"
    yield "</ul></div>\n"


def _charts(report: Report) -> Iterator[str]:
    yield '<div class="columns"><section><h2>Where decisions were lost</h2>'
    yield '<p class="note">Errors by the first stage that went wrong. Full colour: those that '
    yield "cost a decision; pale: all.</p>"
    yield causes_chart(report.causes(), report.causes(headline=False))
    yield "</section>\n"
    if report.calibration.error is not None:
        yield "<section><h2>Is confidence honest?</h2>"
        yield '<p class="note">Of the decisions given a confidence, the share that is right. '
        yield f"Expected calibration error {share(report.calibration.error)}, "
        yield f"Brier score {share(report.calibration.brier)}.</p>"
        yield reliability_diagram(report.calibration)
        yield "</section>\n"
    yield "</div>\n"


def _figures(report: Report) -> Iterator[str]:
    yield "<h2>Every measure</h2>"
    yield '<div class="wide"><table><thead><tr><th>measure<th>P<th>R<th>F1<th>0 … 1<th>95 %'
    yield "<th>right<th>predicted<th>gold</tr></thead><tbody>\n"
    shown = measured(report.figures)
    for group, names in groupby(shown, key=group_of):
        yield f'<tr><th colspan="9">{escape(group)}</th></tr>\n'
        for name in names:
            yield _figure_row(name, shown[name])
    yield "</tbody></table></div>\n"


def _figure_row(name: str, figure: Figure) -> str:
    tally = figure.tally
    label = f"{escape(LABELS.get(name, ''))} <small><code>{escape(name)}</code></small>"
    ratios = f"<td>{share(tally.precision)}<td>{share(tally.recall)}"
    counts = (count(tally.right), count(tally.predicted), count(tally.gold))
    return (
        f'<tr><td>{label}{ratios}<td class="f1">{share(tally.f1)}<td>{interval_bar(figure)}'
        f"<td>{spread(figure.interval)}{''.join(f'<td>{c}' for c in counts)}</tr>\n"
    )


def _slices(report: Report) -> Iterator[str]:
    for dimension, values in report.slices.items():
        names = list(next(iter(values.values())))
        yield f"<h2>By {escape(dimension)}</h2>"
        yield f'<div class="wide"><table><thead><tr><th>{escape(dimension)}<th>documents<th>gold'
        yield "".join(f"<th>{escape(name)}" for name in names)
        yield "<th>0 … 1<th>95 %</tr></thead><tbody>\n"
        for value, figures in values.items():
            yield _slice_row(value, report.sizes[dimension][value], figures)
        yield "</tbody></table></div>\n"


def _slice_row(value: str, documents: int, figures: Mapping[str, Figure]) -> str:
    first, *others = figures.values()
    cells = "".join(f"<td>{share(figure.tally.f1)}" for figure in others)
    return (
        f"<tr><td>{escape(value)}<td>{documents}<td>{count(first.tally.gold)}"
        f'<td class="f1">{share(first.tally.f1)}{cells}'
        f"<td>{interval_bar(first)}<td>{spread(first.interval)}</tr>\n"
    )


def _errors(report: Report) -> Iterator[str]:
    yield f"<h2>Every error in its text ({len(report.errors)})</h2>"
    if not report.errors:
        yield '<p class="note">There is none.</p>'
        return
    yield '<p class="note"><mark class="gold">Green below</mark>: what is right. '
    yield '<mark class="said">Red above</mark>: what was said. '
    yield "A red edge: the error costs a decision.</p>"
    yield from _filters(report)
    shown = report.errors[:SHOWN]
    for name, errors in groupby(shown, key=lambda error: error.document):
        cards = "".join(error_card(error, report.texts.get(name, "")) for error in errors)
        yield f'<section class="document"><h3>{escape(name)}</h3>\n{cards}</section>\n'
    if len(report.errors) > SHOWN:
        yield f'<p class="note">{len(report.errors) - SHOWN} more are not shown here.</p>'


def _filters(report: Report) -> Iterator[str]:
    cost = sum(error.headline for error in report.errors)
    choices = {"cost": ("cost a decision", cost), "all": ("all", len(report.errors))}
    choices |= {c: (c, n) for c, n in report.causes(headline=False).items() if n}
    yield '<div class="filters">'
    for cause, (label, number) in choices.items():
        yield f'<button type="button" data-cause="{cause}">{label} {number}</button>'
    yield "</div>\n"
