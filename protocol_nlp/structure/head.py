"""What the document says of itself above its first section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protocol_nlp.lexicon import Rule, rules
from protocol_nlp.records import Span
from protocol_nlp.structure.dates import first_date
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.outline import Head

__all__ = ["heading"]

_NUMBER = re.compile(
    r"(?:№|\bN[oº°]?\b|(?<=\s)\?)\s*(?=[^\s,;)]{0,24}?\d)(?P<n>[\dA-Za-zА-Яа-яё][\w./-]{0,24}?)(?=[\s,;.)]|$)"
)
_BARE_NUMBER = re.compile(r"^[А-ЯЁ]{2,12}\s+(?P<n>[А-ЯЁA-Z]{0,3}-?\d[\d/-]{1,12})(?=\s|$)")
_PLACE = re.compile(
    r"(?:^|(?<=[\s|,(]))(?<!\d{4})(?<!\d{4}\s)(?P<sort>г|гор|с|пос|п|дер|д|ст-ца|пгт|рп|х)(?:\s?\.\s*|(?<=г)\s)(?P<place>(?-i:[А-ЯЁ][А-Яа-яё]+(?:-[А-Яа-яё]+){0,3}(?:\s(?!Заседани|Совещани|Собрани|Протокол|Повестк)[А-ЯЁ][а-яё]+){0,2}))"
    r"|(?:^|\s)(?:город|посёлок|поселок|село|деревня|станица)\s+(?P<named>(?-i:[А-ЯЁ][а-яё]+(?:-[А-Яа-яё]+){0,3}))",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"^(?P<place>[А-ЯЁ][а-яё]+(?:-[А-Яа-яё]+){0,2})(?:\s{1,}|\s*[|,\t]\s*)(?=[«\"]?\s?\d{1,2})"
)
_ALONE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-Яа-яё]+){0,3}(?: [А-ЯЁ][а-яё]+)?$")
_PLACE_LABEL = re.compile(
    r"^\s*место(?:\s+(?:проведения|составления))?\s*[:–—-]\s*(?P<v>.+)$", re.IGNORECASE
)
_APPROVED = re.compile(
    r"^\s*(?:утвержд\w*|согласован\w*|утв\.|приложение|внесено|размещено|документ\s+подписан|владелец)\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"^\s*(?:№|N\s?\d|от\s+[«\"\d]|г\.|с\.|пос\.|д\.|\d{1,2}[.\s])", re.IGNORECASE)
_APPROVED_KINDS = frozenset({"перечень поручений"})  # of the day on which it was approved
_STAMP_LONGEST = 90
_PROSE = 400  # a longer line is no title
_FARTHEST = 40  # lines in which a header stands
_TITLE_LINES = 8


def heading(text: str, lines: Sequence[Line]) -> Head:
    r"""The header that stands in ``lines``, those before the first section.

    >>> from protocol_nlp.structure.lines import lines_of
    >>> text = "ПРОТОКОЛ № 3\nсовещания у главы\nг. Лугов\n05.02.2016"
    >>> h = heading(text, lines_of(text))
    >>> h.kind, h.number, h.title, h.place, h.date
    ('протокол', '3', 'совещания у главы', 'Лугов', '2016-02-05')
    """
    filled = [line for line in lines if line.kind != "blank"][:_FARTHEST]
    at, rule = _kind(text, filled)
    own = [line for line in filled[at:] if not _APPROVED.match(line.words(text))]
    title, span = _title(text, filled, at) if rule else (None, None)
    return Head(
        kind=str(rule.value["kind"]) if rule else None,
        title=title,
        title_span=span,
        number=_number(text, own) or _number(text, filled[:at]),
        date=(None if rule else _day_of_meeting(text, filled))
        or (_date(text, filled[:at]) if rule and rule.value["kind"] in _APPROVED_KINDS else None)
        or _date(text, own)
        or _date(text, filled),
        place=(_place(text, own, span) or _place(text, filled[:at], None)) if rule else None,
    )


def _kind(text: str, lines: Sequence[Line]) -> tuple[int, Rule | None]:
    for at, line in enumerate(lines[:25]):
        below = lines[at + 1].words(text) if at + 1 < len(lines) else ""
        words = f"{line.words(text)[:80]} {below[:40]}"  # «ПЕРЕЧЕНЬ» over «ПОРУЧЕНИЙ»
        found = rules("structure", "document_kinds").opening(words)
        if found:
            return at, found[0]
    return 0, None


def _title(text: str, lines: Sequence[Line], at: int) -> tuple[str | None, Span | None]:
    """The rest of the kind's own line and the lines below it, up to date, place or a label."""
    own = _after_kind(text, lines[at].span)
    spans = [own] if own is not None and own.of(text).strip() else []
    for line in lines[at + 1 : at + _TITLE_LINES]:
        words = line.words(text)
        if not spans and _is_stamp(words):
            continue  # day, number and place between the kind and the title
        if line.kind != "text" or _stops(words) or _is_date_line(words) or len(words) > _PROSE:
            break
        spans.append(line.span)
    if not spans:
        return None, None
    whole = Span(spans[0].start, spans[-1].stop)
    kept = _without_tail(whole.of(text)).rstrip(" .,")
    words = " ".join(kept.split())
    return words or None, Span(whole.start, whole.start + len(kept))


