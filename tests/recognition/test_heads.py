"""The look before the dictionary lets every form of every listed noun through."""

import pytest

from protocol_nlp.morphology import fold, lexeme, parses
from protocol_nlp.recognition.heads import body, listed, position

_FORMS = {"positions": position, "bodies": body}


@pytest.mark.parametrize("section", sorted(_FORMS))
def test_no_form_of_a_listed_noun_is_missed(section: str) -> None:
    known = {noun: [p for p in parses(noun) if fold(p.lemma) == noun] for noun in listed(section)}
    nouns = [p for found in known.values() for p in found if p.is_noun and p.known]
    assert len(nouns) > len(known) / 2
    missed = [
        form.word
        for noun in nouns
        for form in lexeme(noun)
        if not _FORMS[section](fold(form.word)) and _is_read_so(form.word, noun.lemma)
    ]
    assert missed == []


def _is_read_so(word: str, lemma: str) -> bool:
    """Whether the dictionary itself reads the form as one of that noun."""
    return any(p.is_noun and p.lemma == lemma and p.score > 0.01 for p in parses(word))
