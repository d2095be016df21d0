"""The baseline gives the JSON of the contract and reads what is plain to read."""

import subprocess
import sys
from pathlib import Path

from protocol_nlp.evaluation.gold import load_predictions

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "baseline.py"
TEXT = """ПРОТОКОЛ № 7
г. Зареченск
12.04.2022

РЕШИЛИ:

1. Рекомендовать главам сельских поселений:
1.1. Осмотреть мосты.
Срок – до 20.05.2022.
1.2. Докладывать ежемесячно.
2. Информацию принять к сведению.
"""


def test_the_baseline_reads_a_plain_document(tmp_path):
    (tmp_path / "plain.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, str(SCRIPT), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True)
    (tmp_path / "said.jsonl").write_bytes(done.stdout)
    (minutes,) = load_predictions(tmp_path / "said.jsonl")
    header = minutes.header
    assert (header.number, header.place, header.date) == ("7", "Зареченск", "2022-04-12")
    first, second, third = minutes.decisions
    assert [d.number for d in minutes.decisions] == ["1.1", "1.2", "2"]
    assert [e.name for e in first.executors] == ["главы сельских поселений"]
    assert first.executors[0].inherited
    assert first.deadline.due == "2022-05-20"
    assert first.text == "Осмотреть мосты."
    assert (first.modality, third.kind, third.executors) == ("recommendation", "note", ())
    assert second.deadline is None  # only «Срок» and «до …» are looked for
