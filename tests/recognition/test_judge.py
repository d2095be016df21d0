"""The judge of running text: its weights, its presumption, and what it leaves alone."""

import hashlib
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.analyzer import Analyzer
from protocol_nlp.recognition import find, judge
from protocol_nlp.recognition.arbitration import Choice
from protocol_nlp.recognition.candidates import Candidate
from protocol_nlp.recognition.judge import Weights, settled
from protocol_nlp.recognition.signs import ROLES
from protocol_nlp.recognition.tagger.evidence import WIDTH

POLICY = Weights(0.0, 0.1, 0.2, 0.4, {}, {})
WORDS = [
    "Министерство", "культуры", "«", "Ольха", "»", "суд", "г.", "Липки", "партии", "(", ")",
    "Red", "Bull", "Зуева", "Т.П.", "сообщил", "ООО", "ТАСС", "области", ".", ",", "и", "№", "5",
]  # fmt: skip


def bodies(text, *, running):
    return [
        text[f.start : f.stop]
        for f in find(text, running=running)
        if f.kind == "organization" and not f.rule.startswith("nested.")
    ]


def test_weights_are_those_that_the_card_describes():
    digest = hashlib.sha256(judge.FILE.read_bytes()).hexdigest()
    assert digest[:16] == "9b0e2c2d7b8dcc9a"


def test_weights_are_whole():
    read = json.loads(judge.FILE.read_text(encoding="utf-8"))
    assert sorted(read) == ["add", "drop", "evidence", "intercept", "margin", "signs"]
    assert list(read["evidence"]) == list(ROLES)
    assert {len(row) for row in read["evidence"].values()} == {WIDTH}
    assert 500 < len(read["signs"]) < 2000
    assert judge.FILE.stat().st_size < 100_000


def test_without_weights_running_text_cannot_be_read(monkeypatch, tmp_path):
    monkeypatch.setattr(judge, "FILE", tmp_path / "judge.json")
    judge.weights.cache_clear()
    judge.matrix.cache_clear()
    try:
        with pytest.raises(FileNotFoundError):
            find("Доклад Зуевой Т.П.", running=True)
        assert find("Доклад Зуевой Т.П.")
    finally:
        judge.weights.cache_clear()
        judge.matrix.cache_clear()


def candidate(start, stop, *, stands):
    choice = Choice(start, stop, "rule") if stands else None
    return Candidate(start, stop, None, "rule" if stands else "likely", choice)


@st.composite
def offered(draw):
    edges = sorted(draw(st.sets(st.integers(0, 30), min_size=0, max_size=12)))
    standing = [candidate(a, b, stands=True) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    taken = {(c.start, c.stop) for c in standing}
    spans = draw(st.sets(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12))
    others = {(a, a + n) for a, n in spans} - taken
    found = sorted([*standing, *(candidate(a, b, stands=False) for a, b in others)])
    shares = draw(st.lists(st.floats(0, 1), min_size=len(found), max_size=len(found)))
    return found, shares


@given(offered())
def test_what_stands_does_not_overlap(case):
    found, shares = case
    kept = sorted(settled(found, shares, POLICY))
    assert all(a.stop <= b.start for a, b in pairwise(kept))


def test_rivals_of_two_bodies_do_not_overlap():
    found = [
        candidate(0, 2, stands=True),
        candidate(1, 5, stands=False),
        candidate(4, 7, stands=False),
        candidate(6, 8, stands=True),
    ]
    kept = settled(found, [0.3, 0.9, 0.9, 0.3], POLICY)
    assert [(one.start, one.stop) for one in kept] == [(1, 5), (6, 8)]


@given(offered())
def test_what_stood_stays_unless_unlikely_or_outdone(case):
    found, shares = case
    kept = settled(found, shares, POLICY)
    for one, share in zip(found, shares, strict=True):
        outdone = any(
            k.start < one.stop and one.start < k.stop and shares[found.index(k)] > share
            for k in kept
        )
        assert one in kept or outdone or share <= max(POLICY.drop, POLICY.add) or not one.choice
        if one.choice and share >= POLICY.drop and one not in kept:
            assert outdone


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_people_and_order_are_as_without_the_judge(some):
    text = " ".join(some)
    rules, judged = find(text), find(text, running=True)
    people = [(f.start, f.stop) for f in rules if f.kind == "person"]
    assert [(f.start, f.stop) for f in judged if f.kind == "person"] == people
    outer = [f for f in judged if not f.rule.startswith("nested.")]
    assert all(a.stop <= b.start for a, b in pairwise(outer))
    assert all(text[f.start : f.stop].strip() == text[f.start : f.stop] for f in judged)


@pytest.mark.parametrize("text", ["", "\n\n", "«", "(((", "а" * 3000, "№ " * 500, "\ud800 ООО"])
def test_odd_texts(text):
    assert all(0 <= f.start < f.stop <= len(text) for f in find(text, running=True))


@pytest.mark.parametrize(
    "text",
    [
        "Верховный суд Липовии отклонил жалобу партии «Новая волна».",
        "Отделу культуры и Министерству финансов области подготовить отчёт.",
        "ООО «Ольха» и МБОУ СОШ № 5 заключили договор.",
        "Правительство Приозерной области приняло программу «Чистая вода».",
        "Общественному совету при Главе района и Комиссии по наградам собраться в среду.",
    ],
)
def test_what_rules_know_stays(text):
    assert bodies(text, running=True) == bodies(text, running=False)


def test_newspapers_are_mentions_of_running_text_alone():
    text = "Как пишет газета «Ольховские зори», компания «Северный путь» строит мост."
    named = [m.text for m in Analyzer().mentions(text)]
    assert "Ольховские зори" in " ".join(named)
    assert "компания «Северный путь»" in named
