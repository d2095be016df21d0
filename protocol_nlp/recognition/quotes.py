"""Names in quotes: quotes within quotes, quotes that share an end, quotes that never close."""

from __future__ import annotations

from protocol_nlp.recognition.words import Words

__all__ = ["opens", "quoted", "said"]

_CLOSING = "»”“\"'"
_QUOTED = 30  # words between quotes
_SHORT = 4  # two words and their quotes: a name, even in small letters


def quoted(words: Words, i: int) -> int | None:
    """The word after the closing quote of the quote that opens at ``i``, or None.

    Quotes within quotes are counted; two names that share one closing quote («ЗАО
    «Ромашка») close together; a quote that never closes is none.

    >>> words = Words('ООО «Завод «Ромашка» и другие')
    >>> words.words[1:quoted(words, 1)][-1]
    '»'
    """
    opened: list[str] = []
    closed = None
    for j in range(i, min(i + _QUOTED, len(words))):
        word = words.words[j]
        if j > i and words.broken(j):
            break
        if word == "“" and opened and opened[-1] == "„":
            opened.pop()  # „так“
            closed = j + 1
            if not opened:
                return closed
        elif word in "«“„" or (word == '"' and j == i) or (word == '"' and opens(words, j)):
            opened.append(word)
        elif word in _CLOSING and len(word) == 1:
            opened = opened[:-1]
            closed = j + 1
            if not opened or not _closes_again(words, closed):
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


def said(words: Words, i: int, stop: int) -> bool:
    """Whether the quote at words ``i`` to ``stop`` holds speech: it begins in small letters.

    >>> words = Words("призвал ООН «дать всем ответ», а кооператив «луч» промолчал")
    >>> said(words, 2, 7), said(words, 10, 13)
    (True, False)
    """
    first = words.words[i + 1]
    return stop - i > _SHORT and first.islower() and not first.isascii()
