"""Whether the words around a weak part make it a deadline.

A date without a preposition, «в мае», «с мая», «на совещании 4 мая» are deadlines only by
a verb that puts something on that day, or alone in their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from protocol_nlp.deadlines.assembly import codes_of
from protocol_nlp.deadlines.extent import (
    called,
    head,
    is_adjective,
    is_genitive,
    is_participle,
    is_present,
    is_promise,
)
from protocol_nlp.deadlines.nodes import Draft, Granule, heads
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.vocabulary import EVENTFUL, UNKNOWN, vocabulary

PART, FESTIVAL = "P", "E"
_REACH = 16
_PLACED = frozenset({"absolute.date", "absolute.in.topic", "absolute.in.day"})
_BY_VERB = frozenset({"move", "finish"})  # only a verb of theirs makes these count
_OPENING = ".\n-:;["
_ALONE = ("", ",", ".", ";", "]", "\n")
_CHAIN = re.compile(r"(?:,?P)*,?")
_NOUN = re.compile(r"\s([а-яё]{4,})")
_NOMINAL = re.compile(rf"-[{UNKNOWN}]?{EVENTFUL}[^,.:;-]{{0,4}}$")
_WEEKDAY = re.compile(r"W[?+]\d?-\d")
_SURROUNDINGS = re.compile(r"сред[аеуы]\b", re.IGNORECASE)
_AMONG = re.compile(r"во?\s+среде\b", re.IGNORECASE)
_ASIDE = re.compile(r"(?:,P)+,|P+")


def is_content(line: Line, place: int, of: Sequence[int], text: str) -> bool:
    """Whether the words say for what, of what or for which year, and not when.

    «Подготовить зал к празднику», «набрать группу на учебный год», «накануне» with a verb.
    """
    draft: Draft = line.values[place]
    fields, words = draft.rule.value, draft.words
    if (name := fields.get("content")) is not None:
        window = line.codes[max(first_of(of, place), place - _REACH) : place]
        noun = vocabulary().entry(head(words["event"].of(text))).code
        return noun in heads(name) and _prepares(window)
    if fields.get("fresh"):
        return vocabulary().entry(words["event"].of(text).split()[0].lower()).code in heads("back")
    if fields.get("genitive"):
        return not is_genitive(words["event"].of(text))
    if draft.rule.name.startswith("event.festival"):
        return (
            _is_adjective(line, place, text)
            or _is_for_school_year(draft, text)
            or _is_of_matter(line, place, of)
        )
    if draft.rule.name in _PLACED and (
        _is_told(line, place, text) or _is_surroundings(line, place, text)
    ):
        return True
    return draft.rule.name == "absolute.date" and _is_of_event(line, place, of)


def _is_for_school_year(draft: Draft, text: str) -> bool:
    """«набрать группу на учебный год»."""
    festival = draft.parts["festival"]
    school = isinstance(festival, Granule) and festival.school is not None
    named = draft.rule.name == "event.festival.in"
    return named and school and draft.span.of(text)[:2].lower() == "на"


def _is_of_matter(line: Line, place: int, of: Sequence[int]) -> bool:
    """«приказ о дежурстве в новогодние дни»: what the paper is about happens then."""
    window = line.codes[max(first_of(of, place), place - _REACH) : place]
    behind = line.codes[place + 1 : place + 2]
    return _matter().search(window) is not None and behind not in vocabulary().verbs


@cache
def _matter() -> re.Pattern[str]:
    return re.compile(rf"{vocabulary().word('о')}[^,.:;-]{{1,3}}$")


def _is_adjective(line: Line, place: int, text: str) -> bool:
    """«до майских соревнований»: an adjective that alone would name the holidays."""
    words = line.values[place].span.of(text).lower()
    if words.endswith(("майские", "майский", "майская", "майское")):
        return True  # «дежурство на майские»
    if not words.endswith(("майских", "майским")):
        return False
    after = _NOUN.match(text, line.stops[place])
    return after is not None and not after[1].endswith(("ть", "ти", "чь", "ся"))


def _is_told(line: Line, place: int, text: str) -> bool:
    """Whether a participle just before takes the day to itself: «выявленные 4 мая»."""
    behind = line.codes[place + 1 : place + 2]
    if not place or line.codes[place - 1] != UNKNOWN or behind in vocabulary().verbs:
        return False
    return is_participle(text[line.starts[place - 1] : line.stops[place - 1]])


def _is_surroundings(line: Line, place: int, text: str) -> bool:
    """Whether «среда» is no day: «в городской среде», «создать безбарьерную среду».

    The day is «в среду», never «в среде».
    """
    if line.values[place].rule.name == "absolute.in.day":
        return _AMONG.match(text, line.starts[place], line.stops[place]) is not None
    form = _SURROUNDINGS.match(text, line.starts[place], line.stops[place])
    if form is None:
        return False
    before = text[line.starts[place - 1] : line.stops[place - 1]] if place else ""
    return form[0][-1] in "еы" or (line.codes[place - 1] == UNKNOWN and is_adjective(before))


def _prepares(window: str) -> bool:
    """Whether the last verb makes something ready for the event."""
    verbs = [code for code in window if code in vocabulary().verbs]
    return bool(verbs) and verbs[-1] in codes_of("prepare")


def _is_of_event(line: Line, place: int, of: Sequence[int]) -> bool:
    """Whether a bare day is that of the event named just before: «программу праздника 9 мая»."""
    before = line.codes[place - 1 : place] if place else ""
    if before not in (EVENTFUL, FESTIVAL) and before not in heads("occasions"):
        return False
    return _prepares(line.codes[max(first_of(of, place), place - _REACH) : place])


def licensed(line: Line, place: int, of: Sequence[int], weak: str, text: str) -> bool:
    """Whether a weak part stands where a deadline does: by a verb of its kind or a dash."""
    window = _own_clause(line.codes[max(first_of(of, place), place - _REACH) : place])
    if weak == "meeting":
        return _acts(window) or _next_verb(line, place) in vocabulary().verbs
    if weak in ("start", "announce"):
        return not codes_of(weak).isdisjoint(window + _next_verb(line, place))
    beside = weak not in _BY_VERB and _beside(line, place)
    if beside or weak == "beside":
        return beside
    if weak == "topic":
        return _ordered(window)
    known = not codes_of(weak).isdisjoint(window)
    first = max(first_of(of, place), place - _REACH)
    if weak == "move":
        return known or (_is_weekday(line.values[place]) and _agreed(line, first, place, text))
    return known or (
        weak == "hold"
        and (_ordered(window) or _leads(line, place) or _agreed(line, first, place, text))
    )


def _is_weekday(draft: Draft) -> bool:
    """Whether the part is a day of the week: «готовит цифры на понедельник»."""
    nodes = [n for n in draft.parts.values() if isinstance(n, Granule)]
    return any(_WEEKDAY.match(value) for node in nodes for value in node.values)


@cache
def _relative() -> frozenset[str]:
    return frozenset(map(vocabulary().word, ("что", "кто", "который", "которые", "которое")))


def _own_clause(window: str) -> str:
    """The words of the part's own clause: «список того, что нужно весной» orders nothing then."""
    comma = window.rfind(",")
    inside = comma >= 0 and not _relative().isdisjoint(window[comma + 1 : comma + 3])
    return window[comma + 1 :] if inside else window


