"""One order, one line: who must do it, in which role, and who stands for the body."""

from pathlib import Path

import pytest

import protocol_nlp
from protocol_nlp.resolution.naming import fold

LINES = [
    line.split(" => ")
    for name in ("orders.txt", "offices.txt", "notes.txt")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def told(words: str) -> str:
    minutes = protocol_nlp.extract(f"ПРОТОКОЛ\nсовещания\n05.02.2024\n\nРЕШИЛИ:\n1. {words}")
    (decision,) = minutes.decisions
    names = {e.id: e.name for e in minutes.entities}
    found = []
    for e in decision.executors:
        mark = "" if e.role == "responsible" else "+ "
        person = f" ({names[e.representative]})" if e.representative else ""
        found.append(f"{mark}{e.name}{person}")
    return "; ".join(found) or "–"


@pytest.mark.parametrize(("words", "gold"), LINES, ids=[words for words, _ in LINES])
def test_order(words: str, gold: str) -> None:
    assert fold(told(words)) == fold(gold)
