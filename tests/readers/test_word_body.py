"""What of a Word file is text: the document as it would be read with all changes accepted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from protocol_nlp.readers import read_bytes

Make = Callable[..., bytes]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(*texts: str, properties: str = "") -> str:
    inside = "".join(paragraph(run(text)) for text in texts)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:del>{run('1')}</w:del><w:ins>{run('5')}</w:ins>" + run(" мая"), "5 мая"),
        (f"<w:moveFrom>{run('старое')}</w:moveFrom><w:moveTo>{run('новое')}</w:moveTo>", "новое"),
        ("<w:r><w:delText>было</w:delText></w:r>" + run("стало"), "стало"),
        (run("видно") + run("скрыто", "<w:vanish/>"), "видно"),
        (run("видно", '<w:vanish w:val="0"/>'), "видно"),
        (run("раз") + "<w:r><w:br/></w:r>" + run("два"), "раз\nдва"),
        (run("Лугова") + "<w:r><w:tab/></w:r>" + run("1 мая"), "Лугова\t1 мая"),
        (run("1") + "<w:r><w:noBreakHyphen/></w:r>" + run("го"), "1-го"),
        (run("ис") + "<w:r><w:softHyphen/></w:r>" + run("полнить"), "исполнить"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + run(" пункт"), "• пункт"),
        (f"<w:hyperlink>{run('сайт')}</w:hyperlink>", "сайт"),
        (f'<w:fldSimple w:instr="DATE">{run("1 мая")}</w:fldSimple>', "1 мая"),
        (f"<w:smartTag><w:smartTag>{run('г. Лугова')}</w:smartTag></w:smartTag>", "г. Лугова"),
        (f"<w:sdt><w:sdtContent>{run('ответ')}</w:sdtContent></w:sdt>", "ответ"),
        (
            (
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
                f"<w:sdtContent>{run('Место для ввода текста.')}</w:sdtContent></w:sdt>"
            ),
            "",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
            + run("HYPERLINK")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("7")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + run(" стр."),
            "7 стр.",
        ),
    ],
)  # fmt: skip
def test_runs(inside: str, text: str, make_docx: Make) -> None:
    assert read_bytes(make_docx(paragraph(inside))) == (f"{text}\n" if text else "")


def test_a_field_without_its_end_hides_one_paragraph_at_most(make_docx: Make) -> None:
    body = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + paragraph(run("Решили"))
    assert read_bytes(make_docx(body)) == "Решили\n"


def test_a_deleted_end_joins_two_paragraphs(make_docx: Make) -> None:
    body = paragraph(run("Поручить "), "<w:rPr><w:del/></w:rPr>") + paragraph(run("отделу"))
    assert read_bytes(make_docx(body)) == "Поручить отделу\n"


def test_hidden_by_a_style(make_docx: Make) -> None:
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Note"><w:basedOn w:val="Base"/></w:style>'
    )
    note = '<w:pStyle w:val="Note"/>'
    body = (
        paragraph(run("скрыто"), note)
        + paragraph(run("видно", "<w:vanish w:val='false'/>"), note)
        + paragraph(run("а") + run("б", '<w:rStyle w:val="Note"/>'))
    )
    assert read_bytes(make_docx(body, styles=styles)) == "видно\nа\n"


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_once_after_its_paragraph(make_docx: Make) -> None:
    inside = BOX.format(paragraph(run("УТВЕРЖДАЮ")))
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(f"<w:r>{drawing}</w:r>" + run("ПРОТОКОЛ")) + paragraph(run("Решили"))
    assert read_bytes(make_docx(body)) == "ПРОТОКОЛ\nУТВЕРЖДАЮ\nРешили\n"


def test_notes_after_the_body(make_docx: Make) -> None:
    body = paragraph(run("Смета") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" принята"))
    notes = f'<w:footnote w:id="2">{paragraph(run("без налога"))}</w:footnote>'
    made = make_docx(body + paragraph(run("Конец")), footnotes=notes)
    assert read_bytes(made) == "Смета принята\nКонец\n[1] без налога\n"


def test_header_only_where_there_is_no_body(make_docx: Make) -> None:
    header = paragraph(run("Администрация района"))
    assert read_bytes(make_docx(paragraph(run("Решили")), header=header)) == "Решили\n"
    assert read_bytes(make_docx(paragraph(""), header=header)) == "Администрация района\n"


def test_merged_cells(make_docx: Make) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("1") + cell("Кабинеты", properties=down) + cell("мая"),
        cell("2") + cell("", properties=on) + cell("июня"),
        cell("Итого", properties='<w:gridSpan w:val="2"/>') + cell("всё"),
        cell("Раздел", properties='<w:gridSpan w:val="3"/>'),
    )
    assert read_bytes(make_docx(body)).splitlines() == [
        "1 | Кабинеты | мая", "2 | Кабинеты | июня", "Итого | всё", "Раздел",
    ]  # fmt: skip


def test_cells_of_several_lines_and_a_nested_table(make_docx: Make) -> None:
    inner = f"<w:tc>{table(cell('а') + cell('б'))}{paragraph('')}</w:tc>"
    body = table(cell("1") + cell("Иванов И.И.", "Петров П.П.") + cell("мая"), cell("2") + inner)
    found = read_bytes(make_docx(body)).splitlines()
    assert found == ["1 | Иванов И.И. Петров П.П. | мая", "2 | а, б"]


def test_a_table_that_only_lays_out(make_docx: Make) -> None:
    frame = table(cell("ПРОТОКОЛ", "от 1 мая"))
    beside = table(cell("РЕШИЛИ:") + cell("Первое.", "Второе.", "Третье."))
    assert read_bytes(make_docx(frame + beside)).splitlines() == [
        "ПРОТОКОЛ", "от 1 мая", "РЕШИЛИ:", "Первое.", "Второе.", "Третье.",
    ]  # fmt: skip


def test_deleted_and_hidden_rows(make_docx: Make) -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + cell("нет") + cell("нет")
    assert read_bytes(make_docx(table(cell("а") + cell("б"), gone))) == "а | б\n"


def test_a_main_part_of_another_name(zipped: Callable[[dict[str, str]], bytes]) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    made = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<R><Relationship Type="{office}/officeDocument" '
            'Target="/word/document2.xml"/></R>',
            "word/document2.xml": "<d><body><p><r><t>Да</t></r></p></body></d>",
        }
    )
    assert read_bytes(made) == "Да\n"


def test_strict_namespaces(zipped: Callable[[dict[str, str]], bytes]) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    made = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<d xmlns="{strict}"><body><p><r><t>Да</t></r></p></body></d>',
        }
    )
    assert read_bytes(made) == "Да\n"
