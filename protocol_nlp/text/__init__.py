"""The text as given, a cleaned view of it, and the way back; sentences and tokens."""

from protocol_nlp.text.pictures import SIGNS
from protocol_nlp.text.sentences import sentences, tokens
from protocol_nlp.text.view import View

__all__ = ["SIGNS", "View", "sentences", "tokens"]
