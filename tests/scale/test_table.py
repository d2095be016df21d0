"""Parquet of a folder: the rows of the writer, whole or not at all, gone on with."""

import random
import subprocess
import sys
import time

import pytest

pa = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402 - after the check that it is there

import protocol_nlp  # noqa: E402
from protocol_nlp.cli import main  # noqa: E402
from protocol_nlp.scale import Job, LinesError, Shard, extract_folder, table  # noqa: E402
from protocol_nlp.writers import parquet as writer  # noqa: E402
from protocol_nlp.writers import unreadable  # noqa: E402


@pytest.fixture
def job(folder, tmp_path):
    (folder / "empty.txt").write_text("Ничего не решили.", encoding="utf-8")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    return Job(folder, tmp_path / "out.parquet", form="parquet")


def expected(folder):
    found = []
    for path in sorted(folder.rglob("*.txt"), key=lambda p: (p.parent != folder, p.name)):
        id_ = path.relative_to(folder).as_posix()
        found.append(protocol_nlp.extract(path.read_text("utf-8"), id=id_))
    return parquet.read_table(pa.BufferReader(writer.dumps(found)))


def test_rows_are_those_of_the_writer(job, monkeypatch):
    monkeypatch.setattr(table, "_GROUP", 25)
    tally = extract_folder(job)
    assert (tally.written, tally.failed, tally.before) == (62, 1, 0)
    rows = parquet.read_table(job.output)
    errors = rows.filter(pa.compute.is_valid(rows["error"]))
    assert errors["document"].to_pylist() == ["torn.pdf"]
    whole = rows.filter(pa.compute.is_null(rows["error"]))
    assert whole.replace_schema_metadata() == expected(job.folder)
    assert parquet.read_metadata(job.output).num_row_groups == 3
    assert not table.journal_of(job.output).exists()


def test_finished_file_is_known_and_kept(job):
    extract_folder(job)
    content = job.output.read_bytes()
    with pytest.raises(LinesError, match="is there already"):
        extract_folder(job)
    tally = extract_folder(job, resume=True)
    assert (tally.written, tally.failed, tally.before) == (0, 0, 62)
    (job.folder / "new.txt").write_text("РЕШИЛИ:")
    with pytest.raises(LinesError, match="finished with 62 documents, and there are others now"):
        extract_folder(job, resume=True)
    assert job.output.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"my notes", writer.dumps(unreadable("a", "b"))])
def test_file_that_no_run_made_is_left_alone(job, content):
    job.output.write_bytes(content)
    with pytest.raises(LinesError, match="no Parquet of a run"):
        extract_folder(job, resume=True)
    assert job.output.read_bytes() == content


def test_failure_at_the_end_leaves_the_lines_and_no_file(job, monkeypatch):
    place = table.place
    monkeypatch.setattr(table, "place", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        extract_folder(job)
    assert not job.output.exists()
    with pytest.raises(LinesError, match="--resume goes on with it"):
        extract_folder(job)
    monkeypatch.setattr(table, "place", place)
    assert extract_folder(job, resume=True).written == 0
    assert parquet.read_table(job.output).num_rows == 61


def test_killed_at_any_moment_loses_and_repeats_nothing(job):
    command = [sys.executable, "-m", "protocol_nlp.cli", "extract", str(job.folder)]
    command += ["-o", str(job.output), "--processes", "2", "--resume"]
    journal = table.journal_of(job.output)
    moments = random.Random(8)  # noqa: S311 - moments, not secrets
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
        while run.poll() is None and not (journal.exists() and journal.stat().st_size):
            time.sleep(0.005)
        time.sleep(moments.uniform(0, 0.05))
        run.kill()
    assert subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode in (0, 1)
    documents = parquet.read_table(job.output)["document"].to_pylist()
    assert len(documents) == len(set(documents)) == 61


def test_shards_cover_everything_once(job, tmp_path):
    rows = 0
    for number in (1, 2, 3):
        output = tmp_path / f"{number}.parquet"
        extract_folder(Job(job.folder, output, Shard(number, 3), form="parquet"))
        rows += parquet.read_metadata(output).num_rows
    assert rows == 61


def test_command_line(job, tmp_path, monkeypatch, capsys):
    named = tmp_path / "named"
    command = ["extract", str(job.folder), "--processes", "1", "-o"]
    assert main([*command, str(named), "--format", "parquet"]) == 1  # torn.pdf
    assert parquet.read_metadata(named).num_rows == 61
    assert table.contents_of(named).count == 62
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert main([*command, str(tmp_path / "other.parquet")]) == 2
    assert "pip install 'protocol_nlp[parquet]'" in capsys.readouterr().err
    assert not table.journal_of(tmp_path / "other.parquet").exists()
