"""The pipeline component ``protocol_nlp``.

Annotations of this module are objects, not strings: spaCy checks the config against them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc
from spacy.tokens import Span as Words
from spacy.training import Example

import protocol_nlp
from protocol_nlp.spacy.documents import GROUPS, annotate
from protocol_nlp.spacy.extensions import register

__all__ = ["ProtocolComponent", "create_component"]


@dataclass(frozen=True)
class ProtocolComponent:
    """Reads the minutes of each ``Doc``; holds nothing but its configuration.

    ``date`` (ISO 8601) is the documents' day where they tell none, ``policy`` the fields of
    :class:`protocol_nlp.deadlines.Policy` that are not the default, ``overwrite_ents`` is
    explained at :func:`protocol_nlp.spacy.documents.annotate`.
    """

    date: str | None = None
    policy: Mapping[str, Any] | None = None
    overwrite_ents: bool = True

    def __call__(self, doc: Doc) -> Doc:
        """The same ``Doc``, read."""
        minutes = protocol_nlp.load(self._policy())(doc.text, date=self.date)
        return annotate(doc, minutes, overwrite_ents=self.overwrite_ents)

    def score(self, examples: Iterable[Example], **_: object) -> dict[str, Any]:
        """Precision, recall and F1 of the entities and of each span group that gold has."""
        gold = list(examples)
        scores: dict[str, Any] = dict(get_ner_prf(gold))
        for group in GROUPS:
            scores |= Scorer.score_spans(
                gold,
                f"spans_{group}",
                getter=_spans,
                has_annotation=partial(_has_spans, group),
                allow_overlap=True,
            )
        return scores

    def _policy(self) -> "protocol_nlp.deadlines.Policy | None":
        from protocol_nlp.deadlines import Policy  # noqa: PLC0415 - heavy, when first needed

        return Policy(**self.policy) if self.policy else None


@Language.factory(
    "protocol_nlp",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "doc.spans", "doc._.minutes"],
    default_config={"date": None, "policy": None, "overwrite_ents": True},
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def create_component(
    nlp: Language,  # noqa: ARG001 - what spaCy calls a factory with
    name: str,  # noqa: ARG001 - ditto
    date: str | None,
    policy: dict[str, Any] | None,
    overwrite_ents: bool,  # noqa: FBT001 - ditto
) -> ProtocolComponent:
    """What ``nlp.add_pipe("protocol_nlp", config={…})`` adds.

    Raises ForeignExtensionError where an attribute's name is another's, TypeError where
    ``policy`` has a field that there is not.
    """
    register()
    component = ProtocolComponent(date, policy, overwrite_ents)
    component._policy()  # noqa: SLF001 - a wrong one is told now, not at the first document
    return component


def _spans(doc: Doc, attribute: str) -> list[Words]:
    return list(doc.spans.get(attribute.removeprefix("spans_"), ()))


def _has_spans(group: str, doc: Doc) -> bool:
    return group in doc.spans
