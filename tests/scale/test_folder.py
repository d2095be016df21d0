"""A run over a folder: the answers of one by one, broken files, shards, killed and gone on."""

import json
import random
import subprocess
import sys
import time

import pytest

import protocol_nlp
from protocol_nlp.cli import main
from protocol_nlp.codec import dumps
from protocol_nlp.scale import Job, LinesError, Shard, extract_folder
from protocol_nlp.scale.lines import Lines

DOCUMENTS = 60


def ids(output):
    found = [json.loads(line) for line in output.read_bytes().splitlines()]
    return [f["id"] if "id" in f else f["source"]["id"] for f in found]


def all_ids(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*.txt")}


@pytest.mark.parametrize("processes", [1, 2])
def test_same_lines_as_one_by_one(folder, tmp_path, processes):
    output = tmp_path / "out.jsonl"
    tally = extract_folder(Job(folder, output, processes=processes, batch_size=4))
    assert (tally.written, tally.failed, tally.before) == (DOCUMENTS, 0, 0)
    for id_, line in zip(ids(output), output.read_text("utf-8").splitlines(), strict=True):
        text = (folder / id_).read_text("utf-8")
        assert line == dumps(protocol_nlp.extract(text, id=id_))
    assert len(ids(output)) == DOCUMENTS


def test_broken_file_costs_one_line(folder, tmp_path, capsys):
    (folder / "30 scan.pdf").write_bytes(b"%PDF-1.4 torn")
    output = tmp_path / "out.jsonl"
    assert main(["extract", str(folder), "-o", str(output), "--processes", "2"]) == 1
    errors = [json.loads(line) for line in output.read_text().splitlines() if '"error"' in line]
    assert [e["id"] for e in errors] == ["30 scan.pdf"]
    assert str(tmp_path) not in errors[0]["error"]
    assert len(ids(output)) == DOCUMENTS + 1
    told = capsys.readouterr().err
    assert f"{DOCUMENTS + 1} of {DOCUMENTS + 1} documents" in told
    assert "1 with errors" in told


def test_failing_analysis_costs_one_line(folder, tmp_path, monkeypatch):
    extract = protocol_nlp.extract

    def failing(text, **options):
        if "№ 7 " in text:
            raise RecursionError("too deep")
        return extract(text, **options)

    monkeypatch.setattr(protocol_nlp, "extract", failing)
    output = tmp_path / "out.jsonl"
    assert extract_folder(Job(folder, output)).failed == 1
    assert "RecursionError: too deep" in output.read_text("utf-8")
    assert len(ids(output)) == DOCUMENTS


def test_output_inside_the_folder_is_not_read(folder):
    output = folder / "out.jsonl"
    extract_folder(Job(folder, output))
    assert set(ids(output)) == all_ids(folder)
    assert extract_folder(Job(folder, output), resume=True).written == 0


def test_shards_cover_everything_once(folder, tmp_path):
    found = []
    for number in range(1, 5):
        output = tmp_path / f"{number}.jsonl"
        extract_folder(Job(folder, output, Shard(number, 4)))
        found += ids(output)
    assert sorted(found) == sorted(all_ids(folder))


@pytest.mark.parametrize("cut", [1, 40, 1000])
def test_torn_last_line_is_done_again(folder, tmp_path, cut):
    output = tmp_path / "out.jsonl"
    extract_folder(Job(folder, output))
    whole = output.read_bytes()
    output.write_bytes(whole[:-cut])
    assert extract_folder(Job(folder, output), resume=True).written >= 1
    assert output.read_bytes() == whole


def test_output_that_is_not_ours_is_left_alone(folder, tmp_path):
    output = tmp_path / "out.jsonl"
    for content in (b"my notes\ntorn", b"{}\n", b"[1]\n"):
        output.write_bytes(content)
        with pytest.raises(LinesError, match="line 1"):
            extract_folder(Job(folder, output), resume=True)
        assert output.read_bytes() == content


def test_output_that_is_there_is_refused_without_resume(folder, tmp_path, capsys):
    output = tmp_path / "out.jsonl"
    output.write_text('{"id": "a", "error": "b"}\n')
    assert main(["extract", str(folder), "-o", str(output), "--processes", "1"]) == 2
    assert "--resume" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--shard", "0/2"], ["--processes", "0"], ["--resume", "--format", "csv"], ["--shard", "x"]],
)
def test_options_that_make_no_sense(folder, tmp_path, options):
    assert main(["extract", str(folder), "-o", str(tmp_path / "o.jsonl"), *options]) == 2


def test_line_torn_over_blocks(tmp_path):
    output = tmp_path / "out.jsonl"
    output.write_bytes(b'{"id": "a", "error": "b"}\n' + b"x" * 200_000)
    with Lines(output, resume=True) as lines:
        assert lines.done == {"a"}
    assert output.read_bytes() == b'{"id": "a", "error": "b"}\n'


def test_killed_at_any_moment_loses_and_repeats_nothing(folder, tmp_path):
    output = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "protocol_nlp.cli", "extract", str(folder)]
    command += ["-o", str(output), "--processes", "2", "--resume"]
    moments = random.Random(8)  # noqa: S311 - moments, not secrets
    before = 0
    for _ in range(3):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None and output_size(output) <= before:
                time.sleep(0.005)
            time.sleep(moments.uniform(0, 0.05))
            run.kill()
        before = output_size(output)
    assert subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0
    assert sorted(ids(output)) == sorted(all_ids(folder))


def output_size(output):
    return output.stat().st_size if output.exists() else 0
