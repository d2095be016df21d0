"""``spacy train`` on the corpus, a few steps: from gold to a pipeline that reads."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus/development"
MODEL = ROOT / "models/ner_spacy"


def run(*words: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    out = tmp_path_factory.mktemp("ner")
    run(MODEL / "docbins.py", CORPUS, out, "--fold", 1)
    return out


def test_no_document_is_in_two_parts_and_none_is_lost(parts):
    vocab = spacy.blank("ru").vocab
    texts = {
        path.stem: [doc.text for doc in DocBin().from_disk(path).get_docs(vocab)]
        for path in parts.glob("*.spacy")
    }
    assert sorted(texts) == ["dev", "held_out", "train"]
    together = [text for part in texts.values() for text in part]
    gold = [path.read_bytes().decode() for path in CORPUS.glob("*/*.txt")]
    assert sorted(together) == sorted(gold)


def test_a_few_steps_make_a_pipeline(parts):
    told = run(
        *("-m", "spacy", "train", MODEL / "config.cfg", "-o", parts / "model"),
        *("--paths.train", parts / "train.spacy", "--paths.dev", parts / "dev.spacy"),
        *("--training.max_steps", 4, "--training.eval_frequency", 2),
    )
    rows = [line.split() for line in told.splitlines() if line[:3].strip().isdigit()]
    assert [row[1] for row in rows] == ["0", "2", "4"], told
    assert 0 < float(rows[-1][3]) < math.inf
    nlp = spacy.load(parts / "model/model-last")
    assert nlp.get_pipe("ner").labels == ("ORG", "PER")
    assert nlp("Доклад по п.3 принят.")[2].text == "п"  # the tokenizer travels with the model
    nlp.add_pipe("protocol_nlp")
    named = [e for e in nlp("Доклад Зуевой Т.П. принят.").ents if e._.normal]
    assert [(e.text, e._.normal) for e in named] == [("Зуевой Т.П.", "Зуева Т.П.")]
