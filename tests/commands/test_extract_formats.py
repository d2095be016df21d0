"""``extract --format`` and ``view`` from end to end."""

import csv
import io
import json

import pytest

from protocol_nlp.cli import main

TEXT = """ПРОТОКОЛ
г. Заречье
11.04.2022

1. Отделу дорог (Лапин П.Ю.) проверить опоры мостов.
Срок: до 3 мая 2022 г.
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "roads.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_text_goes_to_standard_output(file, capfdbinary):
    assert main(["extract", file, "--format", "csv"]) == 0
    rows = csv.DictReader(
        io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig")), delimiter=";"
    )
    assert [row["Срок"] for row in rows] == ["03.05.2022"]


@pytest.mark.parametrize("name", ["xlsx", "docx", "parquet", "docbin", "brat"])
def test_what_is_no_text_needs_a_place(file, name, capsys):
    assert main(["extract", file, "--format", name]) == 2
    assert "-o" in capsys.readouterr().err


def test_an_unknown_format_is_wrong_usage(file, capsys):
    assert main(["extract", file, "--format", "wmf"]) == 2
    assert "there are json, jsonl, csv" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "md", "xlsx", "html", "brat"])
def test_one_failure_does_not_take_the_others(file, name, tmp_path):
    out = tmp_path / "out"
    missing = str(tmp_path / "none.txt")
    assert main(["extract", file, missing, "--format", name, "-o", str(out)]) == 1
    assert out.exists()
    if name == "jsonl":
        first, second = map(json.loads, out.read_text("utf-8").splitlines())
        assert (first["source"]["id"], second["id"]) == ("roads.txt", missing)
    if name == "html":
        assert sorted(p.name for p in out.iterdir()) == ["none.html", "roads.html"]


def test_a_place_that_cannot_be_written_is_told(file, tmp_path, capsys):
    (tmp_path / "folder").mkdir()
    assert main(["extract", file, "--format", "csv", "-o", str(tmp_path / "folder")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "roads.txt"]


def test_view(file, tmp_path):
    out = tmp_path / "a.html"
    assert main(["view", file, "-o", str(out)]) == 0
    assert 'class="person"' in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        (TEXT, ""),
        (TEXT + "2. Отделу дорог вести журнал.\n", "a deadline of 1 of 2 tasks"),
        (TEXT.replace("11.04.2022", ""), "the document's day"),
    ],
)
def test_what_a_message_still_needs_is_told_beside_it(text, demands, tmp_path, capfd):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), "--format", "xml"]) == 0
    told = capfd.readouterr()
    assert told.out.startswith("<?xml")
    assert (demands in told.err) if demands else told.err == ""
