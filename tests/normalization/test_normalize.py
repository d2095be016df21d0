from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.normalization import normalize, read_phrase

KINDS = {"p": "person", "o": "organization", "r": "role", "g": "group"}
LINES = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
ROWS = [
    [*(cell.strip() for cell in line.split(" | ")), "", ""][:5]
    for line in LINES
    if line and not line.startswith("#")
]


def fold(text):
    return text.replace("ё", "е").replace("Ё", "Е")


@pytest.mark.parametrize(
    ("phrase", "kind", "normal", "gender", "position"), ROWS, ids=[r[0][:40] for r in ROWS]
)
def test_normal_form(phrase, kind, normal, gender, position):
    read = read_phrase(phrase)
    assert fold(read.normal) in fold(normal).split(" / ")
    assert read.kind == KINDS[kind]
    if gender:
        assert (read.gender or "u") in gender.split("/")
    if position:
        assert read.position == position


@pytest.mark.parametrize("row", ROWS, ids=[r[0][:40] for r in ROWS])
def test_normalising_twice_changes_nothing(row):
    once = read_phrase(row[0])
    assert read_phrase(once.normal, once.kind, "nomn").normal == once.normal


@pytest.mark.parametrize(
    ("phrase", "normal", "others"),
    [
        ("Вилкову Ш.Ш.", "Вилков Ш.Ш.", ("Вилкова Ш.Ш.",)),
        ("Вилковой Ш.Ш.", "Вилкова Ш.Ш.", ()),
        ("Толстой Ш.Ш.", "Толстой Ш.Ш.", ("Толстая Ш.Ш.",)),
        ("Вилкова Ш.Ш.", "Вилкова Ш.Ш.", ("Вилков Ш.Ш.",)),
        ("Сухово-Кобылину Н.Н.", "Сухово-Кобылин Н.Н.", ("Сухово-Кобылина Н.Н.",)),
    ],
)
def test_what_nothing_decides_is_told(phrase, normal, others):
    read = normalize(phrase)
    assert (read.normal, read.alternatives) == (normal, others)


@pytest.mark.parametrize(
    ("phrase", "case", "normal", "gender"),
    [
        ("Вилкову Ш.Ш.", "datv", "Вилков Ш.Ш.", "m"),
        ("Вилкову Ш.Ш.", "accs", "Вилкова Ш.Ш.", "f"),
        ("Вилкова Ш.Ш.", "gent", "Вилков Ш.Ш.", "m"),
        ("Вилкова Ш.Ш.", "nomn", "Вилкова Ш.Ш.", "f"),
        ("Крюк Ш.Ш.", "datv", "Крюк Ш.Ш.", "f"),
        ("Крюк Ш.Ш.", "nomn", "Крюк Ш.Ш.", None),
        ("Крюку Ш.Ш.", "nomn", "Крюк Ш.Ш.", "m"),  # a case that the word cannot have
    ],
)
def test_case_of_the_caller(phrase, case, normal, gender):
    read = normalize(phrase, "person", case)
    assert (read.normal, read.gender) == (normal, gender)


@pytest.mark.parametrize(
    ("phrase", "kind", "normal"),
    [
        ("Громову", "person", "Громов"),
        ("Марине", "person", "Марина"),
        ("администрации", "organization", "администрация"),
        ("директора школ", "group", "директора школ"),
    ],
)
def test_kind_of_the_caller(phrase, kind, normal):
    read = normalize(phrase, kind)
    assert (read.normal, read.kind) == (normal, kind)


@pytest.mark.parametrize(
    ("phrase", "normal", "representative"),
    [
        ("Министерству спорта области (Лукина П.П.)", "Министерство спорта области", "Лукина П.П."),
        ("отделу кадров (Лукин П.П.) до 1 июня", "отдел кадров", "Лукин П.П."),
        ("Комитету по туризму (Лукиной П.П.)", "Комитет по туризму", "Лукина П.П."),
        ("директору школы (Лукин П.П.)", "директор школы", "Лукин П.П."),
    ],
)
def test_representative(phrase, normal, representative):
    read = read_phrase(phrase)
    assert (read.normal, read.representative) == (normal, representative)


GARBAGE = """
.|«|(|Ы|12.5 %|-|Поручить|совместно с|И.О.|А.А.А.А.А.А.|оглы|ван дер|—–-|Петров, и|и.о.|«»|()|№
"""
PIECES = """
Иванову|И.И.|директору|школы|и|,|«Луч»|(|)|–|Министерству|совместно с|оглы|двум|Ким|МБОУ|№ 5
ё|т.|2-му|Поручить|;|осуществляющим|и.о.|главному|заведующей
"""


def split(table):
    return [cell for line in table.strip().splitlines() for cell in line.split("|")]


@pytest.mark.parametrize("phrase", ["", " ", "\ud800", "а\x00б", *split(GARBAGE)])
def test_garbage_comes_back(phrase):
    assert isinstance(normalize(phrase).normal, str)


@pytest.mark.parametrize("piece", [*split(GARBAGE), *split(PIECES)])
def test_a_thousand_of_anything(piece):
    assert isinstance(normalize((piece + " ") * (3900 // len(piece + " "))).normal, str)


@given(st.lists(st.sampled_from(split(PIECES)), max_size=9).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_never_fails(phrase):
    assert normalize(phrase).phrase == phrase


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_never_fails_on_any_text(phrase):
    assert normalize(phrase).phrase == phrase


def office_phrases() -> list[list[str]]:
    text = Path(__file__).with_name("office_phrases.txt").read_text(encoding="utf-8")
    return [line.split(" | ") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("row", office_phrases(), ids=lambda row: row[0][:40])
def test_office_phrase(row):
    phrase, kind, case, normal = row
    read = normalize(phrase, kind, None if case == "-" else case)
    assert fold(read.normal) == fold(normal)
