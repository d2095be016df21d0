"""People and organisations: a marked line each, everything marked and nothing else."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from marked import gold, lines

from protocol_nlp.recognition import Slot, find


def mentions(text, **options):
    return [
        (found.kind, text[found.start : found.stop])
        for found in find(text, **options)
        if found.rule not in ("tagger.media", "tagger.bare")
        and not found.rule.startswith("nested.")
    ]


@pytest.mark.parametrize("line", lines("people"))
def test_people(line):
    text, marked = gold(line)
    people = [mention for mention in mentions(text) if mention[0] == "person"]
    assert people == [mention for mention in marked if mention[0] == "person"]


@pytest.mark.parametrize("line", lines("bodies"))
def test_bodies(line):
    text, marked = gold(line)
    assert mentions(text) == marked


def one(text, **options):
    (found,) = (f for f in find(text, **options) if f.kind == "person")
    return found


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("начальнику отдела Жуку К.Л.", "начальнику отдела"),
        ("Жук К.Л., заместитель главы района", "заместитель главы района"),
        ("Жука К.Л., заместителя главы района – министра финансов области.",
         "заместителя главы района – министра финансов области"),
        ("на заместителя главы, начальника управления Жука К.Л.",
         "заместителя главы, начальника управления"),
        ("Жук К.Л. (RQ0AB), механик", "механик"),
        ("и.о. директора школы Жук К.Л.", "и.о. директора школы"),
        ("Глава Липовского района\n\n\nК.Л. Жук", "Глава Липовского района"),
        ("Жук К.Л. пришёл, директор ушёл", None),
        ("Жук К.Л.: директор ушёл", None),
    ],
)  # fmt: skip
def test_position(text, position):
    span = one(text).position
    assert (text[slice(*span)] if span else None) == position


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Поручить Жуку К.Л.", "datv"),
        ("Контроль возложить на Жука К.Л.", "accs"),
        ("совместно с Жуком К.Л.", "ablt"),
        ("СЛУШАЛИ:\nЖука К.Л.", "accs"),
        ("Отделу культуры (Жук К.Л.)", "nomn"),
        ("Минтрансу России (К.Л.Ковригину)", "datv"),
        ("директору школы Жуку К.Л.", "datv"),
        ("Отв.: Жук К.Л.", "nomn"),
        ("Жук К.Л.", None),
    ],
)
def test_case(text, case):
    assert one(text).case == case


def test_case_of_a_list_is_that_of_its_first():
    assert [f.case for f in find("Поручить Жуку К.Л., Дубу И.И. и Гусю О.О.")] == ["datv"] * 3


def test_slot_gives_case_and_names_surnames_alone():
    text = "Присутствовали\nСизова, Клюкин, Жук К.Л."
    found = find(text, slots=[Slot(15, len(text), "nomn")])
    assert [(text[f.start : f.stop], f.case) for f in found] == [
        ("Сизова", "nomn"), ("Клюкин", "nomn"), ("Жук К.Л.", "nomn"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Отделу культуры (Жук К.Л.)", "Отделу культуры"),
        ("директору школы (Жук К.Л.)", "директору школы"),
        ("Управам районов и Отделу культуры (Жук К.Л., Дуб И.И.)", "Отделу культуры"),
    ],
)
def test_host(text, host):
    people = [f for f in find(text) if f.kind == "person"]
    assert {text[slice(*f.host)] for f in people} == {host}


def test_body_in_brackets_after_a_person_has_that_host():
    text = "Жуку К.Л. (Отдел культуры)"
    body = next(f for f in find(text) if f.kind == "organization")
    assert text[slice(*body.host)] == "Жуку К.Л."


def test_alias():
    text = "Министерство культуры (далее – Минкульт) обязать. Минкульту доложить."
    found = find(text)
    assert found[0].alias == "Минкульт"
    assert [text[f.start : f.stop] for f in found][-1] == "Минкульту"


def test_shared_surname():
    text = "Поручить Дубовым И.И. и П.П. прибыть"
    second = find(text)[1]
    assert (text[second.start : second.stop], text[slice(*second.surname)]) == ("П.П.", "Дубовым")


def test_nested_body_follows_its_host():
    text = "директора Департамента культуры Министерства обороны"
    outer, inner = find(text)
    assert text[slice(*inner.host)] == text[outer.start : outer.stop]
    assert (text[inner.start : inner.stop], inner.rule.split(".")[0]) == (
        "Министерства обороны",
        "nested",
    )


def test_newspaper_says_so():
    assert {f.rule for f in find("В газете «Ольховские зори» напечатали")} <= {"tagger.media"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Об этом сказал Барри Дойл (Barry Doyle), директор.", ["Барри Дойл", "Barry Doyle"]),
        ("Голы забили: Рябов (Титов, Кравцов), Седов (Носов).", None),
        ("Владелец кафе Штефан Кох не пришёл.", ["Штефан Кох"]),
        (
            "Оператор Халид аль-Масуд (Khalid al-Masud) уехал.",
            ["Халид аль-Масуд", "Khalid al-Masud"],
        ),
        ("Победила команда Формулы-1 из Италии.", []),
    ],
)
def test_names_cut_and_stretched(text: str, names: list[str] | None) -> None:
    found = [text[f.start : f.stop] for f in find(text) if f.kind == "person"]
    if names is None:
        assert all("(" not in name for name in found)
    else:
        assert found == names


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("акты представить в министерство культуры", "accs"),
        ("отчёт направить через управление культуры", "accs"),
        ("министерство культуры направит акты", None),
        ("дела ведёт министерству культуры", "datv"),  # its own form is stronger
    ],
)
def test_case_of_a_body_that_something_goes_to(text, case):
    (body,) = find(text)
    assert body.case == case
