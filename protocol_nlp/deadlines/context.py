"""Whether a part in running text is a deadline: what stands around it tells.

A date of an act, a term of a contract, a quoted text, a day that is past are none; a date
without a preposition is one only behind a verb that puts something on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from protocol_nlp.deadlines.assembly import codes_of, places
from protocol_nlp.deadlines.extent import head
from protocol_nlp.deadlines.grammar import Rule, guards
from protocol_nlp.deadlines.licence import first_of, is_content, licensed
from protocol_nlp.deadlines.meaning import meant
from protocol_nlp.deadlines.nodes import Draft, Granule, Reading, Stretch, heads
from protocol_nlp.deadlines.numerals import Line
from protocol_nlp.deadlines.vocabulary import vocabulary
from protocol_nlp.lexicon import words
from protocol_nlp.records import PartRole

PART = "P"
_INITIAL = 2
_YEAR = re.compile(r"(?:\d{4}|Y[+-]\d|YYYY)$")
_ANSWERS = 8
_WORDS = 16  # of a clause, at most
_GAP = 11
_OPENED = ("", ".", "\n", "-", ":", ";")


def sentences(line: Line, text: str, first: int = 0) -> list[int]:
    """The number of the sentence of each word, counted from ``first``."""
    ends = [_ends(line, text, place) for place in range(len(line.codes))]
    return list(accumulate([first, *ends[:-1]]))


def _ends(line: Line, text: str, place: int) -> bool:
    if line.codes[place] == "\n":
        return True
    if line.codes[place] != ".":
        return False
    following = text[line.stops[place] : line.stops[place] + 3].lstrip()
    initial = place > 0 and line.stops[place - 1] - line.starts[place - 1] < _INITIAL
    if place > 0 and text[line.starts[place - 1] : line.stops[place - 1]].lower() in _shortened():
        return False  # «по ул. Садовой»
    return not initial and (not following or following[0].isupper() or following[0].isdigit())


@cache
def _shortened() -> frozenset[str]:
    """Abbreviations that a name follows: they end no sentence."""
    return words("text", "open_abbreviations") - {"г", "гг", "др", "руб", "тыс", "млн"}


def deadlines(line: Line, of: Sequence[int], reading: Reading) -> list[int]:
    """The places of the parts that count; ``of`` are the numbers of the sentences."""
    guarded = _guarded(line, reading.text)
    return [p for p in places(line) if p not in guarded and _counts(line, p, of, reading)]


def _guarded(line: Line, text: str) -> frozenset[int]:
    """Places of parts that a guard or a pair of quotes covers."""
    out = set(_quoted(line))
    stage = guards()
    candidate = stage.starts.search(line.codes)
    while candidate is not None:
        place = candidate.start()
        for rule, match in stage.matches(line.codes, place):
            if rule.value.get("small") and _is_initial(line, place, text):
                continue
            if rule.value.get("leads") and line.codes[max(place - 1, 0) : place] not in _OPENED:
                continue
            inside = [p for p in range(place, match.end()) if line.codes[p] == PART]
            out.update(p for p in inside if _meant_by(rule, line, p, text))
        candidate = stage.starts.search(line.codes, place + 1)
    return frozenset(out)


def _is_initial(line: Line, place: int, text: str) -> bool:
    """Whether the abbreviation at ``place`` is an initial: «Сомову П.П. до 4 мая»."""
    word = text[line.starts[place] : line.stops[place]].rstrip(".")
    return len(word) == 1 and word.isupper()


def _meant_by(rule: Rule, line: Line, place: int, text: str) -> bool:
    """Whether the guard is about the part: some only about years, about «к» or «с» a day."""
    if rule.value.get("small") and not text[line.starts[place]].isdigit():
        return False  # «раздел по мере готовности»
    if rule.value.get("yearly"):
        return _is_year(line.values[place])
    if rule.value.get("since") and text[line.starts[place]].lower() != "с":
        return False
    if rule.value.get("never_to") and text[line.starts[place]].lower() == "к":
        return False
    if named := rule.value.get("of"):
        return str(line.values[place].rule.name).startswith(tuple(named))
    return not rule.value.get("to") or text[line.starts[place]].lower() == "к"


def _is_year(draft: Draft) -> bool:
    for node in draft.parts.values():
        if isinstance(node, Stretch):
            return bool(_YEAR.match(node.last))
        if isinstance(node, Granule) and node.values:
            return bool(_YEAR.match(node.values[-1]))
    return False


def _quoted(line: Line) -> Iterator[int]:
    """Places inside a pair of quotes: a title, or the text of an amended act."""
    opened: list[int] = []
    covered = 0
    pairs: list[tuple[int, int]] = []
    for place, code in enumerate(line.codes):
        if code == "\n":
            opened.clear()
        elif code == "q" and (
            line.values[place] in "»”" or (line.values[place] in '"“' and opened)
        ):
            if opened:
                pairs.append((opened.pop(), place))
        elif code == "q":
            opened.append(place)
    for first, last in sorted(pairs):
        yield from range(max(first, covered), last)
        covered = max(covered, last)


def _counts(line: Line, place: int, of: Sequence[int], reading: Reading) -> bool:
    draft: Draft = line.values[place]
    weak = draft.rule.value.get("weak")
    if weak and not licensed(line, place, of, weak, reading.text):
        return False
    if is_content(line, place, of, reading.text):
        return False
    if draft.rule.name == "range.span" and _is_year(draft):
        return False  # the years of a programme
    guard = draft.rule.value.get("guard")
    if guard and vocabulary().entry(head(draft.words["event"].of(reading.text))).code not in heads(
        guard
    ):
        return False
    return not _past(draft, reading)


def _past(draft: Draft, reading: Reading) -> bool:
    """A day before the document's own is told, not ordered."""
    if reading.anchor is None or draft.rule.name.startswith(("every", "relative")):
        return False
    due = next((p.due for p in meant(draft, reading) if p.due), None)
    return due is not None and due < reading.anchor.isoformat()


