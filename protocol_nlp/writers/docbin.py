"""spaCy's ``DocBin``: names as entities; decisions, executors and deadlines as spans.

``doc.ents`` hold the outermost people and organisations (``PER``, ``ORG``), ``doc.spans``
the groups ``mentions``, ``decisions``, ``executors`` and ``deadlines``, and
``doc.user_data["protocol_nlp"]`` the contract's JSON.  Tokens are those of spaCy's own
Russian tokenizer; a span that cuts one is widened to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from protocol_nlp import codec
from protocol_nlp.records import Minutes, Span
from protocol_nlp.writers.characters import printable_documents

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

__all__ = ["dumps"]

_LABELS = {"person": "PER", "organization": "ORG", "role": "ROLE", "group": "GROUP"}
_NAMES = frozenset({"PER", "ORG"})


def dumps(minutes: Minutes | Iterable[Minutes]) -> bytes:
    """The bytes of a ``DocBin``, as ``spacy train`` and ``DocBin().from_bytes`` read them.

    Raises ImportError where spaCy is not there.
    """
    import spacy  # noqa: PLC0415 - an extra
    from spacy.tokens import DocBin  # noqa: PLC0415

    language = spacy.blank("ru")
    docs = [_doc(language, document) for document in printable_documents(minutes)]
    return DocBin(store_user_data=True, docs=docs).to_bytes()


def _doc(language: Language, minutes: Minutes) -> Doc:
    from spacy.util import filter_spans  # noqa: PLC0415

    doc = language.tokenizer(minutes.text)
    doc.user_data["protocol_nlp"] = codec.dumps(minutes)
    for group, found in _groups(minutes).items():
        doc.spans[group] = list(_spans(doc, found))
    names = [span for span in doc.spans["mentions"] if span.label_ in _NAMES]
    doc.set_ents(filter_spans(names))
    return doc


def _groups(minutes: Minutes) -> dict[str, list[tuple[Span, str]]]:
    decisions = minutes.decisions
    return {
        "mentions": [(m.span, _LABELS[m.kind]) for m in minutes.mentions],
        "decisions": [(d.span, d.kind) for d in decisions],
        "executors": list(dict.fromkeys((e.span, e.role) for d in decisions for e in d.executors)),
        "deadlines": list(
            dict.fromkeys((d.deadline.span, "DEADLINE") for d in decisions if d.deadline)
        ),
    }


def _spans(doc: Doc, found: Iterable[tuple[Span, str]]) -> Iterator[Words]:
    for (start, stop), label in found:
        words = doc.char_span(start, stop, label=label, alignment_mode="expand")
        if words is not None and start < stop:
            yield words
