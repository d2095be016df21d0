"""Notebook 04 runs, on fewer documents, and is kept as it was run."""

import json
from pathlib import Path

import pytest

TWIN = Path(__file__).parents[2] / "notebooks" / "04_many_documents.py"
CELLS = json.loads(TWIN.with_suffix(".ipynb").read_text(encoding="utf-8"))["cells"]


def test_it_runs_and_tells_of_every_document(monkeypatch, capsys, tmp_path):
    for package in ("matplotlib", "pandas", "pyarrow"):
        pytest.importorskip(package)
    monkeypatch.setenv("DOCUMENTS", "30")
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    source = TWIN.read_text(encoding="utf-8")
    names = {"__name__": "notebook"}
    exec(compile(source, str(TWIN), "exec"), names)  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert printed.startswith("Tally(written=30, failed=0, before=0)\n")
    assert printed.endswith("0 documents could not be read\n")
    assert names["table"]["document"].nunique() == 30
    assert names["load"].shape == (20, 5)
    assert names["months"].sum() == names["answerable"]["due"].notna().sum() > 300


def test_it_is_kept_executed_and_like_its_twin():
    source = TWIN.read_text(encoding="utf-8")
    code = [c for c in CELLS if c["cell_type"] == "code"]
    assert [c["execution_count"] for c in code] == list(range(1, len(code) + 1))
    assert all("".join(c["source"]) in source for c in code)
    assert len(code) == source.count("# %%\n")
    outputs = [output for c in code for output in c["outputs"]]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert sum("image/png" in o.get("data", {}) for o in outputs) == 3
