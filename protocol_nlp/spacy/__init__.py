"""The bridge to spaCy: a pipeline component, a tokenizer, ``Doc`` in and out.

>>> import spacy
>>> nlp = spacy.blank("ru")
>>> _ = nlp.add_pipe("protocol_nlp")
>>> doc = nlp("РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года.")
>>> [(ent.text, ent.label_, ent._.normal) for ent in doc.ents]
[('Зуевой Т.П.', 'PER', 'Зуева Т.П.')]
>>> [(d.number, d.deadline.due) for d in doc._.decisions]
[('1', '2021-06-01')]
>>> from_doc(doc) == doc._.minutes
True

The records travel as JSON in ``doc.user_data["protocol_nlp"]``, and the attributes only read
it, so that whatever keeps the user data of a ``Doc`` keeps them.  Importing this module
registers the attributes where their names are free; what needs them raises
:class:`ForeignExtensionError` where they are not.
"""

from contextlib import suppress

try:
    import spacy as _spacy  # noqa: F401 - the one place that says what to install
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"protocol_nlp.spacy needs {error.name}: pip install 'protocol_nlp[spacy]'", name=error.name
    ) from error

from protocol_nlp.spacy.component import ProtocolComponent
from protocol_nlp.spacy.documents import from_doc, to_doc
from protocol_nlp.spacy.extensions import ForeignExtensionError, register
from protocol_nlp.spacy.tokenizer import RazdelTokenizer

__all__ = [
    "ForeignExtensionError",
    "ProtocolComponent",
    "RazdelTokenizer",
    "from_doc",
    "register",
    "to_doc",
]

with suppress(ForeignExtensionError):  # raised again by whoever needs the attributes
    register()
