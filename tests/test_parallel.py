"""Ordered, bounded, lazy, interrupted cleanly; under every way to start a process."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from itertools import count, islice
from pathlib import Path

import pytest

from protocol_nlp.parallel import ordered_map

METHODS = ["fork", "spawn", "forkserver"]


class TwoArguments(Exception):  # noqa: N818 - cannot be unpickled, as many cannot
    def __init__(self, first, second):
        super().__init__(f"{first} {second}")


def slow_when_even(number):
    time.sleep(0.002 * (number % 2 == 0))
    return -number


def fails_at_five(number):
    if number == 5:
        raise KeyError("five")
    return number


def fails_strangely(number):
    raise TwoArguments("no", number)


def dies(_):
    os.kill(os.getpid(), signal.SIGKILL)


def process_id(_):
    return os.getpid()


@pytest.mark.parametrize("method", METHODS)
def test_order_is_kept(method):
    results = ordered_map(slow_when_even, range(40), processes=2, batch_size=3, start_method=method)
    assert list(results) == [-n for n in range(40)]


def test_work_is_done_elsewhere():
    ids = set(ordered_map(process_id, range(8), processes=2, batch_size=1))
    assert os.getpid() not in ids


def test_endless_input_is_read_no_further_than_the_bound():
    read = []
    endless = (read.append(n) or n for n in count())
    results = ordered_map(slow_when_even, endless, processes=2, batch_size=3)
    assert read == []
    assert list(islice(results, 10)) == [-n for n in range(10)]
    assert len(read) <= 10 + 2 * 2 * 3 + 3
    results.close()


@pytest.mark.parametrize("processes", [1, 2])
def test_failure_comes_in_its_place(processes):
    results = ordered_map(fails_at_five, range(20), processes=processes, batch_size=4)
    assert list(islice(results, 5)) == [0, 1, 2, 3, 4]
    with pytest.raises(KeyError, match="five"):
        next(results)


@pytest.mark.parametrize("processes", [1, 2])
def test_input_that_fails_loses_nothing_before(processes):
    def broken():
        yield from range(7)
        raise OSError("gone")

    results = ordered_map(slow_when_even, broken(), processes=processes, batch_size=4)
    assert list(islice(results, 7)) == [-n for n in range(7)]
    with pytest.raises(OSError, match="gone"):
        next(results)


def test_failure_that_cannot_be_pickled_is_told():
    with pytest.raises(RuntimeError, match="TwoArguments: no 0"):
        next(ordered_map(fails_strangely, [0], processes=2))


def test_dead_process_is_an_error_and_no_endless_wait():
    with pytest.raises(BrokenProcessPool):
        list(ordered_map(dies, [0], processes=2))


def dies_at_seven(number):
    if number == 7:
        dies(number)
    return -number


def told(number):
    return f"{number} died"


@pytest.mark.parametrize("method", METHODS)
def test_item_that_kills_costs_itself(method):
    results = ordered_map(
        dies_at_seven,
        range(40),
        processes=2,
        batch_size=3,
        start_method=method,
        on_death=told,
    )
    assert list(results) == [f"{n} died" if n == 7 else -n for n in range(40)]


def test_several_that_kill_and_one_that_fails():
    def odd():
        yield from (7, 1, 7, 7, 2)
        raise OSError("gone")

    results = ordered_map(dies_at_seven, odd(), processes=2, batch_size=2, on_death=told)
    assert list(islice(results, 5)) == ["7 died", -1, "7 died", "7 died", -2]
    with pytest.raises(OSError, match="gone"):
        next(results)


def dies_once(item):
    number, mark = item
    if number == 7 and not mark.exists():
        mark.touch()
        dies(number)
    return number


def test_process_killed_by_chance_costs_nothing(tmp_path):
    items = [(n, tmp_path / "killed") for n in range(30)]
    results = ordered_map(dies_once, items, processes=2, batch_size=3, on_death=told)
    assert list(results) == list(range(30))


def test_machine_where_everything_dies_is_told():
    results = ordered_map(dies, count(), processes=2, batch_size=3, on_death=told)
    with pytest.raises(BrokenProcessPool):
        list(islice(results, 20))


def dies_at_seven_or_fails(number):
    return fails_at_five(dies_at_seven(-number) and number)


def test_failure_beside_a_death_comes_in_its_place():
    results = ordered_map(
        dies_at_seven_or_fails, [-7, 4, 5, 6], processes=2, batch_size=4, on_death=told
    )
    assert list(islice(results, 2)) == ["-7 died", 4]


@pytest.mark.parametrize("numbers", [{"processes": 0}, {"batch_size": 0}])
def test_numbers_below_one_are_refused(numbers):
    with pytest.raises(ValueError, match="at least 1"):
        ordered_map(abs, [1], **numbers)


SCRIPT = """
import os, sys, time
from itertools import count
from protocol_nlp.parallel import ordered_map
def work(n):
    time.sleep(0.01)
    return os.getpid()
if __name__ == "__main__":
    seen = set()
    try:
        for pid in ordered_map(work, count(), processes=2, batch_size=1, start_method=sys.argv[1]):
            if pid not in seen:
                seen.add(pid)
                print(pid, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_their_parent(tmp_path, method, number):
    script = tmp_path / "endless.py"
    script.write_text(SCRIPT)
    with subprocess.Popen(
        [sys.executable, str(script), method],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        if number == signal.SIGINT:
            os.killpg(parent.pid, number)  # as a terminal does
        else:
            parent.kill()
        parent.wait(20)
        for _ in range(500):
            if not any(map(alive, workers)):
                break
            time.sleep(0.02)
        assert not any(map(alive, workers))
        if number == signal.SIGINT:
            assert parent.stdout.read() == "interrupted\n"
            assert parent.stderr.read() == ""
