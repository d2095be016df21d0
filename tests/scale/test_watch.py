"""The watch over a run of the command line sees what there is to see."""

from benchmarks.generate import write
from benchmarks.scale import measured


def test_figures_of_a_run(tmp_path):
    write(24, tmp_path / "in", seed=2)
    found = measured(tmp_path / "in", tmp_path / "out.jsonl", documents=24, processes=2)
    assert found["documents_a_second"] > 0
    assert 0 <= found["of_which_one_process"] < found["processor_milliseconds_a_document"]
    assert all(30 < megabytes < 3000 for megabytes in found["megabytes_at_quarters"])
