"""All people and organisations of a text: rules, tagger, and what ties them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from protocol_nlp.recognition.arbitration import Choice, arbitrate, in_quotes, unclaimed
from protocol_nlp.recognition.bodies import bodies, nested
from protocol_nlp.recognition.echoes import echoes
from protocol_nlp.recognition.found import Found, Slot, Slots
from protocol_nlp.recognition.heads import lemmas, listed
from protocol_nlp.recognition.introduced import introduced
from protocol_nlp.recognition.judge import judged, matrix
from protocol_nlp.recognition.offices import Office, shortened
from protocol_nlp.recognition.parted import latin, parted, widened
from protocol_nlp.recognition.persons import people_and_offices
from protocol_nlp.recognition.tagger import Name, read_words, tag_words
from protocol_nlp.recognition.ties import Ties
from protocol_nlp.recognition.words import Words, sense

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Floats

__all__ = ["Seen", "find", "seen"]

_LABEL = 6  # words that an item's number may take: «2 . 1 .»


def find(text: str, *, slots: Sequence[Slot] = (), running: bool = False) -> tuple[Found, ...]:
    """All people and organisations that ``text`` names, in order.

    A body inside another's name comes right after its host, with a rule ``nested.…`` and
    ``host``; a newspaper or channel has the rule ``tagger.media``.  Who counts only bodies
    in their own right leaves both out.

    ``text`` may be of any kind; ``slots`` say what structure knows of a document.
    ``running`` text (news, letters, a page) has its bodies chosen by :mod:`.judge`.

    >>> text = "Отделу культуры (Жук К.Л.) доложить"
    >>> [(text[f.start : f.stop], f.kind) for f in find(text)]
    [('Отделу культуры', 'organization'), ('Жук К.Л.', 'person')]
    """
    read = seen(Words(text), slots, matrix() if running else None)
    words, chosen = read.words, read.chosen
    if running:
        chosen = judged(words, chosen, read.tagged, read.rows)
    else:
        chosen = [in_quotes(words, choice) for choice in chosen]
    ordered = Slots(sorted(slots, key=lambda slot: slot.start))
    return tuple(_described(words, chosen, Ties(words, chosen, read.posts), ordered))


class Seen(NamedTuple):
    """What rules and tagger make of a text; ``rows`` is the tagger's evidence, if asked for."""

    words: Words
    tagged: list[Name]
    posts: list[Office]
    chosen: list[Choice]
    rows: list[list[float]]


def seen(words: Words, slots: Sequence[Slot] = (), weights: Floats | None = None) -> Seen:
    """What rules and tagger make of ``words``; with ``weights``, the evidence times them.

    >>> [choice.rule for choice in seen(Words("Доклад Зуевой Т.П.")).chosen]
    ['person.surname_initials']
    """
    found, rows = _tagged(words, weights)
    tagged = [n for n in found if not _names_place(words, n)]
    named, posts = people_and_offices(words)
    named = widened(words, named, tagged)
    taken = {k for name in tagged for k in range(name.start, name.stop)}
    tagged += [Name("PER", *span) for p in named for span in latin(words, p.stop, taken)]
    others = unclaimed(words, tagged, named)
    named += introduced(words, named, others, slots)
    barred = frozenset(p.start for p in named).union(start for start, _ in others)
    posts = [shortened(words, post, barred) for post in posts]
    groups = bodies(words, barred)
    groups = groups if weights is not None else echoes(words, groups, barred)
    chosen = arbitrate(words, named, groups, tagged)
    return Seen(words, tagged, posts, chosen, rows)


def _described(words: Words, chosen: Sequence[Choice], ties: Ties, slots: Slots) -> Iterator[Found]:
    before: Found | None = None
    barred = frozenset(choice.start for choice in chosen if choice.is_person)
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
        yield from _inner(words, choice, barred)


def _inner(words: Words, choice: Choice, barred: frozenset[int]) -> Iterator[Found]:
    """The bodies that only help to name another: «отдел … Министерства финансов»."""
    if choice.body is None:
        return
    host = words.span(choice.start, choice.stop)
    for body in nested(words, choice.body, barred):
        start, stop = words.span(body.start, body.stop)
        yield Found("organization", start, stop, "gent", f"nested.{body.rule}", host=host)


def _names_place(words: Words, name: Name) -> bool:
    """«Республики Алтын-Тау»: one capital behind the word for a place is its name."""
    start = name.start
    if name.kind != "PER" or name.stop - start > 1 or not start or words.broken(start):
        return False
    return bool(lemmas(words.lower[start - 1]) & listed("places"))


def _tagged(words: Words, weights: Floats | None) -> tuple[list[Name], list[list[float]]]:
    """The tagger's names by word numbers; lines that cannot hold one are not sent.

    With ``weights`` also its evidence of each word times them, zeros for words not sent.
    """
    lines = [(i, words.words[i:j]) for i, j in words.lines if _may_name(words, i, j)]
    sent = [line for _, line in lines]
    rows: list[list[float]] = []
    if weights is None:
        tagged = tag_words(sent)
    else:
        tagged, told = read_words(sent, weights)
        rows = _spread(words, lines, told.tolist(), weights.shape[1])
    found = []
    for (first, _), names in zip(lines, tagged, strict=True):
        found += [Name(n.kind, n.start + first, n.stop + first) for n in names]
    return parted(words, found), rows


def _spread(
    words: Words, lines: Sequence[tuple[int, list[str]]], told: list[list[float]], width: int
) -> list[list[float]]:
    """The rows of the lines that were sent at the places of their words."""
    rows = [[0.0] * width] * len(words)
    at = 0
    for first, line in lines:
        rows[first : first + len(line)] = told[at : at + len(line)]
        at += len(line)
    return rows


def _may_name(words: Words, i: int, j: int) -> bool:
    """Whether a capital stands inside the line, or at its start on no ordinary word.

    An ordinary word that only its place gives a capital would be turned down anyway.
    """
    capitals = 0
    for k in range(i, j):
        if not words.words[k][0].islower() and words.words[k][0].isalpha():
            capitals += 1
            if capitals > 1 or k > i + _LABEL or words.words[k][1:2].isupper():
                return True
            first = k
    return capitals == 1 and not _plain(words.lower[first])


def _plain(word: str) -> bool:
    found = sense(word)
    names = found.surname or found.first_name or found.place or found.fixed
    return found.known and not names
