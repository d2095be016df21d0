"""What a label «Срок:» in running text introduces: read as a line of its own, not as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol_nlp.records import Span

_LABEL = re.compile(
    r"(?:(?<=[\n(,;.])|^)[ \t]{0,8}сроки?(?:[ \t](?:исполнения|выполнения|представления|"
    r"реализации|сдачи|завершения|готовности))?[ \t]{0,4}[:–—-](?=[^\n]*\S)",
    re.IGNORECASE,
)
_END = re.compile(
    r"[\n)|]|[.;][ \t]+(?=[А-ЯЁ])|[,;.]?[ \t]+(?=(?:[Оо]тв|[Ии]сп|[Кк]онтр)[а-я]{0,12}[.:\s])"
)
_LONGEST = 200


def values(text: str) -> Iterator[Span]:
    """The words behind each label, to the end of line, bracket, cell or sentence.

    >>> [s.of("Сдать (срок: II квартал).") for s in values("Сдать (срок: II квартал).")]
    [' II квартал']
    """
    for match in _LABEL.finditer(text):
        yield Span(match.end(), _end(text, match.end()))


def _end(text: str, start: int) -> int:
    """Where the words end; a bracket that they opened themselves is theirs."""
    stop = min(start + _LONGEST, len(text))
    for end in _END.finditer(text, start, stop):
        inside = text[start : end.start()]
        if end[0] != ")" or inside.count("(") <= inside.count(")"):
            return end.start()
    return stop


def without(text: str, spans: list[Span]) -> str:
    """The text with the spans as spaces, so that offsets stay.

    >>> without("до 1 мая", [Span(3, 4)])
    'до   мая'
    """
    for span in spans:
        text = f"{text[: span.start]}{' ' * (span.stop - span.start)}{text[span.stop :]}"
    return text