def roles(line: Line, kept: Sequence[int], of: Sequence[int]) -> dict[int, PartRole]:
    """The role of each part: a report stands beside the work, before or after it.

    «Провести … до 1 мая, отчёт представить до 10 мая»; «… . Доклад – до 1 мая».  A report
    that is all the work is work.
    """
    out: dict[int, PartRole] = {}
    last = None
    for place in kept:
        start = last + 1 if last is not None and of[last] == of[place] else first_of(of, place)
        first = last is None or of[last] != of[place]
        gap = line.codes[start:place]
        answer = _clause(line.codes[place + 1 : place + 1 + _ANSWERS])
        report = codes_of("report")
        if first:
            beside = of[place] > 0 or gap[1:2] in ("-", ":")
            tells = gap[:1] in report or _is_of_work(gap, answer)
            told = (beside and tells) or _closes(line, place, answer)
        elif _only_tells(line.codes, start):
            told = False
        else:
            clause = re.split("[,;]", gap)[-1] or gap[-3:]
            told = not report.isdisjoint(clause) or not codes_of("answer").isdisjoint(answer)
            told = told or line.values[place].rule.name == "relative.before.told"
        out[place] = "report" if told else "execution"
        last = place
    return out


def _is_of_work(gap: str, answer: str) -> bool:
    """«О ходе ремонта докладывать по средам», a sentence behind that of the work."""
    told = codes_of("told")
    return gap[:1] == vocabulary().word("о") and not (
        told.isdisjoint(gap) and codes_of("answer").isdisjoint(answer)
    )


def _closes(line: Line, place: int, answer: str) -> bool:
    """Whether a work is told of at last: «устранить течь, об исполнении доложить до 4 мая»."""
    begin = max(line.codes.rfind(mark, 0, place) for mark in ",;.\n") + 1
    tells = (
        not codes_of("told").isdisjoint(line.codes[begin:place])
        or not codes_of("answer").isdisjoint(answer)
        or line.values[place].rule.name == "relative.before.told"
    )
    return tells and _does(line.codes, begin)


def _only_tells(codes: str, stop: int) -> bool:
    """Whether telling is all the work: «докладывать по средам, сводку дать до 4 мая»."""
    before = codes[max(0, stop - _WORDS) : stop]
    return not codes_of("report").isdisjoint(before) and not _does(codes, stop)


def _does(codes: str, stop: int) -> bool:
    """Whether a verb before ``stop`` does more than to tell."""
    return _works().search(codes, 0, stop) is not None


@cache
def _works() -> re.Pattern[str]:
    verbs = vocabulary().verbs - codes_of("report")
    return re.compile("[" + "".join(map(re.escape, sorted(verbs))) + "]")


def _clause(codes: str) -> str:
    """The words up to the next mark or part."""
    return re.split(r"[,;.:\nP]", codes, maxsplit=1)[0]


def without_manner(
    line: Line, kept: list[int], of: Sequence[int], told: dict[int, PartRole], text: str
) -> list[int]:
    """Without what only tells how, where a day stands in the same sentence.

    That is a bare frequency, «круглосуточно», or a paper by which it is done: «выплатить по
    смете до 4 мая».
    """
    days: dict[int, list[int]] = {}
    for place in kept:
        name = line.values[place].rule.name
        if (
            not name.startswith(("every", "permanent", "event.before"))
            and told[place] == "execution"
        ):
            days.setdefault(of[place], []).append(place)
    kept = [
        p for p in kept if not _is_manner(line, p, text) or not _apart(line, p, days.get(of[p], []))
    ]
    return [p for p in kept if not _is_by_paper(line, p) or not _beside_others(p, kept, of, line)]


def _is_by_paper(line: Line, place: int) -> bool:
    draft: Draft = line.values[place]
    return draft.rule.name == "reference.according"


def _beside_others(place: int, kept: Sequence[int], of: Sequence[int], line: Line) -> bool:
    """Whether another part of the sentence says when by itself."""
    return any(of[p] == of[place] and not _is_by_paper(line, p) for p in kept)


def _is_manner(line: Line, place: int, text: str) -> bool:
    draft: Draft = line.values[place]
    if draft.rule.name == "permanent":
        return draft.span.of(text).lower() == "круглосуточно"
    return draft.rule.name in ("every.often", "every.unknown")


def _apart(line: Line, place: int, days: list[int]) -> bool:
    """Whether a day of the same clause stands away from the frequency at ``place``."""
    between = (line.codes[min(place, d) : max(place, d)] for d in days)
    return any(
        ";" not in codes
        and not adjacent(line, min(place, d), max(place, d))
        and not _of_another_act(line, place, d)
        for codes, d in zip(between, days, strict=True)
    )


def _of_another_act(line: Line, often: int, day: int) -> bool:
    """«ежедневно давать сводку, в среду вернуться к вопросу»: the day has its own verb.

    «раз в неделю, первый раз 4 мая»: the day is the row's first, and told beside it.
    """
    if line.codes[day - 1] == vocabulary().word("раз"):
        return True
    before, comma, _ = line.codes[often:day].rpartition(",")
    if not comma or line.codes[often + len(before) + 1 : day]:
        return False
    return _does(before, len(before)) and _does(_clause(line.codes[day + 1 :]), _WORDS)


def adjacent(line: Line, first: int, second: int) -> bool:
    """Whether only connecting words stand between two places."""
    return second - first <= _GAP and codes_of("connect").issuperset(line.codes[first + 1 : second])
