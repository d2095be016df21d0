"""Spans of one rendering of a document on another one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol_nlp.evaluation.projection import Projection, project
from protocol_nlp.records import Span


@pytest.mark.parametrize(
    ("source", "words", "target", "there"),
    [
        ("Сдать отчёт", "отчёт", "1. Сдать  отчёт.", "отчёт"),
        ("а | Сдать отчёт | май", "Сдать отчёт", "а\tСдать отчёт\tмай", "Сдать отчёт"),
        ("Сдать от-\nчёт к маю", "от-\nчёт", "Сдать отчёт к маю", "отчёт"),
        ("РЕШИЛИ:\nСдать отчёт", "РЕШИЛИ", "Р Е Ш И Л И:\nСдать отчёт", "Р Е Ш И Л И"),
        ("Сдать ведомость и отчёт", "ведомость и отчёт", "Сдать отчёт", "отчёт"),
        ("Сдать отчёт. Стр. 2. Май", "Стр. 2.", "Сдать отчёт. Май", ""),
        ("Сдать", "Сдать", "", ""),
    ],
)
def test_a_span(source, words, target, there):
    start = source.index(words)
    span = Projection(source, target).span(Span(start, start + len(words)))
    assert span.of(target) == there


def test_what_is_kept_and_what_is_added():
    assert Projection("Сдать отчёт", "Сдать\tотчёт").kept == 1
    assert Projection("Сдать", "Сдать отчёт").kept == 0.5
    assert Projection("Сдать отчёт", "Сдать").added == 0.5
    assert (Projection("", "").kept, Projection("", "").added) == (1, 0)


@given(st.text(alphabet="абв 1.\n", max_size=60), st.text(alphabet="абв 1.\n", max_size=60))
def test_every_span_lies_in_the_target_and_order_is_kept(source, target):
    projection = Projection(source, target)
    spans = [projection.span(Span(i, i + 1)) for i in range(len(source))]
    assert all(0 <= s.start <= s.stop <= len(target) for s in spans)
    assert spans == sorted(spans)


@given(st.text(alphabet="абв 1.\n", max_size=60))
def test_a_text_on_itself_stays(text):
    projection = Projection(text, text)
    for i, letter in enumerate(text):
        if not letter.isspace():
            assert projection.span(Span(i, i + 1)) == Span(i, i + 1)


def test_minutes_are_moved_whole(gold):
    wrapped = gold.text.replace(" ", "\n")
    moved = project(gold, f"Стр. 1\n{wrapped}")
    for was, now in zip(gold.mentions, moved.mentions, strict=True):
        assert now.span.of(moved.text) == was.text.replace(" ", "\n")
    assert [d.deadline and d.deadline.due for d in moved.decisions] == ["2022-05-20", None, None]
    assert moved.decisions[0].executors[0].span.of(moved.text) == "Лесному\nотделу"
    assert project(moved, gold.text).decisions == gold.decisions
    assert replace(project(gold, gold.text), text="") == replace(gold, text="")
