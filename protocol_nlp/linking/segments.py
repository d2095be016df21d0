"""Which sentences of a leaf are one order, and where the next begins.

A new order begins with a sentence, or a part after a semicolon, that tells somebody of
its own; and with one that has its own subject matter after a sentence that told
somebody by name, for an executor does not carry over (annotation guide, «Executors»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.acts import first_act
from protocol_nlp.linking.orders import Order, read_order
from protocol_nlp.linking.scene import Scene
from protocol_nlp.linking.tails import gets
from protocol_nlp.records import Span
from protocol_nlp.text import sentences

__all__ = ["Passage", "passages"]

_NAME = r"[А-ЯЁ][а-яё-]{1,30}(?:\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)?"
_SEMICOLON = re.compile(
    rf";\s+|,\s+(?=(?:а\s+)?{_NAME}(?:(?:,|\sи)\s{_NAME}){{0,3}}\s?[–—-]\s[а-яё\d])"
    r"|,\s+(?=(?:а\s+)?[а-яё]{3,24}(?:у|ю|ам|ям|ой|ей)\s[–—-]\s[а-яё])"
    r"|,\s+(?=(?:а\s+)?[а-яё]{3,24}(?:у|ю|ам|ям|ой|ей|е|и)\s[а-яё]{2,30}(?:ать|ять|ить|еть|сти|йти|уть)\b)"
    rf"|,\s+(?=(?:а\s+)?{_NAME}\s[а-яё]{{2,30}}(?:ать|ять|ить|еть|сти|йти|уть)\b)"
    r"|,\s+(?=(?:а\s+)?(?:[а-яё-]{3,24}\s){1,4}[а-яё]{3,30}(?:[её]т|ит|[уюая]т)\s(?:[А-ЯЁ]|[а-яё]{4}))"
    rf"|,\s+(?=(?:а\s+)?{_NAME}(?:\sи\s{_NAME})?\s(?:[^.,;:()–—]{{1,40}}?\s)?[а-яё]{{2,30}}т(?:ся)?\b)"
)
# What goes on with the sentence before: «Для этого …», «При этом …», «Их …».
_CONTINUES = re.compile(
    r"(?:для\s+(?:этого|чего)|при\s+этом|затем|после\s+этого|в\s+том\s+числе|также|их|его|е[её]|эти|это|кроме\s+того|дополнительно|далее|впредь)\b",
    re.IGNORECASE,
)
_LABEL = "executor.label_inside"


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one order, and how they were read."""

    span: Span
    order: Order


def passages(scene: Scene, body: Span, *, whole: bool = True, notes: bool = False) -> list[Passage]:
    """The orders in ``body``; ``whole``: somebody else says who does all that stands here.

    In ``notes`` what only tells, before an order, is no part of it.
    """
    quoted = rules("linking", "amending").first(body.of(scene.text))
    if quoted is not None:
        return [Passage(body, _amending(scene, body, quoted[1].end()))]
    found: list[Passage] = []
    for piece in _pieces(scene, body):
        order = read_order(scene, *piece)
        told = notes and bool(found) and _is_idle(found[-1].order) and not _is_idle(order)
        if found and not told and not _begins(scene, found[-1].order, order, whole=whole):
            found[-1] = _extended(scene, found[-1], order)
        else:
            found.append(Passage(piece, order))
    return found


def _amending(scene: Scene, body: Span, at: int) -> Order:
    """«изложить в редакции: «…»»: nobody whom the quoted words name is told anything."""
    order = read_order(scene, body.start, body.start + at)
    return replace(order, span=body, quotes=body.start + at)


def _pieces(scene: Scene, body: Span) -> list[Span]:
    """Sentences, and their parts after a semicolon where such a part tells somebody."""
    pieces: list[Span] = []
    for sentence in sentences(body.of(scene.text)):
        start, stop = sentence.shift(body.start)
        cuts = list(_SEMICOLON.finditer(scene.text, start, stop))
        until = [*(m.start() for m in cuts[1:]), stop]
        for m, end in zip(cuts, until, strict=False):
            if _begins_order(scene, start, m, end):
                pieces.append(Span(start, m.start()))
                start = m.end()
        pieces.append(Span(start, stop))
    return pieces


def _begins_order(scene: Scene, start: int, cut: re.Match[str], end: int) -> bool:
    """Whether the part behind a semicolon, or behind a comma and a dash, tells somebody."""
    before = scene.text[start : cut.start()]
    if before.count("(") > before.count(")"):
        return False
    comma = cut.group()[0] == ","
    if comma and not _is_told(scene, start, cut.start()):
        return False  # «Зуевой Т.П., Лосю И.И. составить»: several before one act
    order = read_order(scene, cut.end(), end)
    return _leads(order) and (not comma or order.act is not None or order.opener is None)


def _is_told(scene: Scene, start: int, stop: int) -> bool:
    """Whether something is told already: an act, a subject, or what a dash joins to a name."""
    if _leads(read_order(scene, start, stop)):
        return True
    dash = re.search(r"\s[–—-]\s", scene.text[start:stop]) is not None
    return dash or first_act(scene.text, start, stop) is not None


def _is_idle(order: Order) -> bool:
    """Whether words name no act and nobody who is told."""
    return order.act is None and order.opener is None and not order.claims


def _leads(order: Order) -> bool:
    return any(c.role == "responsible" for c in order.claims)


def _begins(scene: Scene, before: Order, order: Order, *, whole: bool) -> bool:
    if order.opener == _LABEL or _only_names(order):
        return False
    if _leads(order):
        return _leads(before) or before.act is not None or before.opener is not None
    return not whole and _leads(before) and before.opener != _LABEL and _own_matter(scene, order)


def _only_names(order: Order) -> bool:
    """«Кулик.», «– механик Кулик, сразу.»: a sentence that only says who does the one before."""
    if any(c.rule == "executor.bare_name" for c in order.claims):
        return True
    return order.ends == order.span.start and bool(order.claims)


def _own_matter(scene: Scene, order: Order) -> bool:
    """A sentence that says to do something more than to tell of the work."""
    words = order.span.of(scene.text)
    reports = rules("linking", "reporting").finds(words)
    act = first_act(scene.text, *order.span)
    return not reports and act is not None and not _CONTINUES.match(words)


def _extended(scene: Scene, passage: Passage, order: Order) -> Passage:
    span = Span(passage.span.start, order.span.stop)
    known = passage.order
    if known.ends is None and _only_names(order):
        known = replace(known, ends=order.span.start)  # «Купить доски. Кулик»
    if _leads(order) and gets(scene, known.claims, known.act):
        known = replace(known, claims=())
    claims = known.claims if _leads(known) else (*order.claims, *known.claims)
    extra = () if _leads(known) and _leads(order) else order.claims if _leads(known) else ()
    helpers = tuple(c for c in extra if c.role == "co_executor")
    return Passage(span, replace(known, span=span, claims=(*claims, *helpers)))
