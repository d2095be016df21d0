"""Who was there, and as what: names of the roster with the words around them.

Between two names stand words of the first, of the second, or of both.  A dash, a bracket
or a column behind a name binds what follows to it; a name that stands right behind words
takes them; where nothing tells, the first and the last words of the list do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from protocol_nlp.lexicon import rules
from protocol_nlp.linking.positions import BARE, Words, read_label, read_words
from protocol_nlp.linking.scene import Scene
from protocol_nlp.morphology import parses
from protocol_nlp.recognition import Found
from protocol_nlp.recognition.heads import body, position
from protocol_nlp.records import AttendeeRole
from protocol_nlp.structure.outline import RosterLine

__all__ = ["Entry", "entries"]

_CELL = re.compile(r"[|\t]")
_LETTERS = re.compile(r"[А-Яа-яЁёA-Za-z]{2}")
_SPACED = re.compile(r"^(?:[ \t]{2,}|[ \t]*[|\t])")
_DASHED = re.compile(r"^\s*[–—-]\s")
_BOUND = re.compile(r"(?:[–—-]\s*|\s{2,}|[|\t]\s*)$")
_NUMBER_LINE = re.compile(r"(?:^|\n)[ \t]*\d{1,3}[.)]?[ \t]*(?=\n|$)")
_ITEM = re.compile(r"(?:^|(?<=\n))[ \t]*(?:\d{1,3}[.)]|[•▪●*–—-])[ \t]+")
_GROUP = re.compile(r"(?:^|[\n;,.)(])([^\n;:]{2,160}):\s*$")
_LONGEST = 400  # characters between two names of one list
_STEM = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody of the roster."""

    found: Found
    role: AttendeeRole
    position: str | None


@dataclass(slots=True)
class _Open:
    """An entry while its words are being collected."""

    found: Found
    role: AttendeeRole
    label: str | None
    before: str = ""
    after: str = ""
    bracket: str = ""
    shared: str | None = None


def entries(
    scene: Scene, breaks: Sequence[int], lines: Sequence[RosterLine], title: str
) -> tuple[Entry, ...]:
    """Everybody whom the lines of the roster name, in order.

    ``breaks`` are the offsets of line breaks that were flattened; ``title`` tells whose
    chairman led.
    """
    opened = [e for block in _blocks(lines) for e in _read(scene, breaks, block)]
    led = {e.role for e in opened}
    return tuple(_closed(scene, e, led, title) for e in opened)


def _blocks(lines: Sequence[RosterLine]) -> Iterator[tuple[RosterLine, ...]]:
    """Lines that follow each other under one heading, taken together."""
    block: list[RosterLine] = []
    for line in lines:
        if block and (line.role, line.label) != (block[-1].role, block[-1].label):
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)


def _read(scene: Scene, breaks: Sequence[int], block: Sequence[RosterLine]) -> list[_Open]:
    start, stop = block[0].span.start, max(x.span.stop for x in block)
    text = _broken(scene.text, breaks, start, stop)
    people = list(_people(scene, text, start, stop))
    if not people:
        return []
    label = block[0].label
    position = read_label(label.of(scene.text)) if label else None
    opened = [_Open(f, block[0].role, position) for f in people]
    borders = [start, *(x for f in people for x in (f.start, f.stop)), stop]
    between = [
        text[a - start : b - start] for a, b in zip(borders[::2], borders[1::2], strict=True)
    ]
    _divide(opened, between)
    return opened


def _broken(text: str, breaks: Sequence[int], start: int, stop: int) -> str:
    """The words with the line breaks that they once had."""
    letters = list(text[start:stop])
    for at in breaks[bisect_left(breaks, start) : bisect_left(breaks, stop)]:
        letters[at - start] = "\n"
    return "".join(letters)


