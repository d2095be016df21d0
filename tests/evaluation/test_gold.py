"""Gold and predictions from files, and which belongs to which."""

import hashlib
import json
from dataclasses import replace

import pytest

from protocol_nlp import codec
from protocol_nlp.evaluation.gold import load_gold, load_predictions, pair_up
from protocol_nlp.records import Source


@pytest.fixture
def corpus(tmp_path, gold):
    """Two issuing bodies, one document each, in two splits."""
    for split, issuer in (("development", "forest"), ("test", "river")):
        folder = tmp_path / split / issuer
        folder.mkdir(parents=True)
        text = gold.text.replace("\n", "\r\n") if issuer == "river" else gold.text
        named = replace(gold, source=Source(f"{split}/{issuer}/one", "", len(text)))
        (folder / "one.txt").write_bytes(text.encode())
        (folder / "one.gold.json").write_text(codec.dumps(named), "utf-8")
    (tmp_path / "splits.toml").write_text('[development]\nforest = "Лес"\n[test]\nriver = "Река"\n')
    return tmp_path


def test_a_tree_of_documents(corpus, gold):
    first, second = load_gold(corpus)
    assert (first.id, first.meta) == ("development/forest/one", {"issuer": "forest"})
    assert first.minutes.decisions == gold.decisions
    assert first.minutes.source.sha256 == hashlib.sha256(gold.text.encode()).hexdigest()
    assert second.text.count("\r\n") == gold.text.count("\n")
    assert second.minutes.source.chars == len(second.text)


def test_splits(corpus):
    assert [d.id for d in load_gold(corpus, split="test")] == ["test/river/one"]
    assert [d.id for d in load_gold(corpus / "test", split="test")] == ["test/river/one"]
    with pytest.raises(ValueError, match="no split 'dev', only development, test"):
        load_gold(corpus, split="dev")


def test_meta_from_the_json_or_the_source_beside_it(corpus):
    file = corpus / "test/river/one.gold.json"
    file.with_suffix(".toml").write_text('[meta]\nlayout = "table"\nformat = "docx"\n')
    obj = {**json.loads(file.read_text("utf-8")), "meta": {"layout": "letter", "year": 2022}}
    file.write_text(json.dumps(obj), "utf-8")
    meta = load_gold(corpus)[1].meta
    assert meta == {"issuer": "river", "layout": "letter", "format": "docx", "year": "2022"}


def test_json_lines(corpus, tmp_path):
    lines = [
        json.dumps({**codec.to_dict(d.minutes), "text": d.text}, ensure_ascii=False)
        for d in load_gold(corpus)
    ]
    path = tmp_path / "gold.jsonl"
    path.write_bytes("\n".join(lines).encode())
    assert [d.minutes for d in load_gold(path)] == [d.minutes for d in load_gold(corpus)]


def test_what_is_missing_or_wrong_is_told(corpus, tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no gold at"):
        load_gold(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=r"no file \*\.gold\.json under"):
        load_gold(tmp_path / "empty")
    file = corpus / "test/river/one.gold.json"
    file.write_text("{}", "utf-8")
    with pytest.raises(ValueError, match=r"one\.gold\.json: schema is None"):
        load_gold(corpus)
    file.with_name("one.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"one\.txt is missing"):
        load_gold(corpus)


def test_a_text_that_was_changed_after_annotation_is_told(corpus):
    document = load_gold(corpus)[0]
    file = corpus / "development/forest/one.gold.json"
    file.write_text(codec.dumps(document.minutes), "utf-8")
    file.with_name("one.txt").write_text("Другое", "utf-8")
    with pytest.raises(ValueError, match="not the annotated one"):
        load_gold(corpus)


@pytest.mark.parametrize("shape", ["object", "lines", "folder"])
def test_predictions_in_every_shape(gold, tmp_path, shape):
    line = codec.dumps(gold)
    if shape == "object":
        path = tmp_path / "a.json"
        path.write_text(codec.dumps(gold, indent=2), "utf-8")
    elif shape == "lines":
        path = tmp_path / "a.jsonl"
        path.write_text(f'{line}\n{{"id": "b", "error": "unreadable"}}\n', "utf-8")
    else:
        path = tmp_path / "said"
        path.mkdir()
        (path / "a.json").write_text(line, "utf-8")
    assert load_predictions(path) == [gold]


def test_bad_predictions_are_told(tmp_path):
    (tmp_path / "a.jsonl").write_text("{}\n{", "utf-8")
    with pytest.raises(ValueError, match=r"a\.jsonl is neither JSON nor JSON Lines"):
        load_predictions(tmp_path / "a.jsonl")
    with pytest.raises(FileNotFoundError):
        load_predictions(tmp_path / "b.jsonl")


def test_pairs_by_checksum_then_name_then_stem(corpus, gold):
    first, second = load_gold(corpus)

    def said(name, checksum=""):
        return replace(gold, source=Source(name, checksum, 0))

    by_checksum = said("other", second.minutes.source.sha256)
    assert pair_up([first, second], [by_checksum])[1].source.id == "other"
    assert pair_up([first, second], [by_checksum])[0].decisions == ()
    by_name = [said("test/river/one"), said("development/forest/one")]
    assert [m.source.id for m in pair_up([first, second], by_name)] == [first.id, second.id]
    assert pair_up([first], [said("one.txt")])[0].decisions == gold.decisions
    ambiguous = [said("a/one.txt"), said("b/one.txt")]
    assert pair_up([first], ambiguous)[0].decisions == ()
    assert pair_up([first], [said("one.txt")])[0].text == first.text
