"""What holds for any text whatever."""

import json
import unicodedata

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.records import Minutes

PIECES = [
    *(
        "СЛУШАЛИ:",
        "РЕШИЛИ:",
        "ПРИСУТСТВОВАЛИ:",
        "Протокол № 7",
        "от 12.05.2023",
        "1.",
        "1.1.",
        "2)",
    ),
    *("Иванову И.И.", "Йотов Ё.Й.", "Срок –", "до 1 июня", "подготовить отчёт", "совместно с"),
    *("|", "\t", "«", "»", "(", ")", "\n", "\n\n", "\u200f", "\0", "\ud800", "😀", "е\u0301"),
]
OFFICE = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
ANY = st.one_of(st.text(st.characters(), max_size=200), OFFICE)
CALM = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
VALID = jsonschema.validators.validator_for(codec.json_schema())(codec.json_schema())


def spans(value: object) -> list[tuple[int, int]]:
    """Every span in a tree of JSON (two keys, or a pair)."""
    if isinstance(value, dict):
        if {"start", "stop"} <= value.keys() and isinstance(value["stop"], int):
            return [(value["start"], value["stop"])]
        return [s for v in value.values() for s in spans(v)]
    return [s for v in value for s in spans(v)] if isinstance(value, list) else []


def decided(minutes: Minutes) -> list[object]:
    """What was decided, without offsets."""
    return [
        (d.path, d.kind, [x.entity for x in d.executors], d.deadline and d.deadline.due)
        for d in minutes.decisions
    ]


@CALM
@given(ANY)
def test_extract(text: str) -> None:
    minutes = protocol_nlp.extract(text)
    told = codec.dumps(minutes)
    assert told == codec.dumps(protocol_nlp.extract(text))
    tree = json.loads(told)
    VALID.validate(tree)
    assert codec.loads(told, text=text) == minutes
    assert all(0 <= a <= b <= len(text) for a, b in spans(tree))
    assert all(m.text == text[m.span.start : m.span.stop] for m in minutes.mentions)


@CALM
@given(OFFICE, st.integers(1, 5))
def test_blank_prefix(text: str, lines: int) -> None:
    plain, moved = protocol_nlp.extract(text), protocol_nlp.extract("\n" * lines + text)
    assert decided(plain) == decided(moved)
    assert [m.span.start + lines for m in plain.mentions] == [m.span.start for m in moved.mentions]


@CALM
@given(OFFICE)
def test_line_ends_and_forms(text: str) -> None:
    plain = decided(protocol_nlp.extract(text))
    assert decided(protocol_nlp.extract(text.replace("\n", "\r\n"))) == plain
    composed = decided(protocol_nlp.extract(unicodedata.normalize("NFC", text)))
    assert decided(protocol_nlp.extract(unicodedata.normalize("NFD", text))) == composed


@CALM
@given(ANY)
def test_small_questions(text: str) -> None:
    nlp = protocol_nlp.load()
    protocol_nlp.normalize(text)
    protocol_nlp.deadline(text, date="2021-03-30")
    assert all(m.text == text[m.span.start : m.span.stop] for m in nlp.mentions(text))
    pairs = [(0, len(text)), (0, 0), (len(text) // 2, len(text))]
    assert len(nlp.normalize_spans(text, pairs)) == len(pairs)


@pytest.mark.parametrize("piece", ["1.", "(", "«", ",", "И.О. ", "Срок – ", "|", "1. Дать.\n"])
def test_repeated(piece: str) -> None:
    VALID.validate(json.loads(codec.dumps(protocol_nlp.extract(piece * 1000))))
