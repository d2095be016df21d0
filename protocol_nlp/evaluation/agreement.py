"""How far two annotators agree who marked the same documents apart.

Where they choose among kinds for the same thing, Cohen's kappa (Cohen 1960, A Coefficient of
Agreement for Nominal Scales) takes away what chance alone would give.  Where they also choose
what to mark, there is no fixed set of things to agree on by chance, and F1 of the one against
the other is the figure to give (Hripcsak and Rothschild 2005, Agreement, the F-Measure, and
Reliability in Information Retrieval).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from protocol_nlp.evaluation.alignment import Aligned
from protocol_nlp.evaluation.bootstrap import percentiles, resamples
from protocol_nlp.evaluation.errors import Error
from protocol_nlp.evaluation.measures.deadlines import kinds
from protocol_nlp.evaluation.measures.executors import match_names
from protocol_nlp.evaluation.report import Report, evaluate
from protocol_nlp.evaluation.tally import Interval
from protocol_nlp.records import Minutes

__all__ = ["Agreement", "Kappa", "agreement", "cohen", "doubly_annotated"]

Choices = Counter[tuple[str, str]]
"""How often the first annotator chose the one kind where the second chose the other."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa, the bare share of equal choices, the number of things both marked.

    ``value`` is null where there is one kind only, so that chance alone would agree.
    """

    value: float | None
    same: float | None
    count: int
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotators agree on: over all, and document by document.

    ``report`` is that of the second against the first; each of its F1 is the same whichever
    is called the gold.  ``disagreements`` are its errors, whose causes mean nothing here.
    """

    report: Report
    kappas: Mapping[str, Kappa]
    documents: Mapping[str, Agreement]

    @property
    def disagreements(self) -> tuple[Error, ...]:
        """Every difference, document by document."""
        return self.report.errors


def cohen(choices: Choices) -> float | None:
    """Cohen's kappa: (p - e) / (1 - e), for p equal choices where chance gives e.

    >>> cohen(Counter({("note", "note"): 20, ("note", "other"): 5, ("other", "note"): 10,
    ...                ("other", "other"): 15}))
    0.4
    >>> cohen(Counter({("note", "note"): 3})) is None
    True
    """
    size = sum(choices.values())
    first, second = Counter[str](), Counter[str]()
    for (one, other), times in choices.items():
        first[one] += times
        second[other] += times
    chance = sum(first[kind] * second[kind] for kind in first) / size**2 if size else 1.0
    if chance == 1:
        return None
    same = sum(times for (one, other), times in choices.items() if one == other) / size
    return round((same - chance) / (1 - chance), 6)


def doubly_annotated(
    first: Sequence[Minutes], second: Sequence[Minutes], as_made: Sequence[Minutes] = ()
) -> tuple[list[Minutes], list[Minutes]]:
    """The documents that both have, in the order of the second; by checksum of the text.

    The second's minutes get the first's text.  ``as_made`` are minutes of the first as they
    were before the two were compared: they stand in for those that were mended since.
    """
    known = {minutes.source.sha256: minutes for minutes in first}
    for minutes in as_made:
        mended = known.get(minutes.source.sha256)
        if mended is not None:
            known[minutes.source.sha256] = replace(minutes, text=mended.text)
    both = [(known[m.source.sha256], m) for m in second if m.source.sha256 in known]
    return [a for a, _ in both], [replace(b, text=a.text) for a, b in both]


def agreement(
    first: Sequence[Minutes], second: Sequence[Minutes], *, seed: int = 0, samples: int = 1000
) -> Agreement:
    """Two annotations of the same documents, in the same order.

    ``samples`` resamples of the documents, drawn from ``seed``, give the 95 % intervals.
    Raises ValueError where the lengths differ.

    >>> from protocol_nlp.records import Header, Source
    >>> one = Minutes(Source("a", "", 0), Header(date="2021-03-30"))
    >>> agreement([one], [one]).report.figures["header.date"].tally.f1
    1.0
    """
    report = evaluate(first, second, seed=seed, samples=samples)
    chosen = [_choices(Aligned(a, b)) for a, b in zip(first, second, strict=True)]
    alone = (
        {a.source.id: agreement([a], [b], samples=0) for a, b in zip(first, second, strict=True)}
        if len(first) > 1
        else {}
    )
    return Agreement(report, _kappas(chosen, seed, samples), alone)


def _choices(pair: Aligned) -> dict[str, Choices]:
    """What each chose for the things that both marked: decisions, executors, mentions."""
    decisions = list(pair.decision_pairs())
    spans = {mention.span: mention for mention in pair.predicted.mentions}
    mentions = [(m, spans[m.span]) for m in pair.gold.mentions if m.span in spans]
    executors = [
        (a.executors[i], b.executors[j])
        for a, b in decisions
        for i, j in match_names(pair, a.executors, b.executors).items()
    ]
    return {
        "decisions.kind": Counter((a.kind, b.kind) for a, b in decisions),
        "decisions.modality": Counter((a.modality, b.modality) for a, b in decisions),
        "deadlines.kind": Counter(
            (" ".join(sorted(kinds(a))), " ".join(sorted(kinds(b)))) for a, b in decisions
        ),
        "executors.role": Counter((a.role, b.role) for a, b in executors),
        "mentions.kind": Counter((a.kind, b.kind) for a, b in mentions),
        "mentions.case": Counter((str(a.case), str(b.case)) for a, b in mentions),
    }


def _kappas(chosen: Sequence[Mapping[str, Choices]], seed: int, samples: int) -> dict[str, Kappa]:
    names = list(chosen[0]) if chosen else []
    return {name: _kappa([row[name] for row in chosen], seed, samples) for name in names}


def _kappa(rows: Sequence[Choices], seed: int, samples: int) -> Kappa:
    together = sum(rows, Counter[tuple[str, str]]())
    size = sum(together.values())
    same = sum(times for (one, other), times in together.items() if one == other)
    return Kappa(cohen(together), same / size if size else None, size, _spread(rows, seed, samples))


def _spread(rows: Sequence[Choices], seed: int, samples: int) -> Interval | None:
    """The interval of kappa over resamples of the documents, as for every other figure."""
    if len(rows) < 2 or samples < 1:  # noqa: PLR2004  one document has no spread
        return None
    found = []
    for times in resamples(len(rows), samples, seed).astype(int).tolist():
        drawn: Choices = Counter()
        for row, weight in zip(rows, times, strict=True):
            for choice, number in row.items():
                drawn[choice] += weight * number
        found.append(cohen(+drawn))
    return percentiles([value for value in found if value is not None])
