"""From item to decision: who, with whom, under whose eye, by when, and why we think so."""

from protocol_nlp.linking.cautions import cautions
from protocol_nlp.linking.decisions import checked, decisions
from protocol_nlp.linking.drafts import Draft, drafts
from protocol_nlp.linking.persons import People, namings, slots
from protocol_nlp.linking.scene import Scene

__all__ = [
    "Draft",
    "People",
    "Scene",
    "cautions",
    "checked",
    "decisions",
    "drafts",
    "namings",
    "slots",
]
