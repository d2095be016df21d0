"""The calls of the contract's section 3, and what an import costs."""

import subprocess
import sys

import pytest

import protocol_nlp

TEXT = "РЕШИЛИ:\n1. Петрову П.П. подготовить доклад. Срок – до 1 июня 2021 г.\n"


def test_calls() -> None:
    nlp = protocol_nlp.load()
    assert nlp(TEXT) == protocol_nlp.extract(TEXT)
    assert list(nlp.pipe([TEXT])) == [nlp(TEXT)]
    assert nlp.mentions(TEXT)
    assert len(nlp.normalize_spans(TEXT, [(11, 23)])) == 1
    assert protocol_nlp.normalize("Яковлевой С.В.").normal == "Яковлева С.В."
    told = protocol_nlp.deadline("до 1 июня т.г.", date="2021-03-30")
    assert told is not None
    assert told.due == "2021-06-01"


def test_import_is_light() -> None:
    code = "import sys, protocol_nlp; print({'numpy', 'spacy', 'pymorphy3'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("day", ["yesterday", "2022-13-45", "01.02.2022"])
@pytest.mark.parametrize("text", ["", TEXT, "ПРОТОКОЛ\nот 1 марта 2022 г.\n" + TEXT])
def test_a_day_that_is_none_is_refused_whatever_the_text(day: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"month|isoformat"):
        protocol_nlp.extract(text, date=day)
