"""Lines that tell who led, who wrote, who was there, who was not; the same words sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from protocol_nlp.lexicon import rules
from protocol_nlp.records import AttendeeRole, Span
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.lines import Line
from protocol_nlp.structure.names import ends_in_initial, names_somebody
from protocol_nlp.structure.outline import RosterLine
from protocol_nlp.structure.state import State

__all__ = [
    "PEOPLE",
    "enlist",
    "is_name",
    "lists",
    "lists_item",
    "lists_people",
    "sign",
    "signed_by",
    "signs",
]

_SIGNED = re.compile(
    r"^\W*(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][А-ЯЁа-яё-]+|[А-ЯЁ][а-яё-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]?\.?)\W*$"
)
_NAMED = (
    r"(?:(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][А-ЯЁа-яё-]+|[А-ЯЁ][А-ЯЁа-яё-]+\s+[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?"
    r"|[А-ЯЁ][А-ЯЁа-яё-]+\s+[А-ЯЁ][а-яё]+(?:\s+[А-ЯЁ][а-яё]+)?)"
)
_WHOLE_NAME = re.compile(
    r"[А-ЯЁ][А-ЯЁа-яё-]+\s[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?|(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][А-ЯЁа-яё-]+"
    r"|[А-ЯЁ][а-яё-]+\s[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(?:вич|ьич|вна|чна)"
)
_ENTRY = re.compile(
    rf"^\W*{_NAMED}(?=\s*$|\s*[,;(|\t–—-]|\s{{2,}})|(?:[–—|\t-]\s*|\s{{2,}}|[а-яё»)]\s){_NAMED}\W*$"
)
_BEGINS = re.compile(rf"^\W*{_NAMED}(?=\s*$|\s*[,;(|\t–—-](?!\s?об?\s)|\s{{2,}})")
_FULL_NAME = re.compile(
    r"(?:^|[\n;,|\t–—-]|\s{2,})\s*[А-ЯЁ][А-ЯЁа-яё-]+\s[А-ЯЁ][а-яё]+(?:\s[А-ЯЁ][а-яё]+)?\s*(?=$|[\n;,(|\t–—-]|\s{2,})"
    r"|^\W*[А-ЯЁ][а-яё-]+\s[А-ЯЁ][а-яё]+\s[а-яё]"  # «Хан Артур капитан»
)
_SOMEBODY = re.compile(
    r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][А-ЯЁа-яё-]+|[А-ЯЁ][А-ЯЁа-яё-]+\s+[А-ЯЁ]\.|[А-ЯЁ][а-яё]+(?:вич|вна|чна)\b"
    r"|(?:^\W*|[,:;–—]\s*)[А-ЯЁ][а-яё]+(?:[оеё]ва?|ина?|ск(?:ий|ая)|енко|ян|дзе|[уюц]к|ич|[иы]х)\s*(?=$|[,;(–—])"
)
_NEAR = 800  # characters of a line in which it names somebody of the roster
_HEADING_LONGEST = 120
_PROSE = 200  # a longer line that names nobody is no position
_SIGNED_LONGEST = 400
_MOST_SIGNATURES = 12


def chair(state: State, at: int, line: Line) -> None:
    """«Председательствовал: …»; below the decisions a signature."""
    if _wrapped(state, line) and lists(state, at, line):
        return
    if _listed_inside(state, line) or _below(state, line):
        return
    own, rest = _until_role(state, line.value)
    _part(state, "chair", replace(line, value=own))
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


def secretary(state: State, at: int, line: Line) -> None:
    """«Секретарь: …», «Протокол вела …», above or below."""
    if (_wrapped(state, line) and lists(state, at, line)) or _listed_inside(state, line):
        return
    if _below(state, line):
        if line.value.of(state.text).strip(" _:–—-"):
            state.secretary = state.secretary or line.value
    else:
        _part(state, "secretary", line)


def _wrapped(state: State, line: Line) -> bool:
    """«…, заместитель главы,⏎председатель комиссии»: the end of a position in the roster."""
    words = line.words(state.text)
    return state.mode == "roster" and words[:1].islower() and not line.value.of(state.text).strip()


def _listed_inside(state: State, line: Line) -> bool:
    """«Председатель комиссии: …» under «Создать комиссию в составе:» is part of the item."""
    if state.mode != "resolved" or state.block is None or not state.block.leads:
        return False
    state.block.line(line.span)
    return True


def _below(state: State, line: Line) -> bool:
    decided = bool(state.topics and state.topics[-1].resolutions) or any(
        is_act(state.lines[at].words(state.text)) for at in state.free
    )
    if state.mode not in {"resolved", "closing"} and not decided:
        return False
    state.close()
    state.mode = "closing"
    state.signatures.append(line.span)
    return True


def _part(state: State, role: AttendeeRole, line: Line) -> None:
    """Opens a part of the roster with what stands on its first line."""
    state.mode, state.role = "roster", role
    state.label, state.named = Span(line.span.start, line.value.start), False
    enlist(state, line.value)


def enlist(state: State, span: Span) -> None:
    """Takes a stretch into the part of the roster that is being read."""
    words = span.of(state.text)
    if not words.strip(" .:;–—-_"):
        return
    state.roster.append(RosterLine(state.role, span, state.label))
    if not lists_people(words):
        return
    state.named = True
    if state.role == "chair":
        state.chair = state.chair or span
    elif state.role == "secretary":
        state.secretary = state.secretary or span


def lists_people(words: str) -> bool:
    """Whether a line of a roster names somebody, also without initials.

    >>> lists_people("Хан Артур – капитан"), lists_people("Главный механик завода")
    (True, False)
    """
    words = words[:_NEAR]
    return _SOMEBODY.search(words) is not None or _FULL_NAME.search(words) is not None


def is_name(words: str) -> bool:
    """Whether words are one name with initials or a full one and nothing else.

    >>> is_name("Зуева Т.П."), is_name("Главный инженер")
    (True, False)
    """
    return _WHOLE_NAME.fullmatch(words.strip()) is not None


def present(state: State, _: int, line: Line) -> None:
    """«Присутствовали: …»; it may name who led and who wrote among the others."""
    _group(state, "present", line)
    if state.mode == "roster":
        _led_inside(state, line.value)


def absent(state: State, _: int, line: Line) -> None:
    """«Отсутствовали: …»."""
    _group(state, "absent", line)
    if state.mode == "roster" and line.value.of(state.text)[:1].isupper():
        state.named = True  # «Не было - Гулиа»: whoever it was


def invited(state: State, _: int, line: Line) -> None:
    """«Приглашенные: …»."""
    _group(state, "invited", line)


def _group(state: State, role: AttendeeRole, line: Line) -> None:
    signed = signs(line.words(state.text)) and lists_people(line.words(state.text))
    if state.mode == "closing" or (state.deciding is not None and signed):
        sign(state, line.span)  # «Члены комиссии:    Е.К. Котов»
        return
    if state.mode == "resolved" and state.block is not None:
        state.block.line(line.span)
        return
    _part(state, role, line)


def lists(state: State, at: int, line: Line) -> bool:
    """Takes a line without a keyword into the roster, if it goes on there."""
    words = line.span.of(state.text)
    if state.mode != "roster":
        return False
    if not _goes_on(state, at, words):
        state.mode = "roster" if state.following[at] == "next" else "head"
        return False
    if state.role in {"chair", "secretary"} and state.named and lists_people(words):
        state.role, state.label = "present", None
    enlist(state, line.span)
    return True


def lists_item(state: State, rest: Span) -> bool:
    """Takes a numbered line into the roster, if it is no heading of what comes next."""
    words = rest.of(state.text)
    if state.mode != "roster" or rules("structure", "about").finds(words):
        return False
    if words.strip() and not (_BEGINS.match(words) or (_is_entry(words) and not state.blank)):
        return False
    enlist(state, rest)
    return True


def _goes_on(state: State, at: int, words: str) -> bool:
    if rules("structure", "roster_ends").opens(words):
        return False
    names = lists_people(words)
    if names and (not state.blank or _is_entry(words)):
        return True
    below = state.after(at)
    follows = (
        below is not None and below.kind in {"text", "row"} and _is_entry(below.words(state.text))
    )
    filled = bool(state.roster) and state.roster[-1].label == state.label
    if state.following[at] == "next" and not names and not words[:1].islower():
        return False
    if state.blank and filled:
        return follows and len(words) < _HEADING_LONGEST
    return len(words) < _PROSE or follows


def _is_entry(words: str) -> bool:
    """A line that begins or ends with a name, or has one behind a dash or before a bracket."""
    return len(words) <= _NEAR and _ENTRY.search(words) is not None


def _led_inside(state: State, span: Span) -> None:
    """«7 членов комиссии из 9, ведущий – Авдеев Л.Л., секретарь – Кий П.Н.»."""
    for rule, match in rules("structure", "led_inside").firsts(state.text, *span):
        named = Span(*match.span("value"))
        if rule.value["role"] == "chair":
            state.chair = state.chair or named
        else:
            state.secretary = state.secretary or named


def signs(words: str, *, in_table: bool = False) -> bool:
    """Whether a line is a signature: an office that signs, a name behind a gap, a bare name.

    Among rows of a table (``in_table``) only an office does.

    >>> signs("Глава района К.Р. Дымов"), signs("Глава сообщил, что дороги готовы.")
    (True, False)
    """
    if len(words) > _SIGNED_LONGEST:
        return False
    office = rules("structure", "signatures").opens(words)
    ends = words.rstrip().endswith((".", ";", ":")) and not ends_in_initial(words)
    if (office and not ends) or in_table:
        return office and not ends
    led = words.rstrip().endswith((":", ";", ","))
    shaped = _SIGNED.match(words) or rules("structure", "signature_shapes").opens(words)
    return not led and bool(shaped)


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
