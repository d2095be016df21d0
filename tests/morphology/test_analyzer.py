import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol_nlp.morphology import inflect, lexeme, parses


@pytest.mark.parametrize(
    ("word", "gold"),
    [
        ("Министерству", "Министерство"),
        ("Щекиной", "Щекина"),
        ("КОМИССИЕЙ", "КОМИССИЯ"),
        ("директорам", "директора"),
        ("Минтрансу", "Минтранс"),
    ],
)
def test_inflect_to_nominative(word, gold):
    assert inflect(parses(word)[0], frozenset({"nomn"})) == gold


@pytest.mark.parametrize("word", ["", "«»", "\ud800", "а\x00б", "а" * 65, "а б", "—"])
def test_no_word_has_no_reading(word):
    assert parses(word) == ()


@pytest.mark.parametrize("word", ["abc", "12", "х-й", "МБОУ", "п.1.2", "О’Коннору"])
def test_odd_words_have_readings(word):
    assert parses(word)


def test_unknown_grammeme_gives_none():
    assert inflect(parses("орлу")[0], frozenset({"zzzz"})) is None


def test_known_and_guessed():
    assert parses("министру")[0].known
    assert not parses("Хрямзиковскому")[0].known


def test_second_cases_are_folded():
    assert {p.case for p in parses("лесу")} <= {"nomn", "gent", "datv", "accs", "ablt", "loct"}


def test_lexeme_has_the_nominative():
    assert "орел" in {p.word.replace("ё", "е") for p in lexeme(parses("орлом")[0])}


@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_never_fails(word):
    for parse in parses(word):
        inflect(parse, frozenset({"nomn"}))
        assert 0 <= parse.score <= 1


def test_import_is_light():
    code = "import sys, protocol_nlp.morphology; print('pymorphy3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("word", ["²", "5²", "௧", "Ⅷ", "ª", "ʰ", "𝟘"])
def test_odd_letters_never_fail(word):
    assert isinstance(parses(word), tuple)
