"""All people and organisations of a text: rules, tagger, and what ties them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protocol_nlp.recognition.arbitration import Choice, arbitrate, personal, seen
from protocol_nlp.recognition.bodies import bodies
from protocol_nlp.recognition.found import Found, Slot
from protocol_nlp.recognition.governors import asked
from protocol_nlp.recognition.heads import body
from protocol_nlp.recognition.introduced import introduced
from protocol_nlp.recognition.offices import offices
from protocol_nlp.recognition.people import people
from protocol_nlp.recognition.tagger import Name, tag
from protocol_nlp.recognition.ties import Ties
from protocol_nlp.recognition.words import Words
from protocol_nlp.records import Case

__all__ = ["find"]


def find(text: str, *, slots: Sequence[Slot] = ()) -> tuple[Found, ...]:
    """All people and organisations that ``text`` names, in order.

    ``text`` may be of any kind; ``slots`` say what structure knows of a document.

    >>> text = "Отделу культуры (Жук К.Л.) доложить"
    >>> [(text[f.start : f.stop], f.kind) for f in find(text)]
    [('Отделу культуры', 'organization'), ('Жук К.Л.', 'person')]
    """
    words = Words(text)
    tagged = _tagged(words)
    named = people(words)
    named += introduced(words, named, seen(words, tagged), slots)
    barred = frozenset(p.start for p in named) | personal(words, tagged)
    posts = offices(words, barred)
    chosen = arbitrate(words, named, bodies(words, barred), tagged)
    ties = Ties(words, chosen, posts)
    return tuple(_described(words, chosen, ties, slots))


def _described(
    words: Words, chosen: Sequence[Choice], ties: Ties, slots: Sequence[Slot]
) -> Iterator[Found]:
    before: Found | None = None
    for choice in chosen:
        start, stop = words.span(choice.start, choice.stop)
        shared = choice.person.surname if choice.person and choice.person.shared else None
        before = Found(
            kind="person" if choice.is_person else "organization",
            start=start,
            stop=stop,
            case=ties.case(choice, slots, before),
            rule=choice.rule,
            position=ties.position(choice),
            host=ties.host(choice),
            alias=choice.body.alias if choice.body else None,
            surname=words.span(*shared) if shared else None,
        )
        yield before


def _tagged(words: Words) -> list[Name]:
    """The tagger's names; lines that cannot hold one are not sent."""
    lines = []
    for first, stop in words.lines:
        start, end = words.span(first, stop)
        line = words.text[start:end]
        if not line.islower():
            lines.append((start, line))
    found = []
    for (start, _), names in zip(lines, tag([line for _, line in lines]), strict=True):
        found += [Name(n.kind, n.start + start, n.stop + start) for n in names]
    return found
