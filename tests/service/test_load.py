"""The load of ``make load``, for seconds: every answer is the right one."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="needs protocol_nlp[serve]")
ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read in /proc")
def test_seconds_of_load() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import service  # noqa: PLC0415 - found by the line above

    load = service.run(seconds=6, clients=2, workers=1)
    told = service.summary(load, 6)
    assert told["wrong"] == 0
    assert told["answers"] >= 1
    assert load.memory


def test_its_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/service.py", "--help"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert b"--seconds" in done.stdout
