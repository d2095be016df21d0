"""A tokenizer for spaCy that cuts words as the rest of the house does, by razdel.

spaCy's own Russian tokenizer keeps «п.1.2» and «и.о.министра» in one piece, so that a name
that begins inside has to be widened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from protocol_nlp.text import tokens

__all__ = ["NAME", "RazdelTokenizer", "create_tokenizer"]

NAME = "protocol_nlp.Razdel.v1"
_SURROGATE = re.compile("[\ud800-\udfff]")


class RazdelTokenizer(DummyTokenizer):
    """Text to a ``Doc`` whose ``text`` is that text and whose tokens are razdel's.

    White space between two tokens that is more than one blank is a token of its own, as in
    spaCy.  A lone surrogate, which spaCy cannot hold, becomes U+FFFD; no offset moves.

    >>> from spacy.vocab import Vocab
    >>> [token.text for token in RazdelTokenizer(Vocab())("Прошу  п.2")]
    ['Прошу', ' ', 'п', '.', '2']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a ``Doc``; never fails on a text."""
        pieces = list(_pieces(_SURROGATE.sub("\ufffd", text)))
        return Doc(self.vocab, [word for word, _ in pieces], [space for _, space in pieces])


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]  # spaCy's registry is untyped
def create_tokenizer() -> Callable[[Language], RazdelTokenizer]:
    """What ``{"nlp": {"tokenizer": {"@tokenizers": "protocol_nlp.Razdel.v1"}}}`` names."""
    return _of_language


def _of_language(nlp: Language) -> RazdelTokenizer:
    return RazdelTokenizer(nlp.vocab)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The tokens of a text, each with whether one blank follows that is no token."""
    at, word = 0, ""
    for start, stop in tokens(text):
        yield from _with_gap(word, text[at:start])
        at, word = stop, text[start:stop]
    yield from _with_gap(word, text[at:])


def _with_gap(word: str, gap: str) -> Iterator[tuple[str, bool]]:
    blank = bool(word) and gap.startswith(" ")
    if word:
        yield word, blank
    if gap[blank:]:
        yield gap[blank:], False
