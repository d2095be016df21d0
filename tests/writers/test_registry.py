"""Every format through the registry: whole or not at all, and what is missing is named."""

import json
import sys
from dataclasses import replace

import pytest

from protocol_nlp import codec
from protocol_nlp.writers import WRITERS, MissingPackageError, Writer, docbin, unreadable

BROKEN = unreadable("b.pdf", "b.pdf: no text in it")
FORMATS = (
    *("json", "jsonl", "csv", "xlsx", "ics", "xml", "md", "docx", "html", "parquet"),
    *("brat", "conll", "labelstudio", "doccano", "docbin"),
)


def test_the_contract_names_these():
    assert sorted(WRITERS) == sorted(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("count", [1, 2])
def test_every_format_writes_files(minutes, name, count, tmp_path):
    out = tmp_path / "new" / "out"
    WRITERS[name].write([minutes, BROKEN][:count], out)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    assert out.is_dir() == WRITERS[name].makes_folder([minutes, BROKEN][:count])
    assert all(file.stat().st_size for file in files)
    assert [p.name for p in out.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_still_a_file_or_a_folder(name, tmp_path):
    WRITERS[name].write([], tmp_path / "out")
    assert (tmp_path / "out").exists()


def test_two_documents_of_one_name_are_two_files(minutes, tmp_path):
    upper = replace(minutes, source=replace(minutes.source, id="ROADS.txt"))
    WRITERS["html"].write([minutes, upper, minutes], tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.parametrize("name", ["csv", "docx"])
def test_a_failure_leaves_what_was_there(minutes, name, tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.write_text("old") if name == "csv" else out.mkdir()

    def fail(self, _):
        raise RuntimeError(self.name)

    monkeypatch.setattr(Writer, "dumps", fail)
    with pytest.raises(RuntimeError):
        WRITERS[name].write([minutes, minutes], out)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert out.read_text() == "old" if name == "csv" else list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("xlsx", "openpyxl", "xlsx"),
        ("ics", "icalendar", "ics"),
        ("docx", "docx", "docx"),
        ("parquet", "pyarrow", "parquet"),
        ("docbin", "spacy", "spacy"),
    ],
)
def test_a_missing_package_says_what_to_install(minutes, name, package, extra, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingPackageError, match=rf"{package}.*'protocol_nlp\[{extra}\]'"):
        WRITERS[name].dumps([minutes])


def test_json_lines_hold_errors(minutes):
    first, second = WRITERS["jsonl"].dumps([minutes, BROKEN]).decode().splitlines()
    assert codec.loads(first) == minutes
    assert json.loads(second) == {"id": "b.pdf", "error": "b.pdf: no text in it"}


def test_docbin_is_spacys_own(minutes):
    spacy = pytest.importorskip("spacy")
    (doc,) = (
        spacy.tokens.DocBin().from_bytes(docbin.dumps(minutes)).get_docs(spacy.blank("ru").vocab)
    )
    assert doc.text == minutes.text
    assert [(e.text, e.label_) for e in doc.ents][:2] == [
        ("Отделу дорог", "ORG"),
        ("Лапин П.Ю.", "PER"),
    ]
    assert [s.label_ for s in doc.spans["decisions"]] == ["assignment"] * 3 + ["note"]
    assert doc.spans["deadlines"][0].text.startswith("до 3 мая 2022 г.")
    assert codec.loads(doc.user_data["protocol_nlp"]) == minutes
