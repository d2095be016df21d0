"""How far the annotators of the corpus agree, as the data card states it."""

from __future__ import annotations

from protocol_nlp.evaluation.agreement import Agreement, doubly_annotated
from protocol_nlp.evaluation.agreement import agreement as agreement_of
from protocol_nlp.evaluation.gold import load_gold, load_predictions
from protocol_nlp.evaluation.render.cells import share, spread
from protocol_nlp.evaluation.render.plain import markdown_rows

__all__ = ["table"]

ROWS = {
    "kind of decision (κ)": "decisions.kind",
    "kind of deadline (κ)": "deadlines.kind",
    "case of a mention (κ)": "mentions.case",
    "decisions found": "decisions.found",
    "their boundaries": "decisions.exact",
    "mentions of people and organisations, strictly": "mentions.strict",
    "entities (B³)": "entities.b_cubed",
    "executors": "executors.name",
    "executors and their roles": "executors.name_and_role",
    "representatives": "executors.representative",
    "controllers": "controllers.name",
    "decisions with the same deadline": "headline.deadline",
    "decisions with the same executors and roles": "headline.executors",
    "decisions with both (headline)": "headline",
}


def table() -> str:
    """The table of the data card."""
    gold = [document.minutes for document in load_gold("corpus")]
    second, as_made = load_predictions("corpus/second"), load_predictions("corpus/as_made")
    found = agreement_of(*doubly_annotated(gold, second, as_made))
    size = f"{found.report.documents} documents, {found.report.decisions} decisions"
    rows = [_row(found, label, name) for label, name in ROWS.items()]
    return markdown_rows((size, "agreement", "95 %", "of"), rows)


def _row(found: Agreement, label: str, name: str) -> tuple[str, ...]:
    if label.endswith("(κ)"):
        kappa = found.kappas[name]
        return label, share(kappa.value), spread(kappa.interval), str(kappa.count)
    figure = found.report.figures[name]
    return label, share(figure.tally.f1), spread(figure.interval), str(int(figure.tally.gold))
