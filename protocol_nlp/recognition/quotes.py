"""Names in quotes: quotes within quotes, quotes that share an end, quotes that never close."""

from __future__ import annotations

from protocol_nlp.recognition.words import Words

__all__ = ["opens", "quoted"]

_CLOSING = "»”“\"'"
_QUOTED = 30  # words between quotes


def quoted(words: Words, i: int) -> int | None:
    """The word after the closing quote of the quote that opens at ``i``, or None.

    Quotes within quotes are counted; two names that share one closing quote («ЗАО
    «Ромашка») close together; a quote that never closes is none.

    >>> words = Words('ООО «Завод «Ромашка» и другие')
    >>> words.words[1:quoted(words, 1)][-1]
    '»'
    """
    depth, closed = 0, None
    for j in range(i, min(i + _QUOTED, len(words))):
        word = words.words[j]
        if j > i and words.broken(j):
            break
        if word in "«“„" or (word == '"' and j == i) or (word == '"' and opens(words, j)):
            depth += 1
        elif word in _CLOSING and len(word) == 1:
            depth -= 1
            closed = j + 1
            if depth == 0 or not _closes_again(words, closed):
                return closed
    return closed


def _closes_again(words: Words, i: int) -> bool:
    """Whether the next quote in the paragraph is a closing one: the outer quote's own."""
    for j in range(i, min(i + _QUOTED, len(words))):
        word = words.words[j]
        if words.broken(j) or word in "«“„" or (word == '"' and opens(words, j)):
            return False
        if word in _CLOSING and len(word) == 1:
            return True
    return False


def opens(words: Words, j: int) -> bool:
    """Whether the straight quote at word ``j`` opens: it leans on the word after it.

    >>> opens(Words('МУ "Парк"'), 1)
    True
    """
    return not words.glued(j) and words.glued(j + 1)
