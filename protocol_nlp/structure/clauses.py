"""Words beside an item that say only one thing of it: «Срок – …», «Отв.: …», brackets.

They stand on lines of their own, at the end of the item after a full stop, or in a
bracket at its end; the words of the decision end where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from protocol_nlp.lexicon import rules, words
from protocol_nlp.records import Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.outline import Clause, ClauseKind

__all__ = ["clauses_of", "numbers_in", "orders_in", "split_clauses", "starts_with_label"]

_BRACKET = re.compile(r"[\s,;]*\(([^()]{3,300})\)\s*[.;,]?\s*$")
_POINTS = re.compile(
    r"\bп(?:ункт\w*|\.\s?п\.|п?\.)\s*((?:\d{1,3}(?:\.\d{1,3})*\.?(?:\s*(?:,|и|–|—|-)\s*)?){1,30})",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\s*[–—-]\s*(\d{1,3}(?:\.\d{1,3})*)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
# A label begins with a word, a quote or an arrow, and a word never behind a letter: asked first.
_EDGE = r"(?:(?<![^\s.;(|])(?=[\w«\"→⇒➔➜])|(?=[→⇒➔➜]))"
_BORDER = r"(?:^|(?<=[.;,!?»)\]–—-]\s)|(?<=[.;(])|(?<=[|/\t]\s)|(?<=[|\t])|(?<=  )|(?=[→⇒➔➜]))"
_SENTENCE = re.compile(r"(?<![А-Яа-яё])([а-яё]{2,30})\.\s+(?=[А-ЯЁ])")
_FURTHER = re.compile(
    r"[,;]\s*(?:а\s+)?(?:(?:по|для)\s+)?п(?:\.\s?п\.|п?\.|ункт\w{0,3})\s*[\d.,\sи–—-]{1,40}?\s*[:–—-]\s(?=\D)",
    re.IGNORECASE,
)
_MOST = 60
# «Срок исполнения пункта 5.2 (Зуева) продлить до 1 июня»: something is done to the term.
_MOVES = re.compile(
    r"срок\w{0,3}\s(?:[^.;:]|(?<=[А-ЯЁ])\.){0,160}?\b(?:продлить|продл[её]н\w*|перенести|перенес[её]н\w*|изменить|установить)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\s*(?:в\s+срок\s|до\s|к\s|не\s+позднее\s)", re.IGNORECASE)
_NEXT = re.compile(
    r"(?<![А-Яа-яё])(?:([А-Яа-яё]{1,30})|\d{1,4}|(?<=\d)г)?(?P<mark>[.;)»])\s+(?=[А-ЯЁа-яё])"
)
# «отв. Зуева Т.П. Киму О.Д. доложить»: behind a name with its initials another, in the dative.
_INITIALS_LAST = re.compile(r"[а-яё]\s[А-ЯЁ]\.\s?[А-ЯЁ]\.\s*$")
_TOLD_NEXT = re.compile(
    r"[А-ЯЁ][а-яё-]{1,30}(?:у|ю|е|ой|ей|ому|ему|ым|их|ых)\s[А-ЯЁ]\.\s?[А-ЯЁ]\.\s"
)
_ORDER_END = re.compile(r"(?<=[а-яё»)]{2})\.(?:\s|$)|;")
_ARROWS = "→⇒➔➜"
_SHORT_TAIL = 120  # a clause after a comma is short and the last thing that is said


@cache
def _labels() -> re.Pattern[str]:
    """All labels in one pattern, each a group of its rule's place in the table."""
    parts = (f"(?P<r{i}>{r.pattern})" for i, r in enumerate(rules("structure", "labels")))
    return re.compile(rf"{_EDGE}{_BORDER}(?:{'|'.join(parts)})", re.IGNORECASE | re.MULTILINE)


def starts_with_label(words: str) -> bool:
    """Whether a line says only who or by when.

    >>> starts_with_label("Срок – до 1 мая."), starts_with_label("Срок службы")
    (True, False)
    """
    words = words.lstrip()
    return _labels().match(words) is not None and _MOVES.match(words) is None


