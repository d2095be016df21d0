"""Roles and groups of a stretch that names executors: a marked line each."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from marked import gold, lines

from protocol_nlp.recognition import roles


@pytest.mark.parametrize("line", lines("roles"))
def test_roles(line):
    text, marked = gold(line)
    found = [(f.kind, text[f.start : f.stop]) for f in roles(text, 0, len(text))]
    assert found == [mention for mention in marked if mention[0] != "person"]


def test_offsets_are_those_of_the_text():
    text = "1. Поручить директорам школ принять меры"
    (found,) = roles(text, 12, len(text))
    assert text[found.start : found.stop] == "директорам школ"


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("директорам школ", "datv"),
        ("на старших мастеров", "accs"),
        ("начальники цехов", "nomn"),
        ("и.о. начальника отдела", "gent"),
    ],
)
def test_case(text, case):
    assert [f.case for f in roles(text, 0, len(text))] == [case]


def test_nobody():
    assert roles("в срок до 1 мая", 0, 15) == ()
