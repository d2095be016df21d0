"""A caller's own spans as mentions, beside those that were found, for one register of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protocol_nlp.normalization import clues
from protocol_nlp.records import EntityKind, Span
from protocol_nlp.resolution.naming import Naming

__all__ = ["with_given"]

_FAR = 80  # characters around a name that can tell its case


def with_given(
    text: str, spans: Sequence[tuple[Span, EntityKind]], found: Sequence[Naming]
) -> list[Naming]:
    """The mentions at ``spans``, and those of ``found`` that lie apart from all of them.

    A span that was found as it is keeps what is known of it; of any other the words around
    tell.

    >>> text = "Обязать Зуеву Т.П. и Жука К.Л."
    >>> [n.name for n in with_given(text, [(Span(8, 18), "person")], [])]
    ['Зуеву Т.П.']
    """
    known = {(n.kind, n.span): n._replace(nested=False) for n in found}
    unique = dict.fromkeys((kind, span) for span, kind in spans)
    own = [known.get(one) or _read(text, *one) for one in unique]
    return sorted([*own, *_apart(found, [span for span, _ in spans])], key=lambda n: n.span)


def _read(text: str, kind: EntityKind, span: Span) -> Naming:
    name = " ".join(span.of(text).split())
    if kind != "person":
        return Naming(kind, name, span)
    before, after = text[max(0, span.start - _FAR) : span.start], text[span.stop :][:_FAR]
    told = clues(before, after, name=name[-1:])
    return Naming(kind, name, span, cases=told.cases, gender=told.gender)


def _apart(found: Sequence[Naming], spans: Sequence[Span]) -> Iterator[Naming]:
    """Those of ``found`` that share no character with any of ``spans``."""
    taken = iter(sorted(spans))
    upto = Span(-1, -1)
    ahead = next(taken, None)
    for naming in sorted(found, key=lambda n: n.span):
        while ahead is not None and ahead.start < naming.span.stop:
            upto = max(upto, ahead, key=lambda s: s.stop)
            ahead = next(taken, None)
        if upto.stop <= naming.span.start:
            yield naming
