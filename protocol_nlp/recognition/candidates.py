"""What in running text may be an organisation: what stands, and what the tagger would add.

Rules and tagger each give one answer, as :mod:`.arbitration` settles it.  Here are the
others that the tagger could have given: bodies of its own that the arbiter turned down or
cut otherwise, places that it half took for bodies, and words that it held for likely and
did not say.  Who chooses among them is :mod:`.judge`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from protocol_nlp.recognition.arbitration import Choice
from protocol_nlp.recognition.plausible import trimmed, with_state
from protocol_nlp.recognition.tagger import Name
from protocol_nlp.recognition.words import Words

__all__ = ["Candidate", "candidates"]

_LIKELY = 0.25  # of a word, to be a body's by the tagger: worth a question
_HALF = 0.05  # the same, of a word in what the tagger calls a place
_OFFICIAL = ("по", "при")  # «Комиссия по наградам»: never cut, whatever news do


class Candidate(NamedTuple):
    """Words ``start`` to ``stop`` that may name a body; ``head`` declines where a rule knows.

    ``origin`` says who offers it: the rule of what stands; ``tagged``, ``state``, ``place``,
    ``likely`` (the tagger).  ``choice`` is what stands already.
    """

    start: int
    stop: int
    head: int | None
    origin: str
    choice: Choice | None = None


def candidates(
    words: Words, chosen: Iterable[Choice], tagged: Iterable[Name], likely: Sequence[float]
) -> list[Candidate]:
    """The candidates of a text, each span once, in order; none touches a person's name.

    ``likely`` says of every word how likely the tagger thinks it a body's.

    >>> words = Words("мост Северный, Red Bull")
    >>> found = candidates(words, [Choice(1, 2, "r")], [], [0.0, 0.1, 0.0, 0.9, 0.8])
    >>> [(c.start, c.stop, c.origin) for c in found]
    [(1, 2, 'r'), (3, 5, 'likely')]
    """
    people: set[int] = set()
    found: dict[tuple[int, int], Candidate] = {}
    reach: dict[int, int] = {}
    for one in chosen:
        if one.is_person:
            people.update(range(one.start, one.stop))
            continue
        head = one.body.head if one.body else None
        found[one.start, one.stop] = Candidate(one.start, one.stop, head, one.rule, one)
        reach[one.start] = one.stop
    offered = [c for name in tagged for c in _tagged(words, name, likely)]
    for other in (*offered, *_runs(words, likely)):
        cut = other.stop < reach.get(other.start, 0) and words.lower[other.stop] in _OFFICIAL
        if not cut and people.isdisjoint(range(other.start, other.stop)):
            found.setdefault((other.start, other.stop), other)
    return [found[span] for span in sorted(found)]


def _tagged(words: Words, name: Name, likely: Sequence[float]) -> Iterator[Candidate]:
    """The tagger's bodies, and those of its places that it half took for bodies."""
    start, stop = trimmed(words, name.start, name.stop)
    if name.kind == "PER" or start >= stop:
        return
    if name.kind == "LOC":
        if max(likely[start:stop]) > _HALF:
            yield Candidate(start, stop, None, "place")
        return
    yield Candidate(start, stop, None, "tagged")
    further = with_state(words, stop)
    if further > stop:
        yield Candidate(start, further, None, "state")


def _runs(words: Words, likely: Sequence[float]) -> Iterator[Candidate]:
    """Words in a row that the tagger thinks likely to be a body's, a capital among them."""
    high = [k for k, share in enumerate(likely) if share > _LIKELY]
    at = 0
    while at < len(high):
        first = at
        at += 1
        while at < len(high) and high[at] == high[at - 1] + 1 and not words.broken(high[at]):
            at += 1
        start, stop = trimmed(words, high[first], high[at - 1] + 1)
        if any(words.words[i][0].isupper() for i in range(start, stop)):
            yield Candidate(start, stop, None, "likely")