def split_clauses(text: str, body: Span) -> tuple[Span, tuple[Clause, ...]]:
    """The words of an item without the clauses at its end, and those clauses."""
    first = next(
        (m for m in _labels().finditer(text, body.start, body.stop) if _is_last(text, m, body)),
        None,
    )
    if first is not None and first.start() > body.start and text[first.start() - 1] != "(":
        stop = body.start + len(text[body.start : first.start()].rstrip(" ,–—-"))
        return Span(body.start, stop), clauses_of(text, Span(first.start(), body.stop))
    bracket = _BRACKET.search(text, body.start, body.stop)
    if bracket is not None:
        inside = Span(bracket.start(1), bracket.end(1))
        clauses = _bracketed(text, inside)
        return (Span(body.start, bracket.start()), clauses) if clauses else (body, ())
    return body, ()


def orders_in(text: str, body: Span) -> Iterator[Span]:
    """The orders of an item: behind a clause that closes one, the next may begin.

    >>> words = "Купить лес, отв. Зуева; убрать двор до мая, отв. Ким."
    >>> [s.of(words) for s in orders_in(words, Span(0, len(words)))]
    ['Купить лес, отв. Зуева;', 'убрать двор до мая, отв. Ким.']
    """
    start = body.start
    for _ in range(_MOST):
        told = _closing_clause(text, Span(start, body.stop))
        after = _next_order(text, told, body.stop) if told is not None else None
        if after is None:
            break
        yield Span(start, start + len(text[start:after].rstrip()))
        start = after
    yield Span(start, body.stop)


def _closing_clause(text: str, body: Span) -> int | None:
    """Where the first clause that closes an order begins to say something."""
    for match in _labels().finditer(text, body.start, body.stop):
        bracket = text[match.start() - 1 : match.start()] == "("
        if match.start() > body.start and (bracket or _is_last(text, match, body)):
            return match.end()
    return None


def _next_order(text: str, start: int, stop: int) -> int | None:
    """Where words begin that order something and tell no more of what stands before them."""
    for match in _NEXT.finditer(text, start, stop):
        at, inner = match.end(), text[start : match.end()]
        if inner.count("(") > inner.count(")") + (text[start - 1] == "("):
            continue
        if match["mark"] == ")" and text.startswith(("и ", "а также "), at):
            continue  # «Собрать заявки (отв. Зуева) и передать их»
        if match["mark"] == "." and (text[at].islower() or _is_short(match[1])):
            told = _TOLD_NEXT.match(text, at, stop)
            if not (told and _INITIALS_LAST.search(text, start, at)):
                continue
        end = _ORDER_END.search(text, at, stop)
        words_ = text[at : end.end() if end else stop]
        if starts_with_label(words_) or rules("structure", "report_lines").opens(words_):
            continue
        if is_act(words_):
            return at
    return None


def _is_short(word: str | None) -> bool:
    return word is not None and (
        len(word) == 1 or word.lower() in words("text", "open_abbreviations")
    )


def _bracketed(text: str, inside: Span) -> tuple[Clause, ...]:
    """«(отв. Зуева; срок – до мая)», «(до 5 мая, отв. Зуева)»: all of it tells who or when."""
    if rules("structure", "voted").opens(inside.of(text)):
        return (Clause("vote", inside, inside, "vote.bracket"),)
    first = _labels().search(text, inside.start, inside.stop)
    if first is None:
        term = _is_term(inside.of(text))
        return (Clause("deadline", inside, inside, "deadline.bracket"),) if term else ()
    before = text[inside.start : first.start()].rstrip(" ,;")
    told = Span(inside.start, inside.start + len(before))
    if not before.strip():
        return clauses_of(text, inside)
    kind = _unlabelled(before.strip())
    return (Clause(kind, told, told, f"{kind}.bracket"), *clauses_of(text, inside)) if kind else ()


def _unlabelled(words: str) -> ClauseKind | None:
    """What stands in a bracket before its first label: a term, or who does it."""
    if rules("structure", "bare_terms").opens(words):
        return "deadline"
    return None if len(words) > _SHORT_TAIL or is_act(words) else "executor"


