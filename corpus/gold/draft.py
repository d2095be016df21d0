"""One document on the way from its source: the text, and the mentions found so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from protocol_nlp.records import Case, Mention, Span

from .naming import check_normal
from .quotes import GoldError, find, fold, occurrences
from .source import Known, MentionLine, Tag

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """The text, what is known of its entities, and what was found of them."""

    text: str
    known: dict[str, Known]
    mentions: list[Mention] = field(default_factory=list)
    tags: list[tuple[Mention, Tag]] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)

    def entity(self, key: str) -> Known:
        """The entity of an id; raises GoldError where there is none."""
        if key not in self.known:
            raise GoldError(f"no entity {key}")
        return self.known[key]

    def mention(self, key: str, span: Span, case: Case | None, normal: str | None) -> Mention:
        """The mention of an entity at a span, made if it is not yet there."""
        for old in self.mentions:
            if old.span == span and old.entity == key:
                return old
        known = self.entity(key)
        new = Mention(
            id="",
            entity=key,
            kind=known.kind,
            text=span.of(self.text),
            span=span,
            case=case,
            normal=normal or known.name,
            gender=known.gender,
            alternatives=() if normal else known.alternatives,
        )
        if normal is None:
            check_normal(new)
        self.mentions.append(new)
        return new

    def mark(self, lines: Sequence[MentionLine]) -> None:
        """Find the mentions of the source, in the order of the text."""
        at, seen = 0, set[tuple[int, str]]()
        skipped: list[Span] = []
        for line in lines:
            span = find(self.text, line.quote, at)
            if (span.start, line.quote) in seen:
                span = find(self.text, line.quote, span.start + 1)
            seen.add((span.start, line.quote))
            at = span.start
            if line.entity is None:
                skipped.append(span)
            else:
                mention = self.mention(line.entity, span, line.case, line.normal)
                self.tags += [(mention, tag) for tag in line.tags]
        self._check_complete({line.quote for line in lines}, skipped)

    def _check_complete(self, quotes: set[str], skipped: list[Span]) -> None:
        """No words that are a mention in one place stand unmarked in another."""
        covered = [mention.span for mention in self.mentions] + skipped
        for quote in sorted(quotes):
            for span in occurrences(self.text, quote):
                if not any(old.start <= span.start and span.stop <= old.stop for old in covered):
                    near = fold(self.text[max(0, span.start - 40) : span.stop + 20])
                    raise GoldError(f"unmarked {quote!r} in {near!r}: mark it, or skip it with -")
