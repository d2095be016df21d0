"""Automatic numbers of Word files, against numbering.xml written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocol_nlp.readers import read_bytes

Make = Callable[..., bytes]


def level(ilvl: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: str = "") -> str:
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, ilvl: int = 0, num: str = "1") -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def read(make_docx: Make, body: str, numbering: str, styles: str = "") -> list[str]:
    return read_bytes(make_docx(body, numbering=numbering, styles=styles)).splitlines()


def test_levels_and_restarts(make_docx: Make) -> None:
    numbering = lists(level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "lowerLetter"))
    body = "".join(
        item(text, ilvl)
        for text, ilvl in [("а", 0), ("б", 1), ("в", 1), ("г", 2), ("д", 0), ("е", 1), ("ж", 2)]
    )
    assert read(make_docx, body, numbering) == [
        "1. а", "1.1. б", "1.2. в", "a) г", "2. д", "2.1. е", "a) ж",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("upperRoman", "I II III"),
        ("lowerRoman", "i ii iii"),
        ("russianLower", "а б в"),
        ("russianUpper", "А Б В"),
        ("upperLetter", "A B C"),
        ("decimalZero", "01 02 03"),
        ("ordinal", "1 2 3"),
    ],
)
def test_formats(form: str, numbers: str, make_docx: Make) -> None:
    body = item("Принять") * 3
    found = read(make_docx, body, lists(level(0, "%1)", form)))
    assert found == [f"{number}) Принять" for number in numbers.split()]


def test_russian_letters_leave_out_five(make_docx: Make) -> None:
    found = read(make_docx, item("х") * 30, lists(level(0, "%1", "russianLower")))
    assert "".join(line[0] for line in found[:28]) == "абвгдежзиклмнопрстуфхцчшщэюя"
    assert found[28:] == ["аа х", "бб х"]


def test_bullets(make_docx: Make) -> None:
    for sign, printed in (("\uf0b7", "•"), ("–", "–"), ("o", "•"), ("-", "-")):
        assert read(make_docx, item("х"), lists(level(0, sign, "bullet"))) == [f"{printed} х"]


def test_a_list_that_starts_over(make_docx: Make) -> None:
    override = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbering = lists(level(0, "%1."), nums=override)
    body = item("а") + item("б") + item("в", num="2") + item("г", num="2") + item("д", num="3")
    assert read(make_docx, body, numbering) == ["1. а", "2. б", "1. в", "2. г", "3. д"]


def test_a_level_changed_in_one_list(make_docx: Make) -> None:
    override = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'п. %1', start=5)}</w:lvlOverride></w:num>"
    )
    assert read(make_docx, item("а"), lists(level(0, "%1."), nums=override)) == ["п. 5 а"]


def test_restart_never_and_only_after_a_level(make_docx: Make) -> None:
    never = '<w:lvlRestart w:val="0"/>'
    numbering = lists(level(0, "%1."), level(1, "%2)", more=never))
    body = item("а") + item("б", 1) + item("в") + item("г", 1)
    assert read(make_docx, body, numbering) == ["1. а", "1) б", "2. в", "2) г"]


def test_legal_numbers_after_roman_ones(make_docx: Make) -> None:
    numbering = lists(level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert read(make_docx, item("а") + item("б", 1), numbering) == ["I. а", "1.1 б"]


def test_suffix_and_a_level_without_its_upper_one(make_docx: Make) -> None:
    numbering = lists(level(0, "%1."), level(1, "%1.%2", more='<w:suff w:val="nothing"/>'))
    assert read(make_docx, item("-я часть", 1), numbering) == ["1.1-я часть"]


STYLES = """
<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Item"/></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Item"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style>"""


def styled(text: str, style: str, more: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


def test_numbers_from_styles(make_docx: Make) -> None:
    numbering = lists(level(0, "%1."), level(1, "%1.%2.", more='<w:pStyle w:val="Sub"/>'))
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        styled("а", "Item")
        + styled("б", "Child")
        + styled("в", "Sub")
        + styled("г", "Item", none)
        + styled("д", "Loop")
    )
    assert read(make_docx, body, numbering, STYLES) == ["1. а", "2. б", "2.1. в", "г", "д"]


def test_a_list_that_points_to_a_list_style(make_docx: Make) -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="List"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num>'
    )
    numbering = lists(level(0, "(%1)"), nums=linked)
    assert read(make_docx, item("а", num="9"), numbering, STYLES) == ["(1) а"]


def test_unknown_lists_number_nothing(make_docx: Make) -> None:
    assert read(make_docx, item("а", num="77") + item("б", 99), lists(level(0, "%1."))) == [
        "а", "б",
    ]  # fmt: skip


def test_an_empty_item_counts_and_prints_nothing(make_docx: Make) -> None:
    body = item("а") + item("") + item("в")
    assert read(make_docx, body, lists(level(0, "%1."))) == ["1. а", "", "3. в"]
