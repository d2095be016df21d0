"""The watch over a run of the command line sees what there is to see."""

from benchmarks import scale
from benchmarks.generate import write


def test_figures_of_a_run(tmp_path, monkeypatch):
    monkeypatch.setattr(scale, "_EVERY", 0.02)
    write(40, tmp_path / "in", seed=2)
    found = scale.measured(tmp_path / "in", tmp_path / "out.jsonl", documents=40, processes=1)
    assert found["documents_a_second"] > 0
    assert found["of_which_one_process"] == found["processor_milliseconds_a_document"] > 0
    assert all(30 < megabytes < 3000 for megabytes in found["megabytes_at_quarters"])
