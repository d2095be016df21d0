"""Many texts through the analyzer: as one by one, whatever fails, however processes start."""

import subprocess
import sys
from itertools import count, islice

import pytest

from protocol_nlp.analyzer import Analyzer
from protocol_nlp.deadlines import Policy
from protocol_nlp.writers.json_records import dumps_line

SURNAMES = ["Зуевой Т.П.", "Лосеву А.М.", "Ржевской О.О.", "Кротову И.Д."]
TEXTS = [
    f"РЕШИЛИ: 1. Поручить {surname} подготовить план до {day} июня 2021 года."
    for day in (1, 2)
    for surname in SURNAMES
] + ["", "\ud800 и \x00"]


@pytest.mark.parametrize(("processes", "batch_size"), [(1, 16), (2, 1), (2, 3), (2, 100)])
def test_same_answers_in_order(processes, batch_size):
    nlp = Analyzer()
    piped = list(nlp.pipe(TEXTS, processes=processes, batch_size=batch_size))
    assert piped == [nlp(text) for text in TEXTS]
    assert [minutes.text for minutes in piped] == TEXTS


def test_configuration_reaches_the_processes():
    nlp = Analyzer(Policy(exclusive=True))
    (minutes,) = nlp.pipe(TEXTS[:1], processes=2)
    assert minutes == nlp(TEXTS[0])
    assert minutes != Analyzer()(TEXTS[0])


def test_endless_texts():
    texts = (f"Поручить Зуевой Т.П. подготовить план № {n}." for n in count())
    piped = Analyzer().pipe(texts, processes=2, batch_size=2)
    assert [m.text[-3:-1] for m in islice(piped, 5)] == [f" {n}" for n in range(5)]
    piped.close()


@pytest.mark.parametrize("processes", [1, 2])
def test_failure_is_raised_in_its_place(processes):
    piped = Analyzer().pipe([TEXTS[0], None, TEXTS[1]], processes=processes)
    assert next(piped).text == TEXTS[0]
    with pytest.raises((TypeError, AttributeError)):
        next(piped)


@pytest.mark.parametrize("processes", [1, 2])
def test_failure_is_recorded_in_its_place(processes):
    piped = Analyzer().pipe([TEXTS[0], None, TEXTS[1]], processes=processes, on_error="record")
    good, bad, other = piped
    assert (good.text, other.text) == (TEXTS[0], TEXTS[1])
    assert [w.code for w in bad.warnings] == ["error"]
    assert bad.decisions == bad.mentions == ()
    assert '"error": "' in dumps_line(bad)


def test_interrupt_is_not_recorded():
    def interrupted():
        yield TEXTS[0]
        raise KeyboardInterrupt

    piped = Analyzer().pipe(interrupted(), processes=2, on_error="record")
    with pytest.raises(KeyboardInterrupt):
        list(piped)


def test_unknown_way_with_errors_is_refused():
    with pytest.raises(ValueError, match="'skip'"):
        Analyzer().pipe([], on_error="skip")


SCRIPT = """
import multiprocessing, sys
import protocol_nlp
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    texts = [f"Поручить Зуевой Т.П. подготовить план {n}." for n in range(6)]
    nlp = protocol_nlp.load()
    print(list(nlp.pipe(texts, processes=2, batch_size=2)) == list(nlp.pipe(texts)))
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_every_way_to_start_processes(tmp_path, method):
    script = tmp_path / "piped.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), method], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("True\n", "")
