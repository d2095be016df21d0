"""What only tells, among orders: what is done already; remarks in notes that no keyword opens."""

from __future__ import annotations

import re
from functools import lru_cache

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.orders import Order
from protocol_nlp.linking.scene import Scene
from protocol_nlp.morphology import parses
from protocol_nlp.records import Span
from protocol_nlp.structure.outline import Item

__all__ = ["is_done", "only_tells"]

_TICKED = "☑☒✅"
_OPEN = "☐□○◻"
_WORD = re.compile(r"(?<![А-Яа-яЁё-])[а-яё]{2,30}(?![а-яё-])")
_ANY_WORD = re.compile(r"[А-Яа-яЁё]{3,30}")
_STATE = re.compile(r"\s[–—-]\s+(?:уже\s+)?([а-яё]{4,20})(?![а-яё])")
_BOXES = ("[x]", "[х]", "[v]", "[X]", "[Х]", "[V]")


def is_done(scene: Scene, leaf: Item) -> bool:
    """Whether a leaf says of itself that it is done: a ticked box, «Срок: 5 мая (выполнено)»."""
    done = rules("linking", "done")
    fresh = any(c.rule == "new_deadline.column" for c in leaf.clauses)
    if any(c.kind != "control" and done.opens(c.value.of(scene.text)) for c in leaf.clauses):
        return not fresh
    if _stands_done(leaf.body.of(scene.text)):
        return True
    mark = scene.text[leaf.span.start : leaf.span.start + 8].lstrip(" –—•*-")[:3]
    return mark.startswith(tuple(_TICKED)) or mark in _BOXES


def _stands_done(words: str) -> bool:
    """«очки для лаборанта – куплены», «письмо – отправлено 15.09»: how it stands, no new term."""
    state = _STATE.search(words)
    if (
        state is None
        or _tense(state[1]) != "past"
        or rules("structure", "infinitives").finds(words)
    ):
        return False
    return not rules("linking", "renewed").finds(words[state.end() :])


def only_tells(scene: Scene, order: Order, span: Span) -> bool:
    """Whether words of a note order nothing: no infinitive but one that something governs.

    «Заходить рано», «стоял вопрос купить новый», «буду наказывать».
    """
    words = span.of(scene.text)
    tells = rules("linking", "no_orders").first(words)
    if tells is not None and tells[0].name == "no_order.proposed":
        return True
    if rules("linking", "kinds").finds(words) or order.opener:
        return False
    if tells is not None:
        return True
    settled = order.act is not None or rules("linking", "decided").finds(words)
    return not settled and _is_idle(words, order)


def _is_idle(words: str, order: Order) -> bool:
    """Whether words without an act only tell: nobody is to do anything."""
    if order.claims:
        return _reports(words, order)
    return not (_is_ours(words) or rules("linking", "myself").finds(words))


def _is_ours(words: str) -> bool:
    """«Экран в релиз не берём», «вернёмся на синке»: what all of us are to do."""
    verbs = (m.group() for m in _ANY_WORD.finditer(words))
    ours = (verb for verb in verbs if _is_plural_first(verb.lower()))
    return any(not rules("linking", "idle_ours").finds(verb.lower()) for verb in ours)


@lru_cache(maxsize=8192)
def _is_plural_first(word: str) -> bool:
    found = parses(word)[:1]
    return bool(found) and all(sign in found[0].tag for sign in ("VERB", "1per", "plur"))


def _reports(words: str, order: Order) -> bool:
    """«Зуева посмотрела: отчёт готов», «Ким: насос ждёт поверки»: what was, or how it stands."""
    first = next((m for m in _WORD.finditer(words) if _tense(m.group())), None)
    if first is None:
        return False
    names = [c.found.stop - order.span.start for c in order.claims]
    said = ":" in words[min(names) : first.start()]
    return said or _tense(first.group()) == "past"


@lru_cache(maxsize=8192)
def _tense(word: str) -> str | None:
    """The tense of a finite verb, «past» for a short participle too; None for other words."""
    found = parses(word.lower())[:1]
    tag = found[0].tag if found else ""
    if "PRTS" in tag:
        return "past"
    if "VERB" not in tag:
        return None
    return next((tense for tense in ("past", "pres", "futr") if tense in tag), None)
