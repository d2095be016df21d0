"""People out of minutes: stable pseudonyms in their place, in every field and in the text.

>>> from protocol_nlp.analyzer import Analyzer
>>> minutes = Analyzer()("РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года.")
>>> hidden = redact(minutes, "a key of one's own")
>>> "Зуев" in hidden.text, hidden.mentions[0].span.of(hidden.text) == hidden.mentions[0].text
(False, True)
"""

from protocol_nlp.redaction.documents import Redactor, redact
from protocol_nlp.redaction.secret import Secret

__all__ = ["Redactor", "Secret", "redact"]
