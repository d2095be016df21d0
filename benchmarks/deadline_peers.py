"""natasha and dateparser, asked for the day that a phrase names, where they can be made to run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

Peer = Callable[[str, date], date | None]


def peers() -> dict[str, Peer]:
    """Those of the two that run here; a line on standard error for one that does not."""
    found: dict[str, Peer] = {}
    for name, load in (("natasha", _natasha), ("dateparser", _dateparser)):
        try:
            found[name] = load()
        except Exception as error:  # noqa: BLE001 - whatever keeps it from running
            print(f"{name} cannot run here: {error!r}", file=sys.stderr)
    return found


def _natasha() -> Peer:
    """Natasha 1.6's ``DatesExtractor``; a date without a year is the nearest to come."""
    from benchmarks.natasha_names import _lend  # noqa: PLC0415

    _lend()
    import natasha  # noqa: PLC0415

    extract = natasha.DatesExtractor(natasha.MorphVocab())

    def ask(phrase: str, anchor: date) -> date | None:
        facts = [match.fact for match in extract(phrase)]
        return _filled(facts[-1], anchor) if facts else None

    return ask


def _filled(fact: Any, anchor: date) -> date | None:  # noqa: ANN401 - natasha has no types
    if not fact.month:
        return date(fact.year, 12, 31) if fact.year else None
    for year in [fact.year] if fact.year else [anchor.year, anchor.year + 1]:
        try:
            day = date(year, fact.month, fact.day or 1)
        except ValueError:
            return None
        if fact.year or day >= anchor:
            return day
    return None


def _dateparser() -> Peer:
    """Dateparser in Russian, day first, from the document's date, the future preferred."""
    import dateparser  # noqa: PLC0415
    from dateparser.search import search_dates  # noqa: PLC0415

    def ask(phrase: str, anchor: date) -> date | None:
        settings: Any = {
            "RELATIVE_BASE": datetime.combine(anchor, time()),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": "DMY",
        }
        whole = dateparser.parse(phrase, languages=["ru"], settings=settings)
        if whole is not None:
            return whole.date()
        parts = search_dates(phrase, languages=["ru"], settings=settings)
        return parts[-1][1].date() if parts else None

    return ask
