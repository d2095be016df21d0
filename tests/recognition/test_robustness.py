"""Whatever the text is: spans inside it, in order, and no exception."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.recognition import find, roles

PIECES = [
    "Жук", "К.", "Л.", "Министерству", "культуры", "области", "(", ")", "«", "»", '"', ",", "и",
    "\n", "№", "5", "директорам", "школ", "далее –", "им.", "т.", "ООО", "ПАО", ";", ":", "по",
    "\ud800", "\0", "é", "İ", " ", "-", "–", "Орлову", "Иван", "Ильич", "оглы", "осуществляющих",
    "Дж.", "ГБУЗ", "МВД", "при", "в", "с", "доложить", "ё", "🙂", "ſ", "K",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=30
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_find_stays_inside_the_text(text):
    found = [f for f in find(text) if not f.rule.startswith("nested.")]
    for mention in found:
        words = text[mention.start : mention.stop]
        assert words
        assert words == words.strip()
    for left, right in pairwise(found):
        assert left.stop <= right.start


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_roles_stay_inside_the_stretch(text):
    for mention in roles(text, len(text) // 3, len(text)):
        assert len(text) // 3 <= mention.start < mention.stop <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "«",
        "(",
        "Жук К.Л., ",
        "Отдел ",
        "и ",
        "1. ",
        "цехам и ",
        "главам, ",
        "«Отдел ",
        "т. ",
        "ёЁ\u0301",
    ],
)
def test_long_repetitions_end(piece):
    text = piece * 3000
    assert all(f.stop <= len(text) for f in find(text))
    assert all(f.stop <= len(text) for f in roles(text, 0, len(text)))


def test_import_loads_nothing_heavy():
    code = (
        "import sys, protocol_nlp.recognition as r; "
        "heavy = {'numpy', 'pymorphy3', 'natasha', 'slovnet', 'razdel'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