def _people(scene: Scene, text: str, start: int, stop: int) -> Iterator[Found]:
    """The people of the list, without those whom a bracket behind a name tells of."""
    last: Found | None = None
    for found in scene.within(start, stop):
        follows = text[found.stop - start : found.stop - start + 3].lstrip()
        if found.kind != "person" or follows.startswith(":"):
            continue  # «Горизонт-Монтаж: Котов Л.Д.» is where they are from
        if last is not None:
            between = text[last.stop - start : found.start - start]
            inside = between.lstrip().startswith("(") and ")" not in between
            if inside or found.start < last.stop:
                continue
        last = found
        yield found


def _divide(opened: list[_Open], between: Sequence[str]) -> None:
    """Gives the words between the names to the name before or the name after."""
    after = _come_after(between)
    shared: str | None = None
    for at, words in enumerate(between):
        one = opened[at - 1] if at else None
        other = opened[at] if at < len(opened) else None
        bracket, rest = _bracket(words) if one else ("", words)
        if one is not None:
            one.bracket = bracket
        rest, group = _group(rest) if other is not None else (rest, None)
        if group is not None:
            shared = None
            _regroup(opened[at:], group)
        mine, next_ = _split(rest, first=one is None, last=other is None, after=after)
        if one is not None:
            one.after = mine
        if other is not None:
            other.before = next_
            told = read_words(next_) if _LETTERS.search(next_) else None
            shared = (told.position if told.many else None) if told else shared
            other.shared = shared
            if mine and _LETTERS.search(mine):
                other.shared = shared = None if told is None else shared


def _come_after(between: Sequence[str]) -> bool:
    """Whether positions stand behind the names, by what stands first and last."""
    first = _LETTERS.search(_group(between[0])[0])
    rest = _bracket(between[-1])[1]
    return bool(_LETTERS.search(rest) and (not first or _DASHED.match(rest)))


def _bracket(words: str) -> tuple[str, str]:
    """A bracket right behind a name, and the rest."""
    stripped = words.lstrip(" \n")
    if not stripped.startswith("("):
        return "", words
    depth = 0
    for at, letter in enumerate(stripped[:_LONGEST]):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return stripped[1:at], stripped[at + 1 :]
    return "", words


def _group(words: str) -> tuple[str, str | None]:
    """What stands before a heading inside the list, and the heading: «от завода:»."""
    found = _GROUP.search(words[-_LONGEST:])
    if found is None:
        return words, None
    return words[: len(words) - len(words[-_LONGEST:]) + found.start(1)], found[1].strip()


def _regroup(opened: Sequence[_Open], group: str) -> None:
    """A heading inside the list is the position of those below it, or changes their part."""
    position = read_label(group)
    found = rules("roster", "groups").opening(group.lstrip(" –—-•"))
    for entry in opened:
        entry.label = position
        if found is not None:
            entry.role = found[0].value["role"]


def _split(words: str, *, first: bool, last: bool, after: bool) -> tuple[str, str]:
    """The words of the name before, and those of the name after."""
    if len(words) > _LONGEST:  # prose between two names: only what stands next to each
        words = f"{words[: _LONGEST // 2]}\n{words[-_LONGEST // 2 :]}"
    words = _NUMBER_LINE.sub("\n", words)
    if _CELL.search(words):
        return _cells(words, first=first)
    if first:
        return "", words
    if not _LETTERS.search(words):
        return "", ""
    if last:
        return (_tail(words), "") if after or not words.lstrip(" ").startswith("\n") else ("", "")
    if ";" in words:
        mine, _, next_ = words.partition(";")
        return mine, next_
    strong = bool(_DASHED.match(words) or _SPACED.match(words))
    bare = _ITEM.sub("", words) if "\n" in words else words
    bound = bool(bare.strip()) and not bare.rstrip(" \t").endswith(
        (",", "\n", ".", "|", "\t", " и")
    )
    bound = bound or bool(_BOUND.search(bare) and not bare.rstrip(" ").endswith(("\n", ",")))
    return _told(words, strong=strong, bound=bound, after=after)


