"""``minutes.to_F()`` and what a notebook shows: every format, through the record itself."""

import inspect
import json
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from importlib import import_module
from typing import get_args

import pytest

from protocol_nlp import codec
from protocol_nlp.exporting import BinaryFormat, Exportable, TextFormat, _Door
from protocol_nlp.writers import WRITERS, MissingPackageError

STAMPED = {"ics": {"stamp": datetime(2022, 5, 1, tzinfo=UTC)}}
SAME_EVERY_TIME = sorted(set(WRITERS) - {"xlsx", "docx"})  # which write the moment into the file


def test_a_method_a_format():
    methods = {name[3:] for name in vars(Exportable) if name.startswith("to_")}
    assert methods == set(WRITERS) == {*get_args(TextFormat), *get_args(BinaryFormat)}


@pytest.mark.parametrize("name", WRITERS)
def test_the_method_has_the_options_of_its_writer(name):
    def options(function):
        told = inspect.signature(function).parameters.values()
        return {p.name: (p.default, p.annotation) for p in told if p.kind is p.KEYWORD_ONLY}

    dumps = import_module(f"protocol_nlp.writers.{WRITERS[name].module}").dumps
    assert options(getattr(Exportable, f"to_{name}")) == options(dumps)


@pytest.mark.parametrize("name", WRITERS)
def test_the_content_is_of_the_promised_kind(minutes, name):
    content = getattr(minutes, f"to_{name}")()
    assert type(content) is (str if name in get_args(TextFormat) else bytes)
    assert content


@pytest.mark.parametrize("name", SAME_EVERY_TIME)
def test_it_is_what_the_command_writes(minutes, name):
    options = STAMPED.get(name, {})
    content = getattr(minutes, f"to_{name}")(**options)
    assert minutes.to(name, **options) == content
    if WRITERS[name].form != "folder" and not options:
        written = WRITERS[name].dumps([minutes])
        assert written == (content if isinstance(content, bytes) else content.encode())


def test_options_reach_the_writer(minutes):
    plain = minutes.to_csv(delimiter=",", bom=False, headings=False)
    assert plain.splitlines()[0].startswith("document,document_date")
    assert minutes.to("csv", delimiter=",", bom=False, headings=False) == plain
    assert minutes.to_json(indent=None).count("\n") == minutes.to_jsonl().count("\n") == 1
    assert codec.loads(minutes.to_json()) == minutes
    assert "DTSTAMP:20220501T000000Z" in minutes.to_ics(**STAMPED["ics"])
    (task,) = json.loads(minutes.to_labelstudio(predictions=True))
    assert "predictions" in task


def test_what_there_is_not_is_told(minutes):
    with pytest.raises(ValueError, match=r"no format 'wmf'; there are json, jsonl"):
        minutes.to("wmf")
    with pytest.raises(TypeError, match="colour"):
        minutes.to("md", colour="red")
    with pytest.raises(ValueError, match=r"what format is 'list'\? There are json"):
        minutes.save("list")


def test_a_missing_package_says_what_to_install(minutes, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingPackageError, match=r"protocol_nlp\[xlsx\]"):
        minutes.to_xlsx()


@pytest.mark.parametrize("name", WRITERS)
def test_save(minutes, name, tmp_path):
    out = tmp_path / f"a{WRITERS[name].extension}"
    minutes.save(out, name)
    assert out.is_dir() == (WRITERS[name].form == "folder")


def test_the_ending_tells_the_format(minutes, tmp_path):
    minutes.save(str(tmp_path / "list.CSV"))
    assert (tmp_path / "list.CSV").read_text("utf-8") == minutes.to_csv().replace("\r\n", "\n")


def test_a_notebook_shows_the_page(minutes):
    shown = minutes._repr_html_()
    assert shown.startswith('<iframe sandbox="allow-scripts')
    page = unescape(shown.partition('srcdoc="')[2].rpartition('"')[0])
    assert page == minutes.to_html()
    assert minutes._repr_markdown_() == minutes.to_md()


def test_a_notebook_asks_ipython(minutes):
    formatters = pytest.importorskip("IPython.core.formatters")
    data, _ = formatters.DisplayFormatter().format(minutes)
    assert {"text/html", "text/markdown", "text/plain"} <= data.keys()


def test_minutes_are_still_plain_records(minutes):
    assert not hasattr(minutes, "__dict__")
    assert pickle.loads(pickle.dumps(minutes)) == minutes  # noqa: S301 - our own
    assert replace(minutes, attendees=()).to_jsonl() == minutes.to_jsonl()


def test_without_a_face_nobody_writes():
    with pytest.raises(LookupError, match="import protocol_nlp"):
        _Door().open()


def test_a_record_alone_finds_its_writers_and_loads_none_before():
    code = (
        "import sys; from protocol_nlp.records import Header, Minutes, Source;"
        "m = Minutes(Source('a', '', 0), Header());"
        "before = [n for n in sys.modules if n.startswith('protocol_nlp.writers')];"
        "print(before, m.to_jsonl()[:9])"
    )
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout == '[] {"schema"\n'
