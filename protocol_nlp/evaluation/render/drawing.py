"""The small drawings of the page, as inline SVG and bars of CSS."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from protocol_nlp.evaluation.calibration import Calibration
from protocol_nlp.evaluation.report import Figure

__all__ = ["causes_chart", "interval_bar", "reliability_diagram", "reliability_drawing"]

WIDTH, SIDE = 120, 220  # pixels


def interval_bar(figure: Figure) -> str:
    """F1 as a dot on a line from 0 to 1, its interval as a band."""
    if figure.tally.f1 is None:
        return ""
    band = ""
    if figure.interval:
        low, high = (value * WIDTH for value in figure.interval)
        band = (
            f'<rect class="band" x="{low:.1f}" y="2" width="{max(1, high - low):.1f}" height="10"/>'
        )
    return (
        f'<svg width="{WIDTH}" height="14" role="img"><rect class="track" y="6" '
        f'width="{WIDTH}" height="2"/>{band}'
        f'<circle class="dot" cx="{figure.tally.f1 * WIDTH:.1f}" cy="7" r="3.5"/></svg>'
    )


def causes_chart(cost: Mapping[str, int], every: Mapping[str, int]) -> str:
    """One bar a stage: all errors pale, those that cost a decision in full colour."""
    most = max([*every.values(), 1])
    rows = "".join(
        f'<span>{cause}</span><i style="width:{100 * number / most:.1f}%;min-width:2px">'
        f'<b style="width:{100 * cost[cause] / number if number else 0:.1f}%"></b></i>'
        f"<span class=dim>{cost[cause]} of {number}</span>"
        for cause, number in every.items()
    )
    return f'<div class="bars">{rows}</div>'


def reliability_diagram(calibration: Calibration) -> str:
    """Confidence to the right, share that is right upwards; a dot's size is its bin's."""
    most = max(b.count for b in calibration.bins)
    places = [(b.confidence * SIDE, SIDE - b.accuracy * SIDE, b) for b in calibration.bins]
    dots = "".join(
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{3 + 6 * (b.count / most) ** 0.5:.1f}">'
        f"<title>{b.low:.1f}–{b.high:.1f}: {b.count} decisions, {b.accuracy:.3f} right</title>"
        "</circle>"
        for x, y, b in places
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    return (
        f'<svg viewBox="-34 -8 {SIDE + 48} {SIDE + 44}" width="{SIDE + 48}" role="img">'
        f'<path class="axis" fill="none" d="M0 0V{SIDE}H{SIDE}"/>'
        f'<path class="ideal" d="M0 {SIDE}L{SIDE} 0"/>'
        f'<polyline class="curve" points="{line}"/>{dots}{_axis_labels()}</svg>'
    )


_STYLE = (
    "text{font:11px system-ui,sans-serif;fill:#667080}.title{font-size:13px;fill:#1d2129}"
    ".paper{fill:#fbfaf7}.axis{stroke:#c9c6bb}.ideal{stroke:#667080;stroke-dasharray:3 3}"
    ".curve{stroke:#2b5fb3;fill:none;stroke-width:2}.dot{fill:#2b5fb3}"
)


def reliability_drawing(calibrations: Mapping[str, Calibration]) -> str:
    """Reliability diagrams side by side, each under its name, as an SVG file of its own.

    >>> reliability_drawing({}).startswith("<svg xmlns=")
    True
    """
    step, height = SIDE + 84, SIDE + 84
    parts = []
    for place, (name, calibration) in enumerate(calibrations.items()):
        left = 18 + place * step
        diagram = reliability_diagram(calibration) if calibration.bins else ""
        place_in = f'<svg x="{left}" y="30" height="{SIDE + 44}" '
        parts.append(f'<text class="title" x="{left + 34}" y="22">{escape(name)}</text>')
        parts.append(diagram.replace("<svg ", place_in, 1))
    width = 18 + step * len(calibrations)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><style>{_STYLE}</style>'
        f'<rect class="paper" width="{width}" height="{height}"/>{"".join(parts)}</svg>\n'
    )


def _axis_labels() -> str:
    middle = SIDE / 2
    return (
        f'<text x="-6" y="4" text-anchor="end">1</text>'
        f'<text x="-6" y="{SIDE}" text-anchor="end">0</text>'
        f'<text x="{SIDE}" y="{SIDE + 16}" text-anchor="end">1</text>'
        f'<text x="{middle}" y="{SIDE + 30}" text-anchor="middle">confidence</text>'
        f'<text x="-14" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 -14 {middle})">right</text>'
    )
