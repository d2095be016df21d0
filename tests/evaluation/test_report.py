"""The report: intervals, slices, calibration, comparison, and the four ways to show it."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol_nlp.evaluation import compare, evaluate
from protocol_nlp.evaluation.bootstrap import difference, intervals, resamples
from protocol_nlp.evaluation.calibration import calibrate
from protocol_nlp.evaluation.render import render, render_comparison, write_errors
from protocol_nlp.evaluation.render.labels import LABELS, group_of
from protocol_nlp.evaluation.tally import Tally
from protocol_nlp.records import Header, Minutes


@pytest.fixture
def wrong(changed):
    """The gold with one executor lost and one day read wrong."""
    return changed(0, executors=())


@pytest.fixture
def report(gold, wrong):
    meta = [{"layout": "letter", "issuer": "a"}, {"layout": "table", "issuer": "a"}]
    return evaluate([gold, gold], [gold, wrong], samples=200, meta=meta)


def test_lengths_have_to_agree(gold):
    with pytest.raises(ValueError, match="2 gold documents, but 1"):
        evaluate([gold, gold], [gold])
    with pytest.raises(ValueError, match="1 gold documents, but 1 and 2"):
        compare([gold], [gold, gold], [gold])


def test_intervals_hold_the_figure_and_follow_the_seed(gold, report, wrong):
    figure = report.figures["headline"]
    assert figure.interval.low <= figure.tally.f1 <= figure.interval.high
    assert figure.interval == (pytest.approx(2 / 3), 1.0)
    again = evaluate([gold, gold], [gold, wrong], samples=200)
    assert again.figures == report.figures
    assert evaluate([gold, gold], [gold, wrong], samples=0).figures["headline"].interval is None
    assert evaluate([gold], [wrong]).figures["headline"].interval is None


def test_a_resample_is_the_same_on_every_machine():
    assert resamples(4, 2, 7).tolist() == [[2.0, 1.0, 1.0, 0.0], [1.0, 1.0, 2.0, 0.0]]
    assert resamples(4, 50, 7).sum() == 200


RIGHT = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=6)


@given(RIGHT)
def test_an_interval_is_in_order_and_in_bounds(counts):
    rows = [{"a": Tally(min(r, g), g, min(r, g), g)} for r, g in counts]
    for interval in intervals(rows, seed=1, samples=50).values():
        assert 0 <= interval.low <= interval.high <= 1


def test_no_difference_is_no_difference():
    rows = [{"a": Tally(1, 2, 1, 2)}, {"a": Tally(2, 2, 2, 2)}]
    interval, p_value = difference(rows, rows, "a", seed=0, samples=100)
    assert interval == (0.0, 0.0)
    assert p_value == 1.0


def test_slices(report):
    assert list(report.slices) == ["layout", "issuer", "deadline kind"]
    layouts = report.slices["layout"]
    assert layouts["letter"]["headline"].tally.f1 == 1.0
    assert layouts["table"]["headline"].tally.f1 == pytest.approx(2 / 3)
    assert report.sizes["issuer"] == {"a": 2}
    kinds = report.slices["deadline kind"]
    assert {kind: figures["headline"].tally.right for kind, figures in kinds.items()} == {
        "absolute": 1,
        "recurrent": 2,
        "none": 2,
    }


def test_calibration(gold):
    sure = replace(gold, decisions=tuple(replace(d, confidence=0.8) for d in gold.decisions))
    found = evaluate([gold], [sure], samples=0).calibration
    assert (found.count, found.error, found.brier) == (3, 0.2, 0.04)
    assert [(b.low, b.count, b.accuracy) for b in found.bins] == [(0.8, 3, 1.0)]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([(1.0, True)], 0.0),
        ([(0.0, True)], 1.0),
        ([(0.75, True), (0.75, False), (0.75, True), (0.75, True)], 0.0),
        ([(0.2, False), (0.9, True)], 0.15),
    ],
)
def test_the_calibration_error_is_that_of_guo(answers, error):
    assert calibrate(answers).error == pytest.approx(error)


def test_compare_tells_what_was_gained_and_lost(gold, wrong, changed):
    other = changed(1, deadline=None)
    both = compare([wrong], [other], [gold], samples=50)
    assert [change.number for change in both.gained] == ["1"]
    assert [change.number for change in both.lost] == ["2"]
    assert (both.both_right, both.both_wrong) == (1, 0)
    gap = both.gaps["headline"]
    assert (gap.a, gap.b) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert both.lost[0].b == "Лесной отдел | –"
    assert "«ежемесячно»" in both.lost[0].a


def test_compare_says_not_found(gold):
    lost = compare([gold], [Minutes(gold.source, Header())], [gold], samples=0).lost
    assert [change.b for change in lost] == [None, None, None]


def test_every_measure_has_a_label_and_a_group(report, gold):
    names = set(report.figures) | set(
        evaluate([gold], [gold], samples=0, normalize=lambda *_: gold.mentions).figures
    )
    assert names == set(LABELS)
    assert all(group_of(name) for name in names)


def test_table_and_markdown_have_the_same_cells(report):
    table, markdown = render(report), render(report, "md")
    row = next(line.split() for line in table.splitlines() if line.startswith("headline "))
    assert row == ["headline", ".833", ".833", ".833", ".667–1.000", "5", "6", "6"]
    assert f"| {' | '.join(row)} |" in markdown
    assert "By layout" in table
    assert "By layout" not in render(report, slices=False)
    tables = re.findall(r"(?:^\|.*\n?)+", markdown, re.MULTILINE)
    assert all(len({line.count("|") for line in rows.splitlines()}) == 1 for rows in tables)


def test_json_is_the_same_bytes_and_has_everything(report, gold, wrong):
    text = render(report, "json")
    meta = [{"layout": "letter", "issuer": "a"}, {"layout": "table", "issuer": "a"}]
    assert text == render(evaluate([gold, gold], [gold, wrong], samples=200, meta=meta), "json")
    tree = json.loads(text)
    assert tree["measures"]["headline"]["f1"] == 0.8333
    assert tree["measures"]["headline"]["interval"] == [0.6667, 1]
    assert tree["causes"]["cost a decision"]["inheritance"] == 1
    assert tree["slices"]["layout"]["table"]["measures"]["headline"]["right"] == 2
    assert tree["provenance"] == {"seed": "0", "samples": "200"}


class Page(HTMLParser):
    """What a page refers to, and whether its tags that have an end are closed."""

    def __init__(self):
        super().__init__()
        self.links, self.open, self.errors = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.links += [v for k, v in attrs if k in ("href", "src")]
        self.errors += tag == "article"
        if tag in ("main", "section", "article", "table", "svg", "mark", "dl", "script", "style"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()


def test_the_page_needs_nothing_else_and_shows_errors_in_their_text(report):
    html = render(report, "html")
    page = Page()
    page.feed(html)
    assert page.links == []
    assert page.open == []
    assert page.errors == len(report.errors) == 1
    assert '<mark class="gold">Лесному отделу</mark>' in html
    assert "prefers-color-scheme: dark" in html
    assert "url(" not in html


def test_the_page_escapes_what_documents_say(gold, changed):
    other = changed(
        0, executors=(replace(gold.decisions[0].executors[0], name="<script>x</script>"),)
    )
    html = render(evaluate([gold], [other], samples=0), "html")
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_an_empty_report_can_be_shown():
    report = evaluate([], [])
    assert all(render(report, name) for name in ("table", "json", "md", "html"))


def test_unknown_formats_are_told(report, gold):
    with pytest.raises(ValueError, match="no format 'pdf'"):
        render(report, "pdf")
    with pytest.raises(ValueError, match="no format 'html'"):
        render_comparison(compare([gold], [gold], [gold], samples=0), "html")


def test_comparison_is_shown(gold, wrong):
    both = compare([gold, gold], [gold, wrong], [gold, gold], samples=50)
    table = render_comparison(both)
    assert table.splitlines()[0].endswith("gained 0, lost 1")
    assert "B:    – | «до 20.05.2022»" in table
    assert "## Lost" in render_comparison(both, "md")
    assert json.loads(render_comparison(both, "json"))["lost"][0]["number"] == "1"


@pytest.mark.parametrize("suffix", [".jsonl", ".tsv", ".csv"])
def test_errors_are_written_with_their_cause(report, tmp_path, suffix):
    path = tmp_path / f"errors{suffix}"
    write_errors(report.errors, path)
    lines = path.read_text("utf-8").splitlines()
    if suffix == ".jsonl":
        assert json.loads(lines[0])["cause"] == "inheritance"
    else:
        cells = lines[1].split("\t" if suffix == ".tsv" else ",")
        assert lines[0].startswith("document")
        assert cells[:5] == ["forest", "inheritance", "executor", "Лесной отдел", ""]
