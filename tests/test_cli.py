"""Commands as a shell sees them: a status, one sentence, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "РЕШИЛИ:\n1. Петрову П.П. подготовить доклад. Срок – до 1 июня 2021 г.\n"


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """One run of the program."""
    line = [sys.executable, "-m", "protocol_nlp.cli", *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16", "koi8-r"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("–", "-").encode(encoding))
    done = run("extract", path)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["decisions"]) == 1


def test_json_lines(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    assert len([json.loads(row) for row in run("extract", *paths).stdout.splitlines()]) == 2


@pytest.mark.parametrize("command", ["extract", "show", "text", "explain"])
def test_missing_file(command: str, tmp_path: Path) -> None:
    done = run(command, tmp_path / "none.txt")
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1


def test_schema() -> None:
    assert json.loads(run("schema").stdout)


@pytest.mark.parametrize("command", ["extract", "show", "view", "deadline"])
@pytest.mark.parametrize("day", ["yesterday", "2022-13-45", "01.02.2022", ""])
def test_a_day_that_is_none(command: str, day: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    words = [command, "--date", day, *([] if command == "deadline" else [tmp_path / "a.txt"])]
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "is no date such as 2021-03-30" in done.stderr
