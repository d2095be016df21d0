"""Whether words order something: an infinitive near their beginning."""

from __future__ import annotations

from protocol_nlp.lexicon import rules

__all__ = ["is_act", "is_said", "may_order"]

_ACT_WITHIN = 300  # characters in which an order says what to do


def is_act(words: str) -> bool:
    """Whether words say to do something: an infinitive near their beginning.

    >>> is_act("до 5 мая открыть музей"), is_act("Зуева Т.П. – глава области")
    (True, False)
    """
    near = words[:_ACT_WITHIN]
    return rules("structure", "infinitives").finds(near)


def is_said(words: str) -> bool:
    """Whether somebody only said it: the verb that tells stands before any infinitive.

    >>> is_said("Зуева напомнила, что ключи надо сдать"), is_said("сдать то, что обещала Зуева")
    (True, False)
    """
    near = words[:_ACT_WITHIN]
    told = (r for r in rules("structure", "narratives") if r.value.get("loose"))
    said = next((m for r in told if (m := r.search(near))), None)
    act = rules("structure", "infinitives").first(near)
    return said is not None and (act is None or said.start() < act[1].start())


def may_order(words: str) -> bool:
    """Whether a sentence of notes may order something: it does not only tell what was.

    Who is to do it, if anybody, only those know who know the people.

    >>> may_order("Сертификат берёт Лена"), may_order("Поздравили Зуеву с юбилеем")
    (True, False)
    """
    if is_act(words):
        return not is_said(words)
    told = any(r.search(words) for r in rules("structure", "narratives"))
    return not told and rules("structure", "note_orders").finds(words)
