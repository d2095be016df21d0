"""Figures of many processes, by processor time alone."""

import pytest

from benchmarks.pipe import spent, summary


@pytest.mark.parametrize(
    ("together", "figures"),
    [
        ((0.0, 0.020), {"overhead": 1.0, "at_most": 2.0}),
        ((0.002, 0.020), {"overhead": 1.1, "at_most": 1.82}),
        ((0.020, 0.004), {"overhead": 1.2, "at_most": 1.0}),  # the asking process is the slowest
    ],
)
def test_what_many_processes_can_give(together, figures):
    assert summary((0.020, 0.0), together, 2) == figures


def test_one_process_does_all_itself():
    before = spent([], 1)
    own, others = spent(["РЕШИЛИ: 1. Поручить Зуевой Т.П. сдать план до мая."] * 3, 1)
    assert own > before[0]
    assert others == before[1]
