"""A step of cleaning that its hint passes over would have changed nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.text import cleaning
from protocol_nlp.text.edits import Draft

_PIECES = [
    "0",
    "O",
    "о",
    "О",
    "1",
    "9",
    "l",
    "З",
    ".",
    "-",
    "p",
    "P",
    "\n",
    " ",
    "а",
    "ё",
    "c",
    "5-р",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=16).map("".join))
@settings(max_examples=400, deadline=None)
def test_a_hint_misses_nothing(text: str) -> None:
    for step in cleaning._STEPS:  # noqa: SLF001 - what no caller needs to see
        if step.hint is not None and not step.hint.search(text):
            draft = Draft(text)
            step.run(draft)
            assert draft.text == text
