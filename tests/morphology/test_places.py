"""Adjectives of places where the dictionary has a surname only."""

import pytest

from protocol_nlp.morphology import inflect_placed, placed


@pytest.mark.parametrize(
    ("word", "cases"),
    [
        ("Глинскому", {"datv"}),
        ("КАМЕНСКОГО", {"gent", "accs"}),
        ("сельскому", set()),  # the dictionary has the adjective
        ("Глинка", set()),
        ("Ли", set()),
    ],
)
def test_readings(word, cases):
    assert {p.case for p in placed(word)} == cases


def test_forms_keep_their_capitals():
    forms = {inflect_placed(p, frozenset({"nomn"})) for p in placed("КАМЕНСКОМУ")}
    assert forms == {"КАМЕНСКИЙ", "КАМЕНСКОЕ"}


def test_a_grammeme_that_no_form_has():
    assert inflect_placed(placed("Глинскому")[0], frozenset({"intr"})) is None