def _is_stamp(words: str) -> bool:
    return _is_date_line(words) or bool(_STAMP.match(words))


_KIND_WORDS = re.compile(
    r"^\W*(?:выписка\s+из\s+протокола|протокольное\s+решение|протокол|приказ|распоряжение"
    r"|постановление|решение|указ|журнал|выписка|мемо|итоги|перечень\s+поручений"
    r"|список\s+поручений)?\s*"
    r"(?:(?:(?:№|N(?!\w))\s*\S{1,24}|[А-ЯЁA-Z]{1,3}-?\d[\d/-]{1,12}(?=\s|$)"
    r"|(?:от\s+)?[«\"]?\s?\d{1,2}\s?[»\"]?[.\s]\s?(?:\d{1,2}|[а-яё]{3,8})[.\s]\s?\d{2,4}"
    r"\s*(?:г(?:ода)?\b\.?)?|г\.\s?(?-i:[А-ЯЁ])[а-яё-]{1,30})[\s,]*){0,4}",
    re.IGNORECASE,
)


def _stops(words: str) -> bool:
    return rules("structure", "title_stops").opens(words)


def _without_tail(words: str) -> str:
    """The title without number, day and place at its end."""
    for _ in range(3):
        for rule in rules("structure", "title_tails"):
            match = rule.search(words[-300:])
            if match:
                words = words[: max(0, len(words) - 300) + match.start()]
    return words


def _after_kind(text: str, line: Span) -> Span | None:
    match = _KIND_WORDS.match(line.of(text))
    start = line.start + (match.end() if match else 0)
    return Span(start, line.stop) if start < line.stop else None


def _is_date_line(words: str) -> bool:
    """A line of day and place; «совещания при главе от 5 мая 2024» is a title with a day."""
    if len(words) >= _STAMP_LONGEST:
        return False
    if _PLACE.match(words):
        return True
    rest = _without_tail(words).split()
    return first_date(words) is not None and not (len(rest) > 1 and rest[0][:1].islower())


def _number(text: str, lines: Sequence[Line]) -> str | None:
    for line in lines[:12]:
        match = _NUMBER.search(line.words(text)) or _BARE_NUMBER.search(line.words(text))
        if match:
            return match["n"].rstrip(".,")
    return None


def _day_of_meeting(text: str, lines: Sequence[Line]) -> str | None:
    """A retelling bears the day of its publication first."""
    told = rules("structure", "meeting_days")
    return _date(text, [line for line in lines if told.finds(line.words(text)[:300])])


def _date(text: str, lines: Sequence[Line]) -> str | None:
    found = (first_date(line.words(text)[:300]) for line in lines)
    return next((day for day in found if day), None)


def _place(text: str, lines: Sequence[Line], title: Span | None) -> str | None:
    for at, line in enumerate(lines):
        words = line.words(text)
        if len(words) > 160 or (title and title.start <= line.span.start < title.stop):  # noqa: PLR2004
            continue
        if line.kind == "row":
            words = words.replace("|", " ").strip()
        label = _PLACE_LABEL.match(words)
        below = lines[at + 1].words(text)[:40] if at + 1 < len(lines) else ""
        if _ALONE.match(words) and line.kind == "row" and first_date(below):
            return words  # a table of two cells: the place over the day
        match = _PLACE.search(label["v"] if label else words) or _BESIDE_DATE.match(words)
        if match and (label or first_date(words) or match.start() < 3):  # noqa: PLR2004
            return _named(match)
        if label:
            return " ".join(label["v"].split()).rstrip(".")
    return None


def _named(match: re.Match[str]) -> str:
    """A city by its name alone; a village, settlement and the like as printed."""
    groups = match.groupdict()
    place = groups.get("place") or groups.get("named") or ""
    place = place.title() if place.isupper() else place
    sort = (groups.get("sort") or "г").lower()
    if sort in {"г", "гор"}:
        return place
    return match.group().strip().replace(groups.get("place") or "", place)
