"""``--date``: a day as the commands take it."""

from __future__ import annotations

import argparse
from datetime import date

__all__ = ["iso_day"]


def iso_day(words: str) -> str:
    """The day in ISO 8601, as argparse reads an argument; wrong usage in one sentence.

    >>> iso_day("20210330")
    '2021-03-30'
    """
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{words!r} is no date such as 2021-03-30") from error
