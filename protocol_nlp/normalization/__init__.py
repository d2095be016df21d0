"""Names and phrases to the form that a register has them in.

>>> from protocol_nlp.normalization import normalize
>>> normalize("Министерству образования и науки области").normal
'Министерство образования и науки области'
"""

from protocol_nlp.normalization.clues import Clues, clues
from protocol_nlp.normalization.normalize import NamedPhrase, normalize, read_phrase
from protocol_nlp.normalization.persons import PersonName, Reading, parse_name, readings
from protocol_nlp.normalization.phrases import PhraseForm, nominative

__all__ = [
    "Clues",
    "NamedPhrase",
    "PersonName",
    "PhraseForm",
    "Reading",
    "clues",
    "nominative",
    "normalize",
    "parse_name",
    "read_phrase",
    "readings",
]
