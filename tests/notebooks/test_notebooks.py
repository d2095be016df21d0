"""The notebooks: executed, the same as their twins, and their code runs today."""

import json
import os
import shutil
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

os.environ["MPLBACKEND"] = "Agg"  # before matplotlib is first imported: no window opens

ROOT = Path(__file__).parents[2]
TWINS = sorted((ROOT / "notebooks").glob("*.py"))
FEW = ("amur-governor", "tarsk-administration", "volna-yard")


def code_cells(twin):
    cells = json.loads(twin.with_suffix(".ipynb").read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def printed(twin):
    source, out = twin.read_text("utf-8"), StringIO()
    with redirect_stdout(out):
        exec(compile(source, str(twin), "exec"), {"__name__": "notebook"})  # noqa: S102 - our own
    return out.getvalue()


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.stem)
def test_a_notebook_is_its_twin_executed(twin):
    source, cells = twin.read_text("utf-8"), code_cells(twin)
    assert len(cells) == source.count("# %%\n")
    for cell in cells:
        assert "".join(cell["source"]) in source
        assert cell["execution_count"]
        assert all(output["output_type"] != "error" for output in cell["outputs"])


def test_evaluation_runs_and_draws(tmp_path, monkeypatch):
    for name in FEW:
        shutil.copytree(ROOT / "corpus/development" / name, tmp_path / "corpus/development" / name)
    shutil.copytree(ROOT / "benchmarks/released", tmp_path / "benchmarks/released")
    monkeypatch.chdir(tmp_path)
    twin = ROOT / "notebooks/02_evaluation.py"
    out = printed(twin)
    assert out.startswith(
        "3 documents, 30 decisions\nexecutors, roles and deadlines all right: F1 "
    )
    assert "decisions gained" in out
    drawn = [o for c in code_cells(twin) for o in c["outputs"] if "image/png" in o.get("data", {})]
    assert len(drawn) == twin.read_text("utf-8").count("plt.show()")


def test_annotating_prints_what_the_notebook_shows():
    twin = ROOT / "notebooks/03_annotate_your_own.py"
    shown = [
        "".join(output["text"])
        for cell in code_cells(twin)
        for output in cell["outputs"]
        if output["output_type"] == "stream"
    ]
    assert printed(twin) == "".join(shown)
