"""Light golds say what their texts say, and a rule that breaks many of them is noticed."""

from pathlib import Path

import pytest
from gold.light import light_gold
from gold.quotes import GoldError

import protocol_nlp
from protocol_nlp.evaluation import evaluate

ORDERS = Path(__file__).resolve().parents[2] / "corpus" / "orders"
GOLDS = sorted(ORDERS.rglob("*.toml"))
_FLOOR = 0.68  # of F1 over all; what is read is told by `python -m benchmarks.orders`


@pytest.mark.parametrize("path", GOLDS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_quotes_are_found_and_days_can_be_computed(path: Path) -> None:
    gold = light_gold(path)
    assert gold.decisions
    for decision in gold.decisions:
        assert decision.text.split()[0] in decision.span.of(gold.text)


def test_most_orders_are_read_right() -> None:
    golds = [light_gold(path) for path in GOLDS]
    read = [protocol_nlp.extract(gold.text, id=gold.source.id) for gold in golds]
    assert (evaluate(golds, read, samples=0).headline or 0.0) > _FLOOR


def test_a_wrong_quote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1. Бору А.А. вывезти снег.", "utf-8")
    gold = tmp_path / "a.toml"
    gold.write_text('date = "2023-04-03"\n[[decision]]\ntext = "Вывезти лёд."\n', "utf-8")
    with pytest.raises(GoldError, match="decision 1"):
        light_gold(gold)
