"""Ends that nobody planned: a full disk, a reader that has enough, a request to stop."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="as Linux has them")
TEXT = "РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года."
CLI = [sys.executable, "-m", "protocol_nlp.cli"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in"
    inside.mkdir()
    for n in range(60):
        (inside / f"{n:02}.txt").write_text(f"{TEXT} № {n}", "utf-8")
    return inside


@pytest.mark.parametrize("command", [
    "extract 00.txt", "extract .", "extract . --format csv", "show 00.txt", "view 00.txt",
    "explain 00.txt", "text 00.txt", "schema", "normalize", "deadline",
])  # fmt: skip
def test_a_full_disk_is_one_sentence(command: str, folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*CLI, *command.split()], input="а".encode(), stdout=full, stderr=subprocess.PIPE,
            cwd=folder, check=False,
        )  # fmt: skip
    said = done.stderr.decode()
    assert (done.returncode, said.count("\n")) == (2, 1), said
    assert said.endswith("standard output cannot be written: no space left on device\n")


@pytest.mark.parametrize("options", [["--processes", "2"], []])
def test_a_full_disk_leaves_what_can_be_gone_on_with(
    options: list[str], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    command = [*CLI, "extract", str(folder), "-o", str(out), *options]
    limited = ["bash", "-c", 'ulimit -f 16; exec "$@"', "-", *command]
    done = subprocess.run(limited, capture_output=True, check=False)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr.decode().splitlines()[-1]
    assert "Traceback" not in done.stderr.decode()
    if options:
        assert (
            subprocess.run([*command, "--resume"], capture_output=True, check=False).returncode == 0
        )
        assert len(out.read_text("utf-8").splitlines()) == 60
    else:
        assert list(tmp_path.iterdir()) == [folder]  # all or nothing, and nothing beside it


def test_closed_output_is_told(folder: Path) -> None:
    for command, status in (("extract 00.txt", 2), ("extract 00.txt -o ../a.json", 0)):
        line = ["bash", "-c", 'exec "$@" >&-', "-", *CLI, *command.split()]
        done = subprocess.run(line, stderr=subprocess.PIPE, cwd=folder, check=False)
        assert done.returncode == status, done.stderr
        assert done.stderr.decode() == (
            "protocol-nlp: standard output is closed\n" if status else ""
        )


@pytest.mark.parametrize("command", ["extract .", "text 00.txt", "show 00.txt"])
def test_a_reader_that_has_enough(command: str, folder: Path) -> None:
    run = subprocess.Popen(
        [*CLI, *command.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    )
    assert run.stdout
    assert run.stdout.read(10)
    run.stdout.close()
    assert (run.wait(60), run.stderr and run.stderr.read()) == (0, b"")


def _below(pid: int) -> list[str]:
    """The processes whose parent is ``pid``."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False
    )
    return listed.stdout.decode().split()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("options", [["--processes", "2"], []])
def test_asked_to_stop(
    number: int, status: int, options: list[str], folder: Path, tmp_path: Path
) -> None:
    """It stops soon and cleanly; whole lines stay, nothing half-written, no process."""
    for n in range(60, 3000):
        (folder / f"{n:04}.txt").write_text(f"{TEXT} № {n}", "utf-8")
    out = tmp_path / "out.jsonl"
    command = [*CLI, "extract", str(folder), "-o", str(out), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as run:
        for _ in range(1200):
            if any(p.stat().st_size > 2000 for p in tmp_path.iterdir() if p.is_file()):
                break
            time.sleep(0.05)
        workers = _below(run.pid)
        os.kill(run.pid, number)
        said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == status, said
    assert "Traceback" not in said
    assert all(not Path(f"/proc/{pid}/fd").exists() or _gone(pid) for pid in workers)
    left = {p.name for p in tmp_path.iterdir()} - {"in"}
    if options:
        lines = out.read_bytes()
        assert lines.endswith(b"\n")
        assert left <= {"out.jsonl", "out.jsonl.lock"}
    else:
        assert left == set()


def _gone(pid: str) -> bool:
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.05)
    return False
