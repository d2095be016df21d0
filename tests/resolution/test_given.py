"""Spans whose kind the caller knows, read among all that the text names."""

import pytest

import protocol_nlp

NLP = protocol_nlp.load()

TEXT = (
    "Присутствовали: И.К. Оленева, заведующая.\n"
    "СЛУШАЛИ: Оленеву И.К.\n"
    "Поручить отделу кадров и ЛЫСЫХ П.Г. отчёт.\n"
    "Отдел кадров доложил главам районов. Доклад О.П. Зуевой принят.\n"
)


def _normals(words, kinds):
    spans = [(TEXT.index(w), TEXT.index(w) + len(w)) for w in words]
    return [n.normal for n in NLP.normalize_spans(TEXT, spans, kinds)]


@pytest.mark.parametrize(
    ("words", "kind", "normal"),
    [
        ("И.К. Оленева", "person", "Оленева И.К."),
        ("Оленеву И.К.", "person", "Оленева И.К."),  # the accusative alone may be a man's
        ("ЛЫСЫХ П.Г.", "person", "Лысых П.Г."),
        ("отделу кадров", "organization", "Отдел кадров"),  # as the document writes it, too
        ("главам районов", "group", "главы районов"),
        ("О.П. Зуевой", None, "О.П. Зуева"),  # unknown: the words keep their order
    ],
)
def test_a_kind_makes_a_span_a_mention(words, kind, normal):
    assert _normals([words], [kind]) == [normal]


def test_without_kinds_nothing_is_put_in_order():
    assert _normals(["О.П. Зуевой", "отделу кадров"], None) == ["О.П. Зуева", "отдел кадров"]


def test_odd_spans_never_fail():
    spans = [(0, 0), (-4, 2), (5, 10_000), [], [(0, 3), (5, 9)], (7, 3)]
    assert len(NLP.normalize_spans(TEXT, spans, ["person"] * len(spans))) == len(spans)


def test_as_many_kinds_as_spans():
    with pytest.raises(ValueError, match="zip"):
        NLP.normalize_spans(TEXT, [(0, 3)], [])


@pytest.mark.parametrize(
    ("lines", "normals"),
    [
        ("Финансовый отдел готов. Финансовому отделу доложить", {"Финансовый отдел"}),
        ("в финансовый отдел, 1. Финансовому отделу доложить", {"Финансовый отдел"}),
        ("в финансовый отдел сдать, финансовому отделу принять", {"финансовый отдел"}),
    ],
)
def test_one_body_is_spelt_alike_in_minutes(lines, normals):
    minutes = protocol_nlp.extract(lines)
    assert {m.normal for m in minutes.mentions if m.kind == "organization"} == normals


def test_running_text_keeps_its_capitals():
    text = "Правительство области собралось. Глава правительства области доволен."
    assert [m.normal[0] for m in NLP.mentions(text)] == ["П", "п"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # two initials are fuller than a first name alone, and a patronymic than both
        ("Доложила Сарсенова Бибигуль. Сарсенова Б.А. готовит отчёт.", "Сарсенова Б.А."),
        ("Доложила Сарсенова Бибигуль. Сарсенова Б. готовит отчёт.", "Сарсенова Бибигуль"),
        ("Зуева Анна Олеговна. Зуева А.О. готовит отчёт.", "Зуева Анна Олеговна"),
        # a letterhead shouts; the capital of a short form is not the full name's
        ("АДМИНИСТРАЦИЯ ТАРСКОГО РАЙОНА\n\nглаве администрации района", "администрация района"),
        (
            "в министерство культуры края (далее – Министерство). Министерство решило",
            "министерство культуры края",
        ),
    ],
)
def test_the_fullest_name(text, name):
    assert [e.name for e in protocol_nlp.extract(text).entities] == [name]
