"""Names of files: what surely names nobody stays, every other word becomes a token.

A file is named before it is read, and may name somebody whom its text does not; so nothing
here depends on the text, and a run that is gone on with finds its documents again.
"""

from __future__ import annotations

import re

from protocol_nlp.lexicon import words
from protocol_nlp.morphology import fold
from protocol_nlp.redaction.secret import Secret

__all__ = ["hidden_name"]

_WORD = re.compile(r"[^\W\d_]+")


def hidden_name(name: str, secret: Secret) -> str:
    """The name with other words than «протокол», «от», months and numbers made tokens.

    >>> hidden_name("Протокол 12 от 3 марта.docx", Secret(b"a"))
    'Протокол 12 от 3 марта.docx'
    >>> hidden_name("протокол_Зуевой_2021.pdf", Secret(b"a")).startswith("протокол_x")
    True
    """
    return _WORD.sub(lambda m: _word(m[0], secret), name)


def _word(word: str, secret: Secret) -> str:
    if fold(word) in words("redaction", "harmless") or len(word) == 1:
        return word
    return f"x{secret.token('file', word)}"
