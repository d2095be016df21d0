"""``extract --jsonl -`` as the program that keeps it running sees it: a line, an answer."""

import io
import json
import subprocess
import sys
import threading
import tracemalloc

import pytest

from protocol_nlp import codec, extract
from protocol_nlp.commands.line_filter import answers

TEXT = "РЕШИЛИ:\n1. Зуевой Т.П. сдать план до 1 июня 2021 г."
PATIENCE = 60  # seconds for a start on a busy machine; a filter that waits for more never ends


@pytest.fixture
def talk():
    """The filter as a process; asked a line, it gives the answer, or fails if none comes."""
    line = [sys.executable, "-m", "protocol_nlp.cli", "extract", "--jsonl", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(line, **pipes, env={"LC_ALL": "C", "PATH": ""}) as process:
        yield Talk(process)
        process.kill()


class Talk:
    def __init__(self, process):
        self.process = process

    def ask(self, line: bytes) -> dict:
        self.send(line)
        return self.hear()

    def send(self, piece: bytes) -> None:
        self.process.stdin.write(piece)
        self.process.stdin.flush()

    def hear(self) -> dict:
        clock = threading.Timer(PATIENCE, self.process.kill)
        clock.start()
        answer = self.process.stdout.readline()
        clock.cancel()
        assert answer.endswith(b"\n"), "no answer before the next line is sent"
        return json.loads(answer.decode("utf-8"))

    def end(self) -> int:
        self.process.stdin.close()
        assert self.process.stdout.read() == b""
        assert self.process.stderr.read() == b""
        return self.process.wait(PATIENCE)


def row(**told) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def test_a_conversation(talk):
    first = talk.ask(row(id="a", text=TEXT))
    assert codec.from_dict(first, text=TEXT) == extract(TEXT, id="a")
    assert talk.ask(b"nonsense\n")["error"].startswith("line 2: no JSON")
    assert talk.ask(row(id="c")) == {"id": "c", "error": "line 3: there is no text"}
    assert talk.ask(row(id="d", text=""))["source"]["chars"] == 0
    assert talk.end() == 1


def test_a_line_that_comes_in_pieces(talk):
    line = row(id="slow", text=TEXT)
    for start in range(0, len(line), 40):
        talk.send(line[start : start + 40])
    assert talk.hear()["source"]["id"] == "slow"
    talk.send(b"\n\n")  # blank lines have no answer
    talk.send(row(id="last", text=TEXT).rstrip(b"\n"))  # and the last line needs no end
    talk.process.stdin.close()
    assert talk.hear()["source"]["id"] == "last"
    assert talk.process.wait(PATIENCE) == 0


def told(lines: bytes, **options) -> list[dict]:
    return [json.loads(answer) for answer, _ in answers(io.BytesIO(lines), **options)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{", "no JSON in UTF-8"),
        (b'{"id": "a", "text": "\xff"}', "no JSON in UTF-8"),
        (b"\x00", "no JSON in UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"id": ' + b"9" * 5000 + b', "text": ""}', "no JSON in UTF-8"),
        (b"[1]", "no object"),
        (b"null", "no object"),
        (b'{"id": ["a"], "text": ""}', "the id is no string"),
        (b'{"id": true, "text": ""}', "the id is no string"),
        (b'{"text": 5}', "the text is no string"),
        (b'{"text": "", "date": 5}', "the date is no day"),
        (b'{"text": "", "date": "2022-13-45"}', "the date is no day"),
    ],
)
def test_a_bad_line_is_an_error_and_the_next_is_read(line, error):
    bad, good = told(line + b"\n" + row(id="next", text=TEXT))
    assert bad["id"] is None
    assert bad["error"].startswith(f"line 1: {error}")
    assert good["source"]["id"] == "next"
    assert len(good["decisions"]) == 1


def test_a_line_that_is_too_long_is_passed_over():
    lines = row(id="long", text="я" * 500) + row(id="next", text="")
    long, next_ = told(lines, limit=200)
    assert long == {"id": None, "error": "line 1: longer than 200 bytes"}
    assert next_["source"]["id"] == "next"


class Endless(io.RawIOBase):
    """A line of 64 MB that is nowhere in memory, and one after it."""

    def __init__(self):
        self.left = 64 << 20
        self.after = b"\n" + row(id="next", text="")

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = b"x" * min(len(buffer), self.left) or self.after[: len(buffer)]
        self.after = self.after if self.left else self.after[len(piece) :]
        self.left -= min(len(piece), self.left)
        buffer[: len(piece)] = piece
        return len(piece)


def test_no_line_is_held_that_is_too_long():
    tracemalloc.start()
    found = [json.loads(a) for a, _ in answers(io.BufferedReader(Endless()), limit=1 << 16)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [answer.get("error", "")[:14] for answer in found] == ["line 1: longer", ""]
    assert peak < 4 << 20


def test_what_fails_inside_is_an_error_of_its_line(monkeypatch):
    def fail(text, **_):
        raise RuntimeError(text)

    monkeypatch.setattr("protocol_nlp.extract", fail)
    assert told(row(id="a", text="б")) == [{"id": "a", "error": "RuntimeError: б"}]


def test_ids_dates_and_marks():
    lines = b"\xef\xbb\xbf" + row(id=7, text="РЕШИЛИ: 1. Зуевой Т.П. сдать план до 1 мая.")
    (plain,) = told(lines)
    (dated,) = told(lines, date="2022-04-11")
    (own,) = told(
        row(id=7, date="2023-04-11", text="РЕШИЛИ: 1. Ей сдать план до 1 мая."), date="2022-04-11"
    )
    dues = [d["decisions"][0]["deadline"]["due"] for d in (plain, dated, own)]
    assert dues == [None, "2022-05-01", "2023-05-01"]
    assert plain["source"]["id"] == "7"


def test_lone_surrogates_come_back_as_escapes():
    (answer,) = told(b'{"id": "\\ud800", "text": "\\udfff"}\n')
    assert (answer["source"]["id"], answer["source"]["chars"]) == ("\ud800", 1)


def run(*words, lines=b""):
    line = [sys.executable, "-m", "protocol_nlp.cli", "extract", *map(str, words)]
    return subprocess.run(line, input=lines, capture_output=True, check=False)


def test_files_in_and_out(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(row(id="a", text=TEXT) * 2)
    done = run("--jsonl", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    "words",
    [("--jsonl", "-", "-"), ("--jsonl", "-", "--format", "csv"), ("--jsonl", "none.jsonl")],
)
def test_wrong_usage_is_one_sentence(words):
    done = run(*words)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_redaction_reaches_every_line():
    lines = row(id="a", text=TEXT) * 2
    done = run("--jsonl", "-", "--redact", "--redact-key", "secret", lines=lines)
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == second
    assert first["decisions"][0]["executors"][0]["name"]
    assert "Зуев" not in done.stdout.decode()
