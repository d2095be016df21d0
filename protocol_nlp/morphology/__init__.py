"""Words: their readings, their forms, their letters.

The only room that knows pymorphy3.  Everybody else sees :class:`Parse`, a frozen record
of our own, and asks for a form of it.

>>> from protocol_nlp.morphology import inflect, parses
>>> inflect(parses("комиссией")[0], frozenset({"nomn"}))
'комиссия'
"""

from protocol_nlp.morphology.analyzer import inflect, lexeme, parses
from protocol_nlp.morphology.letters import dress, fold
from protocol_nlp.morphology.parse import Parse
from protocol_nlp.morphology.places import inflect_placed, placed

__all__ = ["Parse", "dress", "fold", "inflect", "inflect_placed", "lexeme", "parses", "placed"]
