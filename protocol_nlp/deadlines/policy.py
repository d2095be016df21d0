"""What a caller may ask for beyond what the text says; all of it is off by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules of an office that supply or move a due day; each is told in ``due_source``.

    ``days_off`` moves a due day that is a day off to the working day ``before`` it (as
    instructions for office work say) or ``after`` it (article 193 of the Civil Code).
    ``default_month`` gives a decision without a deadline a month (see
    :func:`protocol_nlp.deadlines.default`).  ``urgent_days`` and ``prompt_days`` are the days
    of «срочно» and «оперативно» (three and ten in the President's instruction on
    assignments, 28.03.2011 № 352).  ``business`` counts plain days as working days.
    ``exclusive`` reads «до 1 июня» as the day before.

    >>> Policy(urgent_days=3).days_off
    'none'
    """

    days_off: Literal["none", "before", "after"] = "none"
    default_month: bool = False
    urgent_days: int | None = None
    prompt_days: int | None = None
    business: bool = False
    exclusive: bool = False
