"""The whole JSON of the seed against a committed golden file, and section 7 of the contract."""

import json
from pathlib import Path

import protocol_nlp
from protocol_nlp import codec

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "corpus/development/amur-governor/seed.txt").read_text(encoding="utf-8")
GOLDEN = Path(__file__).parent / "golden" / "seed.json"
MINUTES = protocol_nlp.extract(TEXT)
FIXED = ["2021-06-01", "2021-08-01", "2021-07-01", "2021-09-01"]


def test_whole_json() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert json.loads(codec.dumps(MINUTES)) == golden


def test_five_people_and_no_sixth() -> None:
    people = {e.name: e for e in MINUTES.entities if e.kind == "person"}
    names = ["Орлов В.А.", "Басюк В.С.", "Семченко Е.Е.", "Яковлева С.В.", "Калита В.С."]
    assert list(people) == names
    assert len(people["Орлов В.А."].mentions) == 5
    assert people["Яковлева С.В."].gender == "f"


def test_eleven_decisions() -> None:
    rows = [d.deadline and d.deadline.due for d in MINUTES.decisions]
    assert rows == [None, None, *FIXED, *[None] * 5]
    kinds = [d.deadline.parts[0].kind for d in MINUTES.decisions if d.deadline]
    assert kinds == ["absolute"] * 4 + ["permanent"] * 5
    paths = [d.path[-1] for d in MINUTES.decisions]
    assert paths == ["1", "2", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2", "3"]


def test_executors() -> None:
    names = {e.id: e.name for e in MINUTES.entities}
    first = [[names[x.entity] for x in d.executors] for d in MINUTES.decisions]
    assert first[:2] == [[], []]
    assert first[2:8] == [["главы муниципальных образований области"]] * 6
    assert first[8:10] == [["Министерство образования и науки области"]] * 2
    assert "институт развития образования" in first[10][0]