def _cells(words: str, *, first: bool) -> tuple[str, str]:
    """Of a row of a table the cell behind the name, else the one before it."""
    behind, _, ahead = words.partition("\n")
    mine = "" if first else next((c for c in _CELL.split(behind) if _LETTERS.search(c)), "")
    own = words.rpartition("\n")[2] if first else ahead
    next_ = [c for c in _CELL.split(own) if _LETTERS.search(c)]
    return mine, "" if mine or not next_ else next_[-1]


def _told(words: str, *, strong: bool, bound: bool, after: bool) -> tuple[str, str]:
    """By how the words are tied to either name."""
    opens = words.lstrip(" ")[:1]
    if strong and bound:
        for border in ("\n", ", "):
            mine, found, next_ = words.rpartition(border)
            if found and _LETTERS.search(mine) and _LETTERS.search(next_):
                return mine, next_
        return words, ""
    if strong or (not bound and opens != "\n"):
        return words, ""
    if bound:
        return ("", words) if opens in {",", "\n", "."} or not after else (words, "")
    return (words, "") if after else ("", words)


def _tail(words: str) -> str:
    """The words behind the last name, up to the end of their sentence or list."""
    words = words.partition(";")[0]
    return re.split(r"(?<=[а-яё»)]{2})\.\s+(?=[А-ЯЁ])", words, maxsplit=1)[0]


def _closed(scene: Scene, entry: _Open, led: set[AttendeeRole], title: str) -> Entry:
    absent = entry.role == "absent"
    said = [
        read_words(words, absent=absent) if _tells(scene, words) else Words()
        for words in (entry.before, entry.after, entry.bracket)
    ]
    before, *behind = said
    if _is_surname(entry.before):
        before = Words()
    own = [w.position for w in behind if w.position and not w.many]
    if before.position and not _is_label(entry.before) and not (own and _is_rank(before)):
        own.insert(0, before.position)
    position = next(iter(own), None) or entry.shared or entry.label
    played = next((w for w in said if w.role is not None), None)
    role = _role(played, led, title) if played and entry.role == "present" else entry.role
    return Entry(entry.found, role, position)


def _is_label(words: str) -> bool:
    """«председатель –» before a name only tells the part."""
    bare = words.strip(" ,.\n\t–—:-").lower()
    return bare in BARE and words.rstrip().endswith(("–", "—", ":", "-"))


def _is_rank(words: Words) -> bool:
    """«проф.» before a name that a position follows."""
    return bool(words.position) and rules("roster", "ranks").opens(words.position or "")


def _is_surname(words: str) -> bool:
    """«ЯКОБИ» right before «Инна Карловна»: a part of the name that was not found."""
    bare = words.strip(" \n\t")
    return bare.isalpha() and bare[:1].isupper() and not position(bare.lower())


def _tells(scene: Scene, words: str) -> bool:
    """Whether there are words, and more than a body: «(администрация города)» is no position."""
    if not _LETTERS.search(words) or len(words) > _LONGEST:
        return False
    bare = " ".join(words.strip(" ()–—-,;.\n\t|").split())
    if " " not in bare:
        return True
    if _names_body(bare):
        return "," in bare
    return bare not in scene.bodies


def _names_body(words: str) -> bool:
    """«управляющая компания «Уют»»: a body by its first noun."""
    first, _, rest = words.partition(" ")
    second = re.split(r"[\s«,]", rest, maxsplit=1)[0]
    adjective = any(p.part_of_speech in {"ADJF", "PRTF"} for p in parses(first.lower()))
    head = second if adjective else first
    return any(f.case == "nomn" for f in body(head.lower())) and not position(head.lower())


def _role(played: Words, led: set[AttendeeRole], title: str) -> AttendeeRole:
    """Who is chairman of the body that met led it, where no line names another."""
    if played.role is None or played.role in led:
        return "present"
    if not played.body:
        return played.role
    stems = {w[:_STEM].lower() for w in re.findall(r"[А-Яа-яЁё-]{4,}", title)}
    first = re.search(r"[А-Яа-яЁё-]{4,}", played.body)
    return played.role if first and first[0][:_STEM].lower() in stems else "present"
