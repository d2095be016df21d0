"""Lines that tell who led, who wrote, who was there, who was not; the same words sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.lexicon import rules
from protocol_nlp.records import AttendeeRole, Span
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.outline import RosterLine
from protocol_nlp.structure.sections import names_somebody
from protocol_nlp.structure.state import State

__all__ = ["PEOPLE", "sign", "signed_by", "signs"]

_SIGNED = re.compile(
    r"^\W*(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][А-ЯЁа-яё-]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]?\.?)\W*$"
)
_INITIAL_LAST = re.compile(r"(?:^|[\s.])[А-ЯЁ]\.\s*$")
_MOST_SIGNATURES = 12


def chair(state: State, _: int, line: Line) -> None:
    """«Председательствовал: …»; below the decisions a signature."""
    if _listed_inside(state, line) or _below(state, line):
        return
    own, rest = _until_role(state, line.value)
    state.chair = state.chair or own
    _person(state, "chair", replace(line, value=own))
    if rest is not None:
        _led_inside(state, rest)
        if state.secretary is not None and rest.start <= state.secretary.start < rest.stop:
            state.roster.append(RosterLine("secretary", state.secretary))


def _until_role(state: State, span: Span) -> tuple[Span, Span | None]:
    """«К.Р. Дымов, секретарь – Зуева Т.П.»: the name up to the next role, and the rest."""
    for rule in rules("structure", "led_inside"):
        match = rule.regex.search(state.text, span.start, span.stop)
        if match and match.start() > span.start:
            stop = span.start + len(state.text[span.start : match.start()].rstrip(" ,;"))
            return Span(span.start, stop), Span(match.start(), span.stop)
    return span, None


def secretary(state: State, _: int, line: Line) -> None:
    """«Секретарь: …», «Протокол вела …», above or below."""
    if _listed_inside(state, line):
        return
    state.secretary = state.secretary or line.value
    if not _below(state, line):
        _person(state, "secretary", line)


def _listed_inside(state: State, line: Line) -> bool:
    """«Председатель комиссии: …» under «Создать комиссию в составе:» is part of the item."""
    if state.mode != "resolved" or state.block is None or not state.block.leads:
        return False
    state.block.line(line.span)
    return True


def _below(state: State, line: Line) -> bool:
    decided = bool(state.topics and state.topics[-1].resolutions)
    if state.mode not in {"resolved", "closing"} and not decided:
        return False
    state.close()
    state.mode = "closing"
    state.signatures.append(line.span)
    return True


def _person(state: State, role: AttendeeRole, line: Line) -> None:
    state.mode, state.role = "roster", role
    if line.value.of(state.text).strip():
        state.roster.append(RosterLine(role, line.value))


def present(state: State, _: int, line: Line) -> None:
    """«Присутствовали: …»; it may name who led and who wrote among the others."""
    _group(state, "present", line)
    if state.mode == "roster":
        _led_inside(state, line.value)


def absent(state: State, _: int, line: Line) -> None:
    """«Отсутствовали: …»."""
    _group(state, "absent", line)


def invited(state: State, _: int, line: Line) -> None:
    """«Приглашенные: …»."""
    _group(state, "invited", line)


def _group(state: State, role: AttendeeRole, line: Line) -> None:
    if state.mode == "resolved" and state.block is not None:
        state.block.line(line.span)
        return
    state.mode, state.role = "roster", role
    if line.value.of(state.text).strip():
        state.roster.append(RosterLine(role, line.value))


def _led_inside(state: State, span: Span) -> None:
    """«7 членов комиссии из 9, ведущий – Авдеев Л.Л., секретарь – Кий П.Н.»."""
    for rule, match in rules("structure", "led_inside").firsts(state.text, *span):
        named = Span(*match.span("value"))
        if rule.value["role"] == "chair":
            state.chair = state.chair or named
        else:
            state.secretary = state.secretary or named


def signs(words: str) -> bool:
    """Whether a line is a signature: an office that signs, or a bare name.

    >>> signs("Глава района К.Р. Дымов"), signs("Глава сообщил, что дороги готовы.")
    (True, False)
    """
    office = rules("structure", "signatures").opens(words)
    ends = words.rstrip().endswith((".", ";", ":")) and not _INITIAL_LAST.search(words)
    led = words.rstrip().endswith((":", ";", ","))
    return (office and not ends) or (not led and _SIGNED.match(words) is not None)


def sign(state: State, span: Span) -> None:
    """Takes a line below the decisions for a part of the signature."""
    state.close()
    state.mode = "closing"
    if len(state.signatures) < _MOST_SIGNATURES and not state.appendices:
        state.signatures.append(span)


def signed_by(text: str, signatures: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """Chair and secretary as they signed, where nothing above the decisions tells them."""
    found: dict[str, Span] = {}
    for at, span in enumerate(signatures):
        signed = rules("structure", "signed_roles").first(span.of(text))
        if signed:
            alone = not names_somebody(span.of(text)) and at + 1 < len(signatures)
            named = Span(span.start, signatures[at + 1].stop) if alone else span
            found.setdefault(str(signed[0].value["role"]), named)
    return found.get("chair"), found.get("secretary")


PEOPLE = {
    "chair": chair,
    "secretary": secretary,
    "present": present,
    "absent": absent,
    "invited": invited,
}
