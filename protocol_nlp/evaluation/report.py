"""The evaluation itself: gold and predicted documents to a report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.bootstrap import intervals
from protocol_nlp.evaluation.calibration import Calibration, calibrate
from protocol_nlp.evaluation.errors import CAUSES, Error, errors
from protocol_nlp.evaluation.measures import measure
from protocol_nlp.evaluation.measures.headline import HEADLINE, by_deadline_kind, right_pairs
from protocol_nlp.evaluation.measures.mentions import Normalize
from protocol_nlp.evaluation.tally import Interval, Tallies, Tally, total
from protocol_nlp.records import Minutes

__all__ = ["SLICED", "Figure", "Report", "evaluate"]

SLICED = (HEADLINE, "decisions.found", "executors.name", "deadlines.whole", "mentions.strict")
"""The measures that are also told slice by slice."""

BY_META = ("layout", "format", "issuer")
BY_DEADLINE = "deadline kind"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over all documents: its counts and the 95 % interval of its F1."""

    tally: Tally
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation says.

    ``slices`` maps a dimension («layout») to its values, each to its figures; ``sizes`` the
    same to the number of documents.  ``texts`` are the documents' texts by id, for showing
    errors in their words.  ``provenance`` says what was compared with what.
    """

    documents: int
    decisions: int
    figures: Mapping[str, Figure]
    slices: Mapping[str, Mapping[str, Mapping[str, Figure]]]
    sizes: Mapping[str, Mapping[str, int]]
    errors: tuple[Error, ...]
    calibration: Calibration
    provenance: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def headline(self) -> float | None:
        """F1 of decisions with all executors, their roles and all deadlines right."""
        return self.figures[HEADLINE].tally.f1 if HEADLINE in self.figures else None

    def causes(self, *, headline: bool = True) -> dict[str, int]:
        """How many errors each stage caused: of those that cost a decision, or of all."""
        counts = Counter(e.cause for e in self.errors if e.headline or not headline)
        return {cause: counts[cause] for cause in CAUSES}


def evaluate(  # noqa: PLR0913  every one is a keyword of its own
    gold: Sequence[Minutes],
    predicted: Sequence[Minutes],
    *,
    seed: int = 0,
    samples: int = 1000,
    meta: Sequence[Mapping[str, str]] | None = None,
    normalize: Normalize | None = None,
    provenance: Mapping[str, str] | None = None,
) -> Report:
    """Gold documents against what was predicted for each, in the same order.

    ``samples`` resamples of the documents, drawn from ``seed``, give the intervals (0: no
    intervals).  ``meta`` has a mapping a document, whose ``layout``, ``format`` and
    ``issuer`` make the slices.  ``normalize`` (an analyzer's ``normalize_spans``) adds normal
    forms on gold spans.  Raises ValueError where the lengths differ.

    >>> from protocol_nlp.records import Decision, Header, Source, Span
    >>> note = Decision("d1", "1", ("1",), None, Span(0, 7), "Принять", None, "note", "order")
    >>> gold = Minutes(Source("a", "", 7), Header(), decisions=(note,), text="Принять")
    >>> evaluate([gold], [gold]).headline
    1.0
    """
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} gold documents, but {len(predicted)} predicted ones")
    pairs = [Aligned(a, b) for a, b in zip(gold, predicted, strict=True)]
    rows = [measure(pair, normalize) for pair in pairs]
    slices, sizes = _slices(pairs, rows, meta or [{} for _ in pairs], seed, samples)
    return Report(
        documents=len(pairs),
        decisions=sum(len(minutes.decisions) for minutes in gold),
        figures=_figures(rows, seed, samples),
        slices=slices,
        sizes=sizes,
        errors=tuple(error for pair in pairs for error in errors(pair)),
        calibration=calibrate([answer for pair in pairs for answer in _answers(pair)]),
        provenance={**(provenance or {}), "seed": str(seed), "samples": str(samples)},
        texts={minutes.source.id: minutes.text for minutes in gold},
    )


def _answers(pair: Aligned) -> list[tuple[float, bool]]:
    """The confidence of each predicted decision and whether it is right."""
    right = set(right_pairs(pair).values())
    return [(d.confidence, j in right) for j, d in enumerate(pair.predicted.decisions)]


def _figures(rows: Sequence[Tallies], seed: int, samples: int) -> dict[str, Figure]:
    spread = intervals(rows, seed=seed, samples=samples)
    return {name: Figure(tally, spread.get(name)) for name, tally in total(rows).items()}


Slices = dict[str, dict[str, dict[str, Figure]]]


def _slices(
    pairs: Sequence[Aligned],
    rows: Sequence[Tallies],
    meta: Sequence[Mapping[str, str]],
    seed: int,
    samples: int,
) -> tuple[Slices, dict[str, dict[str, int]]]:
    """The figures of each slice, and how many documents each has."""
    members: dict[str, dict[str, list[Tallies]]] = defaultdict(lambda: defaultdict(list))
    for row, told in zip(rows, meta, strict=True):
        short = {name: row.get(name, Tally()) for name in SLICED}
        for dimension in BY_META:
            if told.get(dimension):
                members[dimension][told[dimension]].append(short)
    for pair in pairs:
        for kind, tally in by_deadline_kind(pair).items():
            members[BY_DEADLINE][kind].append({HEADLINE: tally})
    slices = {
        dimension: {value: _figures(values[value], seed, samples) for value in sorted(values)}
        for dimension, values in members.items()
    }
    sizes = {d: {v: len(values[v]) for v in sorted(values)} for d, values in members.items()}
    return slices, sizes
