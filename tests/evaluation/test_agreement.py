"""Two annotators: kappa where they choose a kind, F1 where they choose what to mark."""

import hashlib
import json
from collections import Counter
from dataclasses import replace

import pytest

from protocol_nlp.cli import main
from protocol_nlp.codec import dumps
from protocol_nlp.evaluation.agreement import agreement, cohen, doubly_annotated
from protocol_nlp.evaluation.render import disagreements_text, render_agreement


def choices(table: dict[str, int]) -> Counter[tuple[str, str]]:
    """``{"ab": 3}``: the first chose a, the second b, three times."""
    return Counter({(pair[0], pair[1]): times for pair, times in table.items()})


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ({"aa": 10, "bb": 10}, 1.0),
        ({"ab": 10, "ba": 10}, -1.0),
        ({"aa": 5, "ab": 5, "ba": 5, "bb": 5}, 0.0),
        ({"aa": 45, "ab": 15, "ba": 25, "bb": 15}, 0.130435),  # the two tables of Cohen's
        ({"aa": 25, "ab": 35, "ba": 5, "bb": 35}, 0.259259),  # paradox, as textbooks give them
        ({"aa": 7}, None),
        ({}, None),
    ],
)
def test_kappa(table, kappa):
    assert cohen(choices(table)) == kappa


def second(gold):
    """A second annotator: another kind for one decision, no deadline for another, no p2."""
    one, two, three = gold.decisions
    return replace(
        gold,
        text="",
        decisions=(one, replace(two, deadline=None), replace(three, kind="note")),
        mentions=gold.mentions[:2],
    )


def test_figures_are_the_same_whoever_is_first(gold):
    other = replace(second(gold), text=gold.text)
    one, back = agreement([gold], [other], samples=0), agreement([other], [gold], samples=0)
    assert one.kappas == back.kappas
    assert one.kappas["decisions.kind"].count == 3
    assert one.kappas["decisions.kind"].same == pytest.approx(2 / 3)
    for name in ("headline", "deadlines.whole", "mentions.strict"):
        f1 = one.report.figures[name].tally.f1
        assert f1 == back.report.figures[name].tally.f1 != 1
    assert one.report.figures["executors.name_and_role"].tally.f1 == 1


def test_several_documents_have_intervals_and_rows_of_their_own(gold):
    named = [replace(gold, source=replace(gold.source, id=name)) for name in "ab"]
    found = agreement(named, [gold, replace(second(gold), text=gold.text)], samples=100)
    assert found.kappas["decisions.kind"].interval.high == 1
    assert list(found.documents) == ["a", "b"]
    assert found.documents["a"].report.headline == 1
    assert found.documents["b"].report.headline < found.report.headline < 1
    assert found.documents["a"].kappas["decisions.kind"].interval is None


def test_documents_are_paired_by_their_text(gold):
    told = replace(gold, source=replace(gold.source, sha256="1"))
    alone = replace(gold, source=replace(gold.source, sha256="2"))
    first, other = doubly_annotated([alone, told], [replace(second(told), text="")])
    assert first == [told]
    assert other[0].text == told.text
    before = replace(told, decisions=(), text="")
    assert doubly_annotated([told], [told], [before])[0] == [replace(before, text=told.text)]


@pytest.mark.parametrize("format_", ["table", "md", "json"])
def test_every_format_tells_kappa_and_figures(gold, format_):
    text = render_agreement(agreement([gold], [replace(second(gold), text=gold.text)]), format_)
    assert "decisions.kind" in text
    assert "mentions.strict" in text
    with pytest.raises(ValueError, match="html"):
        render_agreement(agreement([gold], [gold]), "html")


def test_differences_are_listed_with_both_answers(gold):
    found = agreement([gold], [replace(second(gold), text=gold.text)], samples=0)
    rows = [json.loads(line) for line in disagreements_text(found.disagreements, "").splitlines()]
    told = {(row["what"], row["decision"]): (row["first"], row["second"]) for row in rows}
    assert told["decision.kind", "3"] == ("other", "note")
    assert told["deadline", "2"] == ("«ежемесячно» due –; execution recurrent P1M", None)
    table = disagreements_text(found.disagreements, ".tsv").splitlines()
    assert table[0].split("\t") == list(rows[0])
    assert len(table) == len(rows) + 1


def lay(folder, name, minutes):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.gold.json").write_text(dumps(minutes), "utf-8")


def test_the_command(gold, tmp_path, capsys):
    digest = hashlib.sha256(gold.text.encode()).hexdigest()
    gold = replace(gold, source=replace(gold.source, sha256=digest))
    lay(tmp_path / "forest", "a", gold)
    (tmp_path / "forest/a.txt").write_bytes(gold.text.encode())
    lay(tmp_path / "second/forest", "a", second(gold))
    listing = tmp_path / "differences.tsv"
    folders = str(tmp_path), str(tmp_path / "second")
    assert main(["agreement", *folders, "--list", str(listing)]) == 0
    assert "1 documents annotated twice, 3 decisions" in capsys.readouterr().out
    assert "decision.kind" in listing.read_text("utf-8")
    lay(tmp_path / "as_made/forest", "a", second(gold))
    assert main(["agreement", *folders, "--as-made", str(tmp_path / "as_made")]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["headline", "1.000", "–", "3", "3", "3"] in rows
    (tmp_path / "empty").mkdir()
    assert main(["agreement", str(tmp_path), str(tmp_path / "empty")]) == 2
    assert "annotated in" in capsys.readouterr().err
