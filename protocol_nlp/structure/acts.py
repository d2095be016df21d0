"""Whether words order something: an infinitive near their beginning."""

from __future__ import annotations

from protocol_nlp.lexicon import rules

__all__ = ["is_act"]

_ACT_WITHIN = 300  # characters in which an order says what to do


def is_act(words: str) -> bool:
    """Whether words say to do something: an infinitive near their beginning.

    >>> is_act("до 5 мая открыть музей"), is_act("Зуева Т.П. – глава области")
    (True, False)
    """
    near = words[:_ACT_WITHIN]
    return rules("structure", "infinitives").finds(near)
