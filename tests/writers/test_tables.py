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


@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not here")
def test_libreoffice_reads_the_workbook(minutes, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook.dumps(minutes))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc)"]
    command[-1] += ":59,34,76,1"
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "a.csv").exists(), done
    rows = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    assert "03.05.2022" in rows[1]
    assert "=вести журнал." in rows[3]


def test_markdown_keeps_its_table_whole(minutes):
    lines = markdown.dumps(minutes).splitlines()
    row = next(line for line in lines if "опоры" in line)
    assert row.replace(r"\|", "").count("|") == 7
    assert "Отдел дорог (Лапин П.Ю., свод)<br>Гущина А.Д. (соисполнитель)" in row
    assert "03.05.2022" in row
    assert lines[0] == "# Протокол № 5 о мостах"
