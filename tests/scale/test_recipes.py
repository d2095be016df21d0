"""The recipes of docs/scale.md as they stand there, where their engines are installed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import protocol_nlp
from benchmarks.generate import documents
from protocol_nlp import codec

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
RECIPE = re.compile(r"<!-- run by tests/scale/test_recipes.py -->\n```python\n(.*?)```", re.DOTALL)
RECIPES = dict(zip(("ray", "dask"), RECIPE.findall(PAGE.read_text("utf-8")), strict=True))
TEXTS = [*documents(66, seed=6), None]


def ran(name, folder):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"text": TEXTS}), folder / "documents.parquet")
    script = folder / "recipe.py"
    script.write_text(RECIPES[name], encoding="utf-8")
    settings = os.environ | {
        "HOME": str(folder),  # Ray keeps a token there
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_raylet_start_wait_time_s": "180",  # of a machine that others use too
        "OPENBLAS_NUM_THREADS": "1",
    }
    done = subprocess.run(
        [sys.executable, script.name],
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "minutes"


def assert_as_alone(found):
    """What came back, in any order, is what one process says; the null text is an error."""
    failed = [told for told in found if told.get("error")]
    read = {told["source"]["sha256"]: told for told in found if not told.get("error")}
    assert len(failed) == 1
    alone = [protocol_nlp.extract(text) for text in TEXTS if text is not None]
    assert [codec.from_dict(read[minutes.source.sha256]) for minutes in alone] == alone
    assert len(found) == len(TEXTS)


def test_ray(tmp_path):
    pytest.importorskip("ray.data", reason="pip install 'ray[data]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    assert_as_alone(parquet.read_table(ran("ray", tmp_path)).to_pylist())


def test_dask(tmp_path):
    pytest.importorskip("dask.bag", reason="pip install dask")
    written = sorted(ran("dask", tmp_path).glob("*.jsonl"))
    assert len(written) == 2
    assert_as_alone([json.loads(line) for file in written for line in file.open(encoding="utf-8")])


def test_each_recipe_is_its_engines():
    assert all(f"import {name}" in code for name, code in RECIPES.items())
