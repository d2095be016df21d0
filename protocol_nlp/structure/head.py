"""What the document says of itself above its first section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from protocol_nlp.lexicon import Rule, rules
from protocol_nlp.records import Span
from protocol_nlp.structure.dates import first_date
from protocol_nlp.structure.imprint import stamped
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.outline import UNCHAIRED, Head
from protocol_nlp.structure.place import place_of
from protocol_nlp.structure.stamps import STAMP
from protocol_nlp.structure.title import Title, title_of

__all__ = ["heading", "number_in"]

_BARE_NUMBER = re.compile(r"^[А-ЯЁ]{2,12}\s+(?P<n>[А-ЯЁA-Z]{0,3}-?\d[\d/-]{1,12})(?=\s|$)")
_KIND_WORDS = re.compile(
    r"^\W*(?:выписка\s+из\s+протокола|протокольное\s+решение|протокол|приказ|распоряжение"
    r"|постановление|решение|указ|журналы?|выписка|мемо|итоги|перечень\s+поручений"
    r"|список\s+поручений)?(?:\s+[А-ЯЁA-Z]{1,3}-?\d[\d/-]{1,12}(?=\s|$))?\s*",
    re.IGNORECASE,
)
_FROM_MINUTES = re.compile(r"^\s*из\s+протокола\b\s*", re.IGNORECASE)
_DAY_LABEL = re.compile(
    r"^\W*дата(?:\s+(?:и\s+время|и\s+место|проведения|заседания|собрания|совещания|встречи)){0,3}\s*[:–—-]",
    re.IGNORECASE,
)
_APPROVED_KINDS = frozenset({"перечень поручений"})  # of the day on which it was approved
_FARTHEST = 40  # lines in which a header stands
_KIND_WITHIN = 25
_NUMBER_WITHIN = 14
_LONGEST = 300


def heading(text: str, lines: Sequence[Line]) -> Head:
    r"""The header that stands in ``lines``, those before the first section.

    >>> from protocol_nlp.structure.lines import lines_of
    >>> text = "ПРОТОКОЛ № 3\nсовещания у главы\nг. Лугов\n05.02.2016"
    >>> h = heading(text, lines_of(text))
    >>> h.kind, h.number, h.title, h.place, h.date
    ('протокол', '3', 'совещания у главы', 'Лугов', '2016-02-05')
    """
    near = lines[: _FARTHEST * 2]
    filled = [x for x in near if x.kind != "blank" and x.rule != STAMP][:_FARTHEST]
    first, rule = _kind(text, filled)
    kind = str(rule.value["kind"]) if rule else None
    if rule is None:
        first = _untitled(text, filled)
    above = [x for x in filled if first is not None and x.span.start < first.span.start]
    below = [x for x in near if first and x.span.start >= first.span.start and x.rule != STAMP]
    title = _title(text, below, kind) if first is not None else Title()
    if title.words is None and kind is not None:
        title = _title_above(text, above) or title
    stamps = [x for x in near if x.rule == STAMP]
    own = [x for x in below if x.kind != "blank"][:_FARTHEST]
    numbered = [*above, *stamps] if kind in UNCHAIRED else above
    return Head(
        kind=kind,
        title=title.words,
        title_span=title.span,
        number=_number(text, own, title) or _number(text, numbered, None) if rule else None,
        date=(_first_day(text, stamps) if kind in _APPROVED_KINDS else None)
        or _day(text, filled, own, title, told=rule is None)
        or _first_day(text, stamps),
        place=place_of(text, below, title.span) or place_of(text, above, None) if first else None,
    )


def _kind(text: str, lines: Sequence[Line]) -> tuple[Line | None, Rule | None]:
    """The line that names the kind: one that begins with it before one that mentions it."""
    loose: tuple[Line | None, Rule | None] = None, None
    for at, line in enumerate(lines[:_KIND_WITHIN]):
        words = line.words(text)
        below = lines[at + 1].words(text) if at + 1 < len(lines) else ""
        found = rules("structure", "document_kinds").opening(f"{words[:80]} {below[:40]}")
        if found is None:
            continue
        stem = re.sub(r"\W", "", words)[:4].lower()
        if str(found[0].value["kind"]).startswith(stem) and words.strip(' "«')[:1].isupper():
            return line, found[0]
        loose = loose if loose[0] is not None else (line, found[0])
    return loose


def _untitled(text: str, lines: Sequence[Line]) -> Line | None:
    """«Планёрка у главного врача»: notes that name no kind."""
    begins = rules("structure", "untitled")
    return next((x for x in lines[:6] if begins.opens(x.words(text)[:_LONGEST])), None)


def _title(text: str, below: Sequence[Line], kind: str | None) -> Title:
    words = below[0].words(text)
    match = _KIND_WORDS.match(words) if kind is not None else None
    start = below[0].span.start + (match.end() if match else 0)
    rest = Span(min(start, below[0].span.stop), below[0].span.stop)
    if kind == "выписка":
        below, rest = _extract(text, below, rest)
    return title_of(text, below, rest, kind)


def _title_above(text: str, above: Sequence[Line]) -> Title | None:
    """«Заседание совета колледжа» right over «ПРОТОКОЛ № 3»."""
    last = above[-1] if above else None
    if last is None or not rules("structure", "untitled").opens(last.words(text)[:_LONGEST]):
        return None
    return title_of(text, [last], last.span, None)


def _extract(text: str, below: Sequence[Line], rest: Span) -> tuple[Sequence[Line], Span]:
    """«ВЫПИСКА» over «из протокола № 11 заседания …»."""
    for at, line in enumerate(below[:4]):
        span = rest if at == 0 else line.span
        match = _FROM_MINUTES.match(span.of(text))
        if match:
            return below[at:], Span(span.start + match.end(), span.stop)
    return below, rest


def _number(text: str, lines: Sequence[Line], title: Title | None) -> str | None:
    for at, line in enumerate(lines[:_NUMBER_WITHIN]):
        words = line.words(text)
        if len(words) > _LONGEST:
            continue
        bare = _BARE_NUMBER.search(words) if at == 0 and title is not None else None
        found = [
            i.value
            for i in stamped(_bare(words) if at == 0 and title else words)
            if i.kind == "number"
        ]
        if found or bare:
            return found[0] if found else bare["n"].rstrip(".,") if bare else None
    return next((i.value for i in title.apart if i.kind == "number"), None) if title else None


def _bare(words: str) -> str:
    """The line of the kind without its kind: «Протокол № 5 заседания …»."""
    match = _KIND_WORDS.match(words)
    rest = words[match.end() :] if match else words
    inner = _FROM_MINUTES.match(rest)
    return rest[inner.end() :] if inner else rest


def _day(
    text: str, filled: Sequence[Line], own: Sequence[Line], title: Title, *, told: bool
) -> str | None:
    """The day of the meeting: by its label, beside the title, below it, then anywhere."""
    labelled = _first_day(text, [x for x in own if _DAY_LABEL.match(x.words(text))])
    if labelled:
        return labelled
    if told:
        days = rules("structure", "meeting_days")
        day = _first_day(text, [x for x in filled if days.finds(x.words(text)[:_LONGEST])])
        if day:
            return day
    beside = next((i.value for i in title.apart if i.kind == "date"), None)
    outside = [x for x in own if not _within(x, title.span)]
    return (
        beside
        or next(_stamped_days(text, outside), None)
        or _first_day(text, outside)
        or _first_day(text, own)
        or _first_day(text, filled)
    )


def _within(line: Line, title: Span | None) -> bool:
    return title is not None and title.start <= line.span.start < title.stop


def _stamped_days(text: str, lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        words = line.words(text)[:_LONGEST]
        yield from (i.value for i in stamped(words) if i.kind == "date")


def _first_day(text: str, lines: Sequence[Line]) -> str | None:
    found = (first_date(line.words(text)[:_LONGEST]) for line in lines)
    return next((day for day in found if day), None)


def number_in(words: str) -> str | None:
    """The number that a line bears apart from its words.

    >>> number_in("№ 9-р"), number_in("школы № 9")
    ('9-р', None)
    """
    return next((i.value for i in stamped(words[:_LONGEST]) if i.kind == "number"), None)
