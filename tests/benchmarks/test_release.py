"""What is kept of a release is little, and as good for every measure as the whole."""

import gzip
import json

import protocol_nlp
from benchmarks.release import main, slim
from protocol_nlp import codec
from protocol_nlp.cli import main as command
from protocol_nlp.evaluation import compare
from protocol_nlp.evaluation.gold import load_gold

FOLDER = "corpus/development/amur-governor"


def test_nothing_that_is_measured_is_lost():
    (gold,) = load_gold(FOLDER)
    answer = protocol_nlp.extract(gold.text, id=gold.id)
    short = slim(answer)
    assert len(json.dumps(short, ensure_ascii=False)) < len(codec.dumps(answer)) * 0.75
    again = codec.from_dict(json.loads(json.dumps(short)), text=gold.text)
    gaps = compare([answer], [again], [gold.minutes], samples=0).gaps
    assert {name for name, gap in gaps.items() if gap.a != gap.b} == set()
    assert gaps["mentions.strict"].a is not None


def test_a_kept_release_is_compared_over_the_documents_that_it_knows(tmp_path, capsys):
    main(FOLDER)
    kept = tmp_path / "0.1.jsonl.gz"
    kept.write_bytes(gzip.compress(capsys.readouterr().out.encode()))
    gold = "corpus/development"
    assert command(["compare", str(kept), str(kept), gold, "--common", "--samples", "0"]) == 0
    assert capsys.readouterr().out.startswith("1 documents; right in both 11, in neither 0")
    assert command(["compare", str(kept), str(kept), FOLDER, "--samples", "20"]) == 0
    kept.write_bytes(b"no archive")
    assert command(["compare", str(kept), "-", gold]) == 2
