"""natasha 1.6 on the same spans, where it can be made to run.

Its ``MorphVocab`` needs pymorphy2, which needs ``inspect.getargspec`` (gone since Python
3.11) and setuptools' ``pkg_resources`` (gone from fresh environments); both are lent to
it here, in the benchmark alone.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections import namedtuple
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Any


class Natasha:
    """natasha's pipeline, asked for the normal form of a given span.

    >>> Natasha.load() is None or True
    True
    """

    def __init__(self) -> None:
        _lend()
        import natasha  # noqa: PLC0415

        embedding = natasha.NewsEmbedding()
        self.module = natasha
        self.segmenter = natasha.Segmenter()
        self.vocab = natasha.MorphVocab()
        self.morph = natasha.NewsMorphTagger(embedding)
        self.syntax = natasha.NewsSyntaxParser(embedding)
        self.ner = natasha.NewsNERTagger(embedding)
        self.document = lru_cache(maxsize=4)(self._document)

    @classmethod
    def load(cls) -> Natasha | None:
        """The pipeline, or None with a line that says why it cannot run."""
        try:
            return cls()
        except Exception as error:  # noqa: BLE001 - whatever keeps it from running
            print(f"natasha cannot run here: {error!r}", file=sys.stderr)
            return None

    def _document(self, text: str) -> Any:  # noqa: ANN401
        doc = self.module.Doc(text)
        doc.segment(self.segmenter)
        doc.tag_morph(self.morph)
        doc.parse_syntax(self.syntax)
        doc.tag_ner(self.ner)
        for token in doc.tokens:
            token.lemmatize(self.vocab)
        return doc

    def span(self, text: str, start: int, stop: int) -> str:
        """The normal form of ``text[start:stop]``, as a span of natasha's document."""
        from natasha.doc import DocSpan  # noqa: PLC0415

        doc = self.document(text)
        tokens = [t for t in doc.tokens if t.start >= start and t.stop <= stop]
        if not tokens:
            return text[start:stop]
        span = DocSpan(start, stop, None, text[start:stop], tokens)
        span.normalize(self.vocab)
        return str(span.normal)

    def phrase(self, phrase: str, kind: str) -> str:
        """The normal form of a phrase: that of the first name of its kind which is found."""
        wanted = {"person": "PER", "organization": "ORG"}.get(kind)
        found = [s for s in self.document(phrase).spans if s.type == wanted]
        start, stop = (found[0].start, found[0].stop) if found else (0, len(phrase))
        return self.span(phrase, start, stop)


def _lend() -> None:
    if not hasattr(inspect, "getargspec"):
        spec = namedtuple("spec", "args varargs keywords defaults")  # noqa: PYI024
        inspect.getargspec = lambda f: spec(*inspect.getfullargspec(f)[:4])  # type: ignore[attr-defined]
    try:
        import pkg_resources  # noqa: F401, PLC0415
    except ImportError:
        module: Any = types.ModuleType("pkg_resources")
        module.WorkingSet = _WorkingSet
        module.iter_entry_points = _WorkingSet().iter_entry_points
        sys.modules["pkg_resources"] = module


class _WorkingSet:
    def iter_entry_points(self, group: str, name: str | None = None) -> list[Any]:
        return [e for e in entry_points(group=group) if name in {None, e.name}]
