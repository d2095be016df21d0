"""In which case a name stands: what the words before it, or its slot, ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from protocol_nlp.lexicon import rules
from protocol_nlp.recognition.found import Slots
from protocol_nlp.recognition.words import Form
from protocol_nlp.records import Case

__all__ = ["asked", "only_case"]

_LETTER = re.compile(r"[^\W\d_]")
_BEFORE = 60  # characters that a governor and its adverbs may take


def asked(text: str, at: int, slots: Slots = Slots()) -> Case | None:  # noqa: B008 - a tuple
    """The case that governor or slot ask for at offset ``at`` of ``text``.

    >>> asked("Контроль возложить на Жукова К.Л.", 22)
    'accs'
    """
    before = text[max(0, at - _BEFORE) : at]
    above, newline, line = before.rpartition("\n")
    if newline and (line.strip() or not above.rstrip().endswith(":")):
        before = line  # only a line that ends in a colon governs the next one
    found = rules("recognition", "governors").first(before) if _LETTER.search(before) else None
    if found:
        return cast("Case", found[0].value["case"])
    return slots.case_at(at)


def only_case(forms: Sequence[Form]) -> Case | None:
    """The case of a word whose forms leave only one.

    >>> only_case([Form("директор", "datv", "sing", "masc")])
    'datv'
    """
    cases = {form.case for form in forms}
    return cast("Case", cases.pop()) if len(cases) == 1 else None
