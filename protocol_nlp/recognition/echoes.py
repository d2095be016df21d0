"""Names of firms without a form: met again, or alone in brackets behind who they are.

Minutes are read with them; in news what is in quotes may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protocol_nlp.recognition.bodies import Body, quoted_name, stem
from protocol_nlp.recognition.words import Words, sense

__all__ = ["echoes"]

_OPENING, _CLOSING = frozenset('«"“„'), frozenset('»”"')
_SHORTEST = 5  # letters of a name that is met again


def echoes(words: Words, found: Sequence[Body], barred: frozenset[int]) -> list[Body]:
    """``found`` with the firms that are met again by their own name, or explain who somebody is.

    ``barred`` are words that begin a person's name.

    >>> from protocol_nlp.recognition.bodies import bodies
    >>> words = Words("ООО «Вега-Строй» сдать. Вега-Строй сдаёт, мастер («Луч») принимает")
    >>> found = echoes(words, bodies(words, frozenset()), frozenset())
    >>> [" ".join(words.words[b.start : b.stop]) for b in found]
    ['ООО « Вега-Строй »', 'Вега-Строй', '« Луч »']
    """
    again = list(_echoed(words, found, barred))
    return sorted([*found, *again, *_explained(words, [*found, *again])], key=lambda b: b.start)


def _echoed(words: Words, found: Sequence[Body], barred: frozenset[int]) -> Iterator[Body]:
    """«Вега-Строй» later on, of whom the text has named «ООО «Вега-Строй»» in full."""
    names = {name for one in found for name in _coined(words, one)}
    if not names:
        return
    taken = barred.union(k for one in found for k in range(one.start, one.stop))
    for i, word in enumerate(words.words):
        if i not in taken and word[0].isupper() and stem(words.lower[i]) in names:
            quotes = words.words[max(0, i - 1)] in _OPENING and words.words[i + 1 : i + 2] == ["»"]
            yield Body(i - quotes, i + 1 + quotes, i, "organization.echo")


def _coined(words: Words, one: Body) -> Iterator[str]:
    """The name in a body's quotes, if it is one word that no dictionary has."""
    for k in range(one.start + 1, one.stop - 1):
        if words.words[k - 1] in _OPENING and words.words[k + 1] in _CLOSING:
            found = sense(words.lower[k])
            if not found.known and not found.surname and len(words.words[k]) >= _SHORTEST:
                yield stem(words.lower[k])


def _explained(words: Words, found: Sequence[Body]) -> Iterator[Body]:
    """«вызвать проектировщика («Атлант»)»: a quote alone in brackets, behind who they are."""
    taken = {k for one in found for k in range(one.start, one.stop)}
    for i, word in enumerate(words.words[:-2]):
        if word != "(" or words.words[i + 1] not in _OPENING or i + 1 in taken:
            continue
        end = quoted_name(words, i + 1)
        before = words.words[max(0, i - 1)]
        if end is not None and words.words[end : end + 1] == [")"] and _is_somebody(before):
            yield Body(i + 1, end, i + 2, "organization.explained")


def _is_somebody(word: str) -> bool:
    return word.islower() and sense(word).animate
