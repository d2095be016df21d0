"""Minutes for load: all different, the same from the same seed, of several layouts, readable."""

import doctest
from collections import Counter
from itertools import islice

import protocol_nlp
from benchmarks import generate
from benchmarks.generate import document, documents

MANY = list(documents(600, seed=3))


def test_no_two_are_alike():
    assert len(set(MANY)) == len(MANY)


def test_seed_and_number_make_the_document():
    assert list(documents(20, seed=3, start=100)) == MANY[100:120]
    assert document(7, seed=3) == MANY[7] != document(7, seed=4)


def test_every_layout_comes_and_none_is_rare():
    heads = {
        "Протокол заседания": "council",
        "Утверждаю": "list",
        "АДМИНИСТРАЦИЯ": "order",
        "ПРОТОКОЛ №": "protocol",
        "ПРОТОКОЛ\n": "table",
    }
    found = Counter(
        next((name for head, name in heads.items() if text.startswith(head)), "retelling")
        for text in MANY
    )
    assert len(found) == 6
    assert min(found.values()) > 30


def test_nothing_of_the_grammar_is_left():
    assert not any(sign in text for text in MANY for sign in ("{", "}", "..", "\n\n\n\n"))
    assert all(text == f"{text.strip()}\n" for text in MANY)
    sizes = sorted(len(text.encode()) for text in MANY)
    assert 1500 < sizes[0] <= sizes[-1] < 15_000
    assert 4000 < sizes[len(sizes) // 2] < 6000


def test_they_can_be_read():
    read = [protocol_nlp.extract(text) for text in islice(MANY, 30)]
    assert all(minutes.decisions and minutes.header.date for minutes in read)


def test_files(tmp_path):
    generate.write(3, tmp_path, seed=3)
    written = {
        p.relative_to(tmp_path).as_posix(): p.read_text("utf-8") for p in tmp_path.rglob("*.txt")
    }
    assert written == {f"000/{n:06}.txt": MANY[n] for n in range(3)}


def test_examples():
    assert doctest.testmod(generate).failed == 0