def _beside(line: Line, place: int) -> bool:
    """Whether the part opens a line, stands next to a verb, or alone: «…, Сомов, 4 мая»."""
    before, behind = line.codes[max(place - 1, 0) : place], line.codes[place + 1 : place + 2]
    opening = not before or before in _OPENING or before in codes_of("term")
    if line.values[place].rule.name == "urgent.at_once.plain":
        return _is_haste(line, place)
    if line.values[place].rule.name == "absolute.date" and before == "," and behind in _ALONE:
        return True
    verbs = vocabulary().verbs
    return opening or before in verbs or behind in verbs


def _is_haste(line: Line, place: int) -> bool:
    """Whether «сразу» is haste: at the end or before what is done, not «сразу в кассу»."""
    behind = line.codes[place + 1 : place + 2]
    if behind in _ALONE or behind == "[":
        return True
    return behind in vocabulary().verbs or line.codes[max(place - 1, 0) : place] in ("-", ":")


def _acts(window: str) -> bool:
    """Whether somebody is to do or to tell something at the meeting."""
    acts = [code for code in window if code in vocabulary().verbs or code in codes_of("report")]
    return bool(acts) and (acts[-1] not in codes_of("approve") or _is_needful(window))


def _is_needful(window: str) -> bool:
    """«Считать необходимым проведение осмотра в мае» orders it."""
    return not codes_of("needful").isdisjoint(window)


def _next_verb(line: Line, place: int) -> str:
    """The verb behind the part, if only other parts stand between: «с 1 мая дежурить»."""
    match = _CHAIN.match(line.codes, place + 1)
    at = match.end() if match else place + 1
    if line.codes[at : at + 1] == vocabulary().word("и") and line.codes[at + 1 : at + 2] == PART:
        at += 2
    return line.codes[at : at + 1]


def _leads(line: Line, place: int) -> bool:
    """Whether only another time stands before the verb: «весной, до начала сева, проверить»."""
    match = _ASIDE.match(line.codes, place + 1)
    return match is not None and line.codes[match.end() : match.end() + 1] in vocabulary().verbs


def _agreed(line: Line, first: int, place: int, text: str) -> bool:
    """Whether a verb tells what will be done then: «выпускаем в среду», «Кирилл ведёт в среду»."""
    words = [(text[line.starts[at] : line.stops[at]], line.codes[at]) for at in range(first, place)]
    return any(code == UNKNOWN and is_promise(word) for word, code in words) or any(
        called(one) and is_present(two) for (one, _), (two, _) in pairwise(words)
    )


def _ordered(window: str) -> bool:
    """Whether a verb orders something to be done then: «построить мост в мае».

    Not where a topic stands between («вопрос о ремонте в мае») or the verb only approves.
    A dash and a verbal noun do it too: «психологу – анкетирование в мае».
    """
    verbs = [place for place, code in enumerate(window) if code in vocabulary().verbs]
    if not verbs and _NOMINAL.search(window):
        return True
    if not verbs or (window[verbs[-1]] in codes_of("approve") and not _is_needful(window)):
        return False
    return codes_of("topic").isdisjoint(window[verbs[-1] :])


def first_of(of: Sequence[int], place: int) -> int:
    """Where the sentence of the word at ``place`` begins, looking back as far as it matters."""
    first = place
    while first > 0 and of[first - 1] == of[place] and place - first < _REACH:
        first -= 1
    return first
