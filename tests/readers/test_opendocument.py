"""OpenDocument: lists counted by their rules, what is text and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocol_nlp.readers import ReadError, read_bytes

Make = Callable[..., bytes]

LIST = """<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="{form}" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")"
 text:display-levels="2"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="–"/></text:list-style>"""


def listed(*items: str, more: str = 'text:style-name="L"') -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


def item(text: str, inside: str = "", more: str = "") -> str:
    return f"<text:list-item {more}><text:p>{text}</text:p>{inside}</text:list-item>"


def read(make_odt: Make, body: str, styles: str = "") -> list[str]:
    return read_bytes(make_odt(body, styles)).splitlines()


def test_levels(make_odt: Make) -> None:
    deepest = listed(item("г"), more="")
    inner = listed(item("б"), item("в", deepest), more="")
    body = listed(item("а", inner), item("д", listed(item("е"), more="")))
    assert read(make_odt, body, LIST.format(form="I")) == [
        "I. а", "I.1) б", "I.2) в", "– г", "II. д", "II.1) е",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "label"), [("1", "1."), ("a", "a."), ("А, Б, .., Аа, Аб, ... (ru)", "А."), ("", ".")]
)
def test_formats(form: str, label: str, make_odt: Make) -> None:
    assert read(make_odt, listed(item("х")), LIST.format(form=form)) == [f"{label} х"]


def test_lists_continue_only_when_they_say_so(make_odt: Make) -> None:
    on = 'text:style-name="L" text:continue-numbering="true"'
    body = (
        listed(item("а"), item("б"), more='text:style-name="L" xml:id="one"')
        + "<text:p>между</text:p>"
        + listed(item("в"), more=on)
        + listed(item("г"))
        + listed(item("д"), more='text:style-name="L" text:continue-list="one"')
        + listed(item("е", more='text:start-value="9"'))
    )
    assert read(make_odt, body, LIST.format(form="1")) == [
        "1. а", "2. б", "между", "3. в", "1. г", "4. д", "9. е",
    ]  # fmt: skip


def test_a_second_paragraph_and_a_list_header_have_no_number(make_odt: Make) -> None:
    header = "<text:list-header><text:p>Поручить:</text:p></text:list-header>"
    two = "<text:list-item><text:p>а</text:p><text:p>продолжение</text:p></text:list-item>"
    assert read(make_odt, listed(header, two), LIST.format(form="1")) == [
        "Поручить:", "1. а", "продолжение",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("до<text:s text:c='3'/>1\n  мая", "до   1 мая"),
        ("Лугова<text:tab/>1 мая<text:line-break/>четверг", "Лугова\t1 мая\nчетверг"),
        ("<text:span>Реш<text:span>или</text:span></text:span>", "Решили"),
        ("<text:a>сайт</text:a>", "сайт"),
        ("видно<text:span text:style-name='Hidden'>нет<text:s/></text:span>", "видно"),
        ("да<office:annotation><text:p>заметка</text:p></office:annotation>", "да"),
        ("да<text:change-start/> и нет<text:change-end/>", "да и нет"),
    ],
)
def test_inline(inside: str, text: str, make_odt: Make) -> None:
    hidden = (
        '<style:style style:name="Hidden"><style:text-properties text:display="none"/>'
        "</style:style>"
    )
    assert read_bytes(make_odt(f"<text:p>{inside}</text:p>", hidden)) == f"{text}\n"


def test_deleted_text_is_kept_elsewhere_and_left_out(make_odt: Make) -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>старое</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    assert read(make_odt, deleted + "<text:p>новое</text:p>") == ["новое"]


def test_boxes_and_notes(make_odt: Make) -> None:
    box = "<draw:frame><draw:text-box><text:p>УТВЕРЖДАЮ</text:p></draw:text-box></draw:frame>"
    cited = "<text:note-citation>1</text:note-citation>"
    noted = "<text:note-body><text:p>без налога</text:p></text:note-body>"
    note = f"<text:note>{cited}{noted}</text:note>"
    body = f"<text:p>{box}Смета{note} принята</text:p><text:p>Конец</text:p>"
    assert read(make_odt, body) == ["Смета принята", "УТВЕРЖДАЮ", "Конец", "[1] без налога"]


def test_merged_cells(make_odt: Make) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    down = cell("Кабинеты", 'table:number-rows-spanned="2"')
    across = cell("Итого", 'table:number-columns-spanned="2"')
    rows = [cell("1") + down + cell("мая"), cell("2") + covered + cell("июня"), across + covered]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    found = read(make_odt, f"<table:table>{body}</table:table>")
    assert found == ["1 | Кабинеты | мая", "2 | Кабинеты | июня", "Итого"]


def test_encrypted(zipped: Callable[[dict[str, str]], bytes]) -> None:
    made = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            "content.xml": "x",
        }
    )
    with pytest.raises(ReadError, match="is encrypted"):
        read_bytes(made)
