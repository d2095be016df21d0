"""Tables read back by the csv module, pyarrow, openpyxl and LibreOffice."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from protocol_nlp.writers import csv_table, markdown, parquet, unreadable, workbook

openpyxl = pytest.importorskip("openpyxl")
pq = pytest.importorskip("pyarrow.parquet")

CALC = Path(shutil.which("soffice") or "/none").resolve().with_name("libsclo.so")
BROKEN = unreadable("b.pdf", "b.pdf: no text in it")


def test_csv_has_a_row_a_decision_and_executor(minutes):
    content = csv_table.dumps([minutes, BROKEN])
    assert content.startswith("\ufeffДокумент;")
    rows = list(csv.DictReader(io.StringIO(content[1:]), delimiter=";"))
    assert [(r["Пункт"], r["Исполнитель"], r["Роль"]) for r in rows[:3]] == [
        ("1.1", "Отдел дорог", "ответственный"),
        ("1.1", "Гущина А.Д.", "соисполнитель"),
        ("1.2", "Отдел дорог", "ответственный"),
    ]
    assert (rows[0]["Срок"], rows[0]["Представитель"]) == ("03.05.2022", "Лапин П.Ю.")
    assert [r["Ошибка"] for r in rows] == ["", "", "", "", "", "b.pdf: no text in it"]


@pytest.mark.parametrize("words", ["=1+2", "+7", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_csv_runs_no_formula(words):
    assert csv_table.inert(words) == f"'{words}"


def test_csv_options(minutes):
    content = csv_table.dumps(minutes, delimiter=",", bom=False, headings=False)
    rows = list(csv.DictReader(io.StringIO(content)))
    assert (rows[0]["due"], rows[2]["text"]) == ("2022-05-03", "'=вести журнал.")


def test_parquet_has_types(minutes):
    table = pq.read_table(io.BytesIO(parquet.dumps([minutes, BROKEN])))
    rows = table.to_pylist()
    assert rows[0]["due"] == date(2022, 5, 3)
    assert (rows[0]["confidence"], rows[3]["executor"]) == (0.8, None)
    assert (rows[-1]["error"], rows[-1]["start"]) == ("b.pdf: no text in it", None)
    assert len(rows) == 6


@pytest.fixture(scope="module")
def book(minutes):
    return openpyxl.load_workbook(io.BytesIO(workbook.dumps([minutes, minutes, BROKEN])))


def test_workbook_is_made_to_be_worked_in(book):
    sheet = book["Поручения"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:V12")
    heads = {cell.value: cell.column for cell in sheet[1]}
    due = sheet.cell(2, heads["Срок"])
    assert (due.value, due.number_format) == (datetime(2022, 5, 3), "dd.mm.yyyy")  # noqa: DTZ001
    formulas = [r.formula[0] for rules in sheet.conditional_formatting for r in rules.rules]
    assert formulas == [
        "AND(ISNUMBER($P2),$P2<TODAY())",
        "AND(ISNUMBER($P2),$P2<=TODAY()+7)",
    ]
    assert due.column_letter == "P"
    assert sheet.cell(4, heads["Поручение"]).value == "=вести журнал."
    assert sheet.cell(4, heads["Поручение"]).data_type == "s"


def test_item_numbers_lead_to_their_line_in_their_document(book):
    sheet, texts = book["Поручения"], book["Тексты"]
    places = [sheet.cell(row, 6).hyperlink.location.split("!")[1] for row in (2, 7)]
    assert places[0] != places[1]  # two documents of one name
    assert all("проверить | опоры" in texts[place].value for place in places)


def test_people_have_a_sheet(book):
    rows = list(book["Люди и организации"].iter_rows(values_only=True))
    assert rows[2][1:] == ("человек", "Лапин П.Ю.", None, "Отдел дорог", 1, 0)
    assert rows[1][-1] == 2  # decisions of the department


def test_control_characters_do_not_break_tables(minutes):
    first = replace(minutes.decisions[0], text="а\x00\x0b\ud800б")
    broken = replace(minutes, decisions=(first,), text=minutes.text + "\x01\udfff")
    table = openpyxl.load_workbook(io.BytesIO(workbook.dumps(broken)))
    assert table["Поручения"].cell(2, 8).value == "а\ufffd\ufffd\ufffdб"
    assert pq.read_table(io.BytesIO(parquet.dumps(broken))).num_rows == 2
    assert "а\ufffd" in csv_table.dumps(broken).encode().decode()


def calc(tmp_path, source, target):
    """A file as LibreOffice Calc converts it."""
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    line = ["soffice", home, "--headless", *target, "--outdir", str(tmp_path), str(source)]
    return subprocess.run(line, check=False, capture_output=True, timeout=180)


@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not here")
def test_libreoffice_reads_the_workbook(minutes, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook.dumps(minutes))
    done = calc(
        tmp_path,
        tmp_path / "a.xlsx",
        [
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1",
        ],
    )
    sheets = {path.stem: path.read_text("utf-8") for path in tmp_path.glob("*.csv")}
    assert sorted(sheets) == ["a-Люди и организации", "a-Поручения", "a-Тексты"], done
    rows = list(csv.DictReader(io.StringIO(sheets["a-Поручения"]), delimiter=";"))
    plain = csv_table.dumps(minutes, bom=False)
    ours = list(csv.DictReader(io.StringIO(plain), delimiter=";"))
    same = ("Пункт", "Исполнитель", "Роль", "Срок", "Контроль", "Повторение (RRULE)")
    assert [[r[c] for c in same] for r in rows[:3]] == [
        [r[c] or ("–" if c == "Пункт" else "") for c in same] for r in ours[:3]
    ]
    assert rows[2]["Поручение"] == "=вести журнал."
    assert "проверить | опоры 🌉." in sheets["a-Тексты"]


@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not here")
def test_libreoffice_opens_the_csv_of_a_russian_office(minutes, tmp_path):
    (tmp_path / "a.csv").write_text(csv_table.dumps(minutes), "utf-8", newline="")
    done = calc(
        tmp_path,
        tmp_path / "a.csv",
        ["--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1049", "--convert-to", "xlsx"],
    )
    assert (tmp_path / "a.xlsx").exists(), done
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert (row["Документ"], row["Исполнитель"]) == ("roads.txt", "Отдел дорог")
    assert row["Срок"] == datetime(2022, 5, 3)  # noqa: DTZ001 - a day, not words
    assert sheet.cell(4, heads.index("Поручение") + 1).value == "'=вести журнал."


def test_calamine_reads_the_workbook(minutes):
    """A reader that shares no line with openpyxl, which wrote the file."""
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook.dumps(minutes)))
    heads, *rows = book.get_sheet_by_name("Поручения").to_python()
    first = dict(zip(heads, rows[0], strict=True))
    assert (first["Исполнитель"], first["Срок"]) == ("Отдел дорог", date(2022, 5, 3))
    assert dict(zip(heads, rows[2], strict=True))["Поручение"] == "=вести журнал."


def test_rows_are_as_high_as_their_words(minutes):
    first = minutes.decisions[0]
    long = replace(minutes, decisions=(replace(first, text="слово " * 60), first))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.dumps(long)))["Поручения"]
    assert sheet.row_dimensions[2].height >= 15 * 6 > sheet.row_dimensions[4].height


def test_columns_that_say_nothing_are_folded_away(minutes):
    def hidden(documents):
        sheet = openpyxl.load_workbook(io.BytesIO(workbook.dumps(documents)))["Поручения"]
        heads = {cell.column_letter: cell.value for cell in sheet[1]}
        return {heads[x] for x, shape in sheet.column_dimensions.items() if shape.hidden}

    assert {"Начало", "Конец", "Ошибка"} <= hidden(minutes)
    assert "Срок" not in hidden(minutes)
    assert "Ошибка" not in hidden([minutes, BROKEN])


def test_markdown_keeps_its_table_whole(minutes):
    lines = markdown.dumps(minutes).splitlines()
    row = next(line for line in lines if "опоры" in line)
    assert row.replace(r"\|", "").count("|") == 7
    assert "Отдел дорог (Лапин П.Ю., свод)<br>Гущина А.Д. (соисполнитель)" in row
    assert "03.05.2022" in row
    assert lines[0] == "# Протокол № 5 о мостах"
