"""Minutes to a ``Doc`` and back.

``doc.ents`` hold the outermost people and organisations (``PER``, ``ORG``; ``ent.id_`` is the
entity), ``doc.spans`` the groups ``mentions`` (labels ``PER``, ``ORG``, ``ROLE``, ``GROUP``;
``span.id_`` is the mention), ``decisions`` (label: the kind; ``span.id_``: the decision),
``executors`` (label: the role; ``span.id_``: the entity) and ``deadlines``.  A span that cuts
a token is widened to it; in the JSON it stays exact.

This module knows no analyzer, so that the writer of DocBin may use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as Words
from spacy.util import filter_spans
from spacy.vocab import Vocab

from protocol_nlp.records import Minutes, Span
from protocol_nlp.spacy.extensions import register
from protocol_nlp.spacy.payload import minutes_of, put
from protocol_nlp.spacy.tokenizer import RazdelTokenizer

__all__ = ["GROUPS", "annotate", "from_doc", "to_doc"]

LABELS = {"person": "PER", "organization": "ORG", "role": "ROLE", "group": "GROUP"}
NAMES = frozenset({"PER", "ORG"})
GROUPS = ("mentions", "decisions", "executors", "deadlines")
"""The keys of ``doc.spans``."""


class _Marked(NamedTuple):
    """Words to be marked; equal ones, as executors of a common lead, are marked once."""

    span: Span
    label: str
    id: str


def to_doc(minutes: Minutes, vocab: Vocab | None = None) -> Doc:
    """The minutes as a ``Doc`` with razdel's tokens.

    ``vocab`` is that of the pipeline that will work on it; without one a Russian one is
    shared by all.  Raises ValueError where the minutes are without their text (read back
    with ``codec.loads(line, text=…)`` they have it), ForeignExtensionError as
    :func:`~protocol_nlp.spacy.register` does.

    >>> import protocol_nlp
    >>> doc = to_doc(protocol_nlp.extract("РЕШИЛИ: 1. Зуевой Т.П. до 1 июня 2021 года сдать план."))
    >>> [(span.text, span.label_) for span in doc.spans["executors"]]
    [('Зуевой Т.П.', 'responsible')]
    """
    if len(minutes.text) != minutes.source.chars:
        raise ValueError(
            f"{minutes.source.id}: the text has {len(minutes.text)} characters, "
            f"its minutes were made of {minutes.source.chars}"
        )
    return annotate(RazdelTokenizer(vocab or _vocab())(minutes.text), minutes)


def from_doc(doc: Doc) -> Minutes:
    """The minutes that a ``Doc`` carries, text included.

    What was changed in ``doc.ents`` or ``doc.spans`` since does not come back: they are a
    view of the minutes.  Raises ValueError where the ``Doc`` carries none, or those of
    another text, as a part of a ``Doc`` does that was copied with its user data.
    """
    minutes = minutes_of(doc)
    if minutes is None:
        raise ValueError("the Doc carries no minutes: was it made by protocol_nlp, and kept whole?")
    if minutes.source.chars != len(doc.text):
        raise ValueError(
            f"the Doc has {len(doc.text)} characters, its minutes were made of "
            f"{minutes.source.chars}: it is not whole"
        )
    return minutes


def annotate(doc: Doc, minutes: Minutes, *, overwrite_ents: bool = True) -> Doc:
    """The same ``Doc`` with the minutes of its text: payload, span groups, entities.

    Entities that others found stay where they do not touch ours; with
    ``overwrite_ents=False`` theirs stay wherever they are, as in spaCy's entity ruler.
    """
    register()
    put(doc, minutes)
    for group, marked in _groups(minutes).items():
        doc.spans[group] = list(_words(doc, marked))
    ours = [_Marked(m.span, LABELS[m.kind], m.entity or "") for m in minutes.mentions]
    names = filter_spans(_words(doc, (name for name in ours if name.label in NAMES)))
    first, second = (names, list(doc.ents)) if overwrite_ents else (list(doc.ents), names)
    taken = {token.i for span in first for token in span}
    free = [span for span in second if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents(sorted([*first, *free], key=lambda span: span.start))
    return doc


@cache
def _vocab() -> Vocab:
    return spacy.blank("ru").vocab


def _groups(minutes: Minutes) -> dict[str, Iterable[_Marked]]:
    decisions = minutes.decisions
    executors = (e for d in decisions for e in d.executors)
    deadlines = (d.deadline for d in decisions if d.deadline)
    return {
        "mentions": [_Marked(m.span, LABELS[m.kind], m.id) for m in minutes.mentions],
        "decisions": [_Marked(d.span, d.kind, d.id) for d in decisions],
        "executors": dict.fromkeys(_Marked(e.span, e.role, e.entity) for e in executors),
        "deadlines": dict.fromkeys(_Marked(d.span, "DEADLINE", "") for d in deadlines),
    }


def _words(doc: Doc, marked: Iterable[_Marked]) -> Iterator[Words]:
    for (start, stop), label, name in marked:
        if start < stop:
            words = doc.char_span(start, stop, label, span_id=name, alignment_mode="expand")
            if words is not None:
                yield words
