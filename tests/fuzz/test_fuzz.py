"""Bounded runs of what ``make fuzz`` runs at length: seeds, findings, and their mutations."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pypdfium2", reason="needs protocol_nlp[pdf]")
sys.path.insert(0, str(Path(__file__).parent))
from targets import TARGETS, TOKENS

CASES = sorted(p for p in (Path(__file__).parent / "cases").iterdir() if p.suffix == ".bin")
WORDS = st.sampled_from([t.encode("utf-8", "surrogatepass") for t in TOKENS])
PIECE = st.one_of(WORDS, st.binary(max_size=4), st.integers(1, 40).map(lambda n: b"1." * n))
EDITS = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 60), PIECE), max_size=8)


def mutated(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The seed with pieces cut out and others put in; a cut of 60 copies instead."""
    for at, cut, piece in edits:
        start = at % (len(seed) + 1)
        if cut == 60:
            seed = seed[:start] + seed[start : start + 200] + seed[start:]
        seed = seed[:start] + piece + seed[start + cut % 60 :]
    return seed


@pytest.mark.parametrize("name", TARGETS)
def test_seeds(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].run(seed)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_findings(case: Path) -> None:
    """``TARGET-what-was-wrong.bin``: what fuzzing found, mended since."""
    TARGETS[case.stem.partition("-")[0]].run(case.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), EDITS)
def test_mutations(name: str, data: st.DataObject, edits: list[tuple[int, int, bytes]]) -> None:
    target = TARGETS[name]
    target.run(mutated(data.draw(st.sampled_from(target.seeds)), edits))
