"""What the system kills: a worker, again and again, the run itself; and two runs at once."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

import protocol_nlp
from protocol_nlp.cli import main
from protocol_nlp.records import Header, Minutes, Source
from protocol_nlp.scale import Job, LinesError, extract_folder
from protocol_nlp.scale.lines import Lines


def lines_of(output):
    found = [json.loads(line) for line in output.read_bytes().splitlines()]
    return {f["id"] if "id" in f else f["source"]["id"]: f for f in found}


def quick(text, *, id, date):  # noqa: A002 - as extract names it
    time.sleep(0.002)
    return Minutes(Source(id, "", len(text)), Header(date=date))


def deadly(text, **options):
    if "№ 7 " in text or "№ 30 " in text:
        os.kill(os.getpid(), signal.SIGKILL)  # as the system does where memory ends
    return quick(text, **options)


def test_document_that_kills_its_process_costs_one_line(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(protocol_nlp, "extract", deadly)
    output = tmp_path / "out.jsonl"
    job = Job(folder, output, processes=2, batch_size=4, start_method="fork")
    assert extract_folder(job).failed == 2
    lines = lines_of(output)
    assert len(lines) == len(output.read_bytes().splitlines()) == 60
    errors = {id_: line["error"] for id_, line in lines.items() if "error" in line}
    assert errors == {
        id_: f"{id_} failed: its process was killed twice" for id_ in ("2021/07.txt", "30.txt")
    }
    assert extract_folder(job, resume=True).written == 0


def test_worker_killed_by_chance_costs_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(protocol_nlp, "extract", quick)
    output = tmp_path / "out.jsonl"
    killed = []

    def kill():
        while not (output.exists() and output.stat().st_size):
            time.sleep(0.005)
        victim = multiprocessing.active_children()[0]
        victim.kill()
        killed.append(victim.pid)

    killer = threading.Thread(target=kill)
    killer.start()
    job = Job(folder, output, processes=2, batch_size=2, start_method="fork")
    tally = extract_folder(job)
    killer.join()
    assert len(killed) == 1
    assert (tally.written, tally.failed) == (60, 0)
    assert len(lines_of(output)) == len(output.read_bytes().splitlines()) == 60


def always_deadly(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def test_machine_that_kills_everything_is_told_and_resumed(folder, tmp_path, monkeypatch, capsys):
    output = tmp_path / "out.jsonl"
    command = ["extract", str(folder), "-o", str(output), "--processes", "2", "--resume"]
    monkeypatch.setattr(protocol_nlp, "extract", always_deadly)
    assert main(command) == 1
    assert "with --resume and fewer --processes\n" in capsys.readouterr().err
    monkeypatch.setattr(protocol_nlp, "extract", quick)
    assert main(command) == 0
    lines = lines_of(output)
    assert len(lines) == 60
    assert Counter("error" in line for line in lines.values()) == {True: 10, False: 50}


HOLD = """
import sys, time
from pathlib import Path
from protocol_nlp.scale.lines import Lines
with Lines(Path(sys.argv[1]), resume=True):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def held(tmp_path):
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", HOLD, str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        yield output, other
        other.kill()


@pytest.mark.parametrize("resume", [[], ["--resume"]])
def test_second_run_at_one_output_is_refused(folder, held, capsys, resume):
    output, _ = held
    command = ["extract", str(folder), "-o", str(output), "--processes", "1", *resume]
    assert main(command) == 2
    assert capsys.readouterr().err == f"protocol-nlp: another run is writing {output}\n"


def test_lock_of_a_killed_run_is_taken_over(folder, held, monkeypatch):
    monkeypatch.setattr(protocol_nlp, "extract", quick)
    output, other = held
    other.kill()
    other.wait()
    assert extract_folder(Job(folder, output), resume=True).written == 60


def test_lock_is_not_inherited_by_processes_of_a_killed_run(folder, tmp_path):
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "protocol_nlp.cli", "extract", str(folder)]
    command += ["-o", str(output), "--processes", "2", "--resume"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not (output.exists() and output.stat().st_size):
            time.sleep(0.005)
        run.kill()
        run.wait()
        assert run.returncode == -signal.SIGKILL
        lines = Lines(output, resume=True)  # at once, its processes may live; a lock would raise
        lines.__exit__(None, None, None)
    assert output.stat().st_size


def test_two_runs_of_one_process_are_kept_apart(tmp_path):
    output = tmp_path / "out.jsonl"
    with Lines(output), pytest.raises(LinesError, match="another run"):
        Lines(output, resume=True)
    with Lines(output, resume=True) as lines:
        lines.append(b'{"id": "a", "error": "b"}')
    with Lines(output, resume=True) as lines:
        assert lines.done == {"a"}


def test_reading_the_output_keeps_the_lock(tmp_path):
    output = tmp_path / "out.jsonl"
    output.write_text('{"id": "a", "error": "b"}\n')
    with Lines(output, resume=True):
        script = (
            "import sys; from pathlib import Path; from protocol_nlp.scale.lines import Lines\n"
        )
        script += "Lines(Path(sys.argv[1]), resume=True)"
        command = [sys.executable, "-c", script, str(output)]
        other = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "another run is writing" in other.stderr


def test_pages_that_a_disk_lost_are_seen(tmp_path):
    output = tmp_path / "out.jsonl"
    output.write_bytes(b'{"id": "a", "rows": [' + b"\0" * 512 + b"]}\n")
    with pytest.raises(LinesError, match="line 1"):
        Lines(output, resume=True)
