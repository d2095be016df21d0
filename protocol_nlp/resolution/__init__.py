"""Mentions to entities, over the whole document.

A mention alone often has two readings («Орлова В.А.»); the document as a whole seldom
has.  Persons are resolved jointly over all their mentions, bodies by their full,
shortened and abbreviated names, roles and groups by their normal form.
"""

from protocol_nlp.resolution.given import with_given
from protocol_nlp.resolution.registry import Naming, Registry, resolve

__all__ = ["Naming", "Registry", "resolve", "with_given"]
