"""Whether words order something: an infinitive near their beginning."""

from __future__ import annotations

import re

__all__ = ["is_act"]

_ACT = re.compile(
    r"^\W*(?:\S+\s+){0,24}?(?:[а-яё-]{2,30}(?:ть|ти|чь)(?:ся|сь)?)(?![а-яё])", re.IGNORECASE
)
_ACT_WITHIN = 300  # characters in which an order says what to do


def is_act(words: str) -> bool:
    """Whether words say to do something: an infinitive near their beginning.

    >>> is_act("до 5 мая открыть музей"), is_act("Замена листов")
    (True, False)
    """
    return _ACT.match(words[:_ACT_WITHIN]) is not None