def _is_term(words: str) -> bool:
    """«(до 20.07.2023)», «(ноябрь)»: nothing but a term, a day with its preposition."""
    if rules("structure", "bracket_terms").opens(words):
        return True
    return bool(_PREPOSITION.match(words)) and rules("structure", "bare_terms").opens(words)


def _is_last(text: str, match: re.Match[str], body: Span) -> bool:
    """A label inside a sentence is a word; one that begins a sentence of its own is a label."""
    if _MOVES.match(text, match.start(), body.stop):
        return False
    if text[match.start()] in _ARROWS:
        return True
    before = text[max(body.start, match.start() - _SHORT_TAIL) : match.start()].rstrip()
    if before.count("(") > before.count(")"):
        return False  # a bracket is read as a whole
    if not before or before[-1] in ".;!?»)]" or text[match.start() : match.start() + 1].isupper():
        return True
    return before[-1] in ",–—-" and body.stop - match.start() <= _SHORT_TAIL


def clauses_of(text: str, span: Span) -> tuple[Clause, ...]:
    """The clauses that a stretch of labels and values says, in order."""
    found = list(_labels().finditer(text, span.start, span.stop))[:_MOST]
    ends = [m.start() for m in found[1:]] + [span.stop]
    told = (_clause(text, m, end) for m, end in zip(found, ends, strict=False))
    return tuple(part for clause in told for part in _by_points(text, clause))


def _by_points(text: str, clause: Clause) -> Iterator[Clause]:
    """«по пунктам 1, 2 – до мая, по пункту 3 – до июня»: a clause for each."""
    further = list(_FURTHER.finditer(text, *clause.value)) if clause.items else []
    stops = [m.start() for m in further] + [clause.value.stop]
    yield replace(clause, value=_trimmed(text, clause.value.start, stops[0]))
    for match, stop in zip(further, stops[1:], strict=True):
        value = _trimmed(text, match.end(), stop)
        span = Span(match.start(), max(value.stop, match.end()))
        yield replace(clause, span=span, value=value, items=numbers_in(match.group()))


def _clause(text: str, match: re.Match[str], end: int) -> Clause:
    name = next(k for k, v in match.groupdict().items() if v is not None)
    rule = rules("structure", "labels")[int(name[1:])]
    kind: ClauseKind = rule.value["kind"]
    printed = match.group(name).rstrip(" :–—-.").lower()
    value = _trimmed(text, match.end(), _sentence_end(text, match.end(), end, kind))
    return Clause(
        kind=kind,
        span=Span(match.start(name), max(value.stop, match.end())),
        value=value,
        rule=rule.name,
        label=re.sub(r"\s+", " ", printed),
        items=numbers_in(match.group(name)),
    )


def _sentence_end(text: str, start: int, stop: int, kind: ClauseKind) -> int:
    """Names end with their sentence; terms may go on («. Отчёт – до …»)."""
    if kind != "executor":
        return stop
    short = words("text", "open_abbreviations")
    ended = (m for m in _SENTENCE.finditer(text, start, stop) if m[1] not in short)
    return next((m.end(1) for m in ended), stop)


def _trimmed(text: str, start: int, stop: int) -> Span:
    words = text[start:stop]
    left = len(words) - len(words.lstrip(" :–—-\t"))
    right = len(words.rstrip(" ;,/(\t"))
    return Span(start + left, max(start + left, start + right))


def numbers_in(words: str) -> tuple[str, ...]:
    """The items that words name by number, ranges spelled out.

    >>> numbers_in("по пунктам 1.1–1.3 и 2")
    ('1.1', '1.2', '1.3', '2')
    """
    found: list[str] = []
    for listed in _POINTS.findall(words):
        rest = listed
        for m in _RANGE.finditer(listed):
            found += _between(m[1], m[2])
            rest = rest.replace(m.group(), " ")
        found += _NUMBER.findall(rest)
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str]:
    stem, _, low = first.rpartition(".")
    high = last.rpartition(".")[2]
    prefix = f"{stem}." if stem else ""
    return [f"{prefix}{n}" for n in range(int(low), min(int(high), int(low) + 200) + 1)]
