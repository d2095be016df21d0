"""How right the program is on each split of the corpus, as the pages state it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import protocol_nlp
from protocol_nlp.evaluation import Report, evaluate
from protocol_nlp.evaluation.gold import GoldDocument, load_gold, load_predictions, pair_up
from protocol_nlp.evaluation.render.cells import share, spread
from protocol_nlp.evaluation.render.drawing import reliability_drawing
from protocol_nlp.evaluation.render.plain import markdown_rows
from protocol_nlp.evaluation.report import Figure

__all__ = ["calibration", "causes", "deadline_kinds", "headline", "headline_in_russian", "layouts"]

SPLITS = ("development", "test")
DRAWING = Path("docs/img/reliability.svg")

ENGLISH = {
    "headline": "executors, roles and deadlines all right",
    "decisions.found": "decisions found",
    "decisions.exact": "their boundaries",
    "executors.name_and_role": "executors with their role",
    "deadlines.whole": "deadlines whole",
    "deadlines.due": "last day",
    "controllers.name": "who checks",
    "mentions.strict": "people and organisations, strictly",
    "entities.name": "their names in normal form",
}
RUSSIAN = {
    "headline": "исполнители, роли и сроки верны все",
    "decisions.found": "решения найдены",
    "decisions.exact": "их границы",
    "executors.name_and_role": "исполнители с ролью",
    "deadlines.whole": "сроки целиком",
    "deadlines.due": "последний день",
    "controllers.name": "кто контролирует",
    "mentions.strict": "люди и органы, строго",
    "entities.name": "их имена в начальной форме",
}


@cache
def _gold(split: str) -> list[GoldDocument]:
    return load_gold(f"corpus/{split}")


@cache
def report(split: str) -> Report:
    """What the program makes of a split."""
    gold = _gold(split)
    answers = [protocol_nlp.extract(g.text, id=g.id) for g in gold]
    return evaluate([g.minutes for g in gold], answers, meta=[g.meta for g in gold])


@cache
def _baseline(split: str) -> Report:
    gold = _gold(split)
    command = [sys.executable, "benchmarks/baseline.py", f"corpus/{split}"]
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as said:
        subprocess.run(command, check=True, stdout=said)  # noqa: S603  our own script
        answers = pair_up(gold, load_predictions(said.name))
    return evaluate([g.minutes for g in gold], answers, samples=0)


def headline() -> str:
    """The table of the README."""
    return _table(ENGLISH, ("F1 (95 % interval)", "development", "test", "baseline, test"))


def headline_in_russian() -> str:
    """The same in Russian."""
    return _table(
        RUSSIAN, ("F1 (интервал 95 %)", "для разработки", "отложенные", "простое решение")
    )


def _table(labels: Mapping[str, str], headings: tuple[str, ...]) -> str:
    sizes = [f"{report(s).documents} / {report(s).decisions}" for s in SPLITS]
    first, *others = headings
    head = (
        first,
        *(f"{name}, {size}" for name, size in zip(others, sizes, strict=False)),
        others[-1],
    )
    rows = [
        (
            label,
            *(_cell(report(split).figures[name]) for split in SPLITS),
            share(_baseline("test").figures[name].tally.f1),
        )
        for name, label in labels.items()
    ]
    return markdown_rows(head, rows)


def _cell(figure: Figure) -> str:
    return f"{share(figure.tally.f1)} ({spread(figure.interval)})"


def layouts() -> str:
    """The headline by layout."""
    return _slices("layout")


def deadline_kinds() -> str:
    """The headline by kind of deadline."""
    return _slices("deadline kind")


def _slices(dimension: str) -> str:
    values = sorted({v for split in SPLITS for v in report(split).slices[dimension]})
    cells = [
        (value, *(c for split in SPLITS for c in _slice(split, dimension, value)))
        for value in values
    ]
    columns = [f"{split}, {what}" for split in SPLITS for what in ("documents", "decisions", "F1")]
    return markdown_rows((dimension, *columns), cells)


def _slice(split: str, dimension: str, value: str) -> tuple[str, str, str]:
    found = report(split)
    if value not in found.slices[dimension]:
        return "–", "–", "–"
    figure = found.slices[dimension][value]["headline"]
    size = str(found.sizes[dimension][value])
    interval = f" ({spread(figure.interval)})" if figure.interval else ""
    return size, str(int(figure.tally.gold)), share(figure.tally.f1) + interval


def causes() -> str:
    """Errors of the development split by the first stage that went wrong."""
    found = report("development")
    every = found.causes(headline=False)
    rows = [(cause, str(number), str(every[cause])) for cause, number in found.causes().items()]
    return markdown_rows(("stage", "cost a decision", "all"), rows)


def calibration() -> str:
    """The reliability of confidence, as a table; the drawing is written beside it."""
    drawn = {
        f"{split}, {report(split).calibration.count} decisions": report(split).calibration
        for split in SPLITS
    }
    DRAWING.parent.mkdir(exist_ok=True)
    DRAWING.write_text(reliability_drawing(drawn), "utf-8")
    rows = []
    for split in SPLITS:
        found = report(split).calibration
        mean = sum(b.count * b.confidence for b in found.bins) / found.count
        right = sum(b.count * b.accuracy for b in found.bins) / found.count
        rows.append((split, str(found.count), *map(share, (mean, right, found.error, found.brier))))
    return markdown_rows(
        ("split", "decisions", "mean confidence", "right", "expected calibration error", "Brier"),
        rows,
    )
