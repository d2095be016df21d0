"""The baseline: what a competent user would otherwise write in an afternoon.

natasha's tagger (slovnet with navec) for names, pymorphy3 for their normal forms, and
regular expressions for numbers, «Срок» and dates.  It prints the JSON of the contract, so
that the same command measures it:

    python benchmarks/baseline.py corpus > /tmp/baseline.jsonl
    protocol-nlp evaluate corpus --pred /tmp/baseline.jsonl

It is meant to be fair: the numbering is nested, a lead gives its executors to what is
under it, «Отв.» and the dative are read, surnames are inflected by gender, organisations up
to their head noun, and every common way of writing a date is read.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from baseline_names import Found, names, roles

from protocol_nlp import codec
from protocol_nlp.records import (
    Deadline,
    DeadlinePart,
    Decision,
    Entity,
    EntityKind,
    Executor,
    Gender,
    Header,
    Mention,
    Minutes,
    Relation,
    Source,
    Span,
)

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
MONTH = {name: number for number, name in enumerate(MONTHS.split(), 1)}

DATE = re.compile(
    rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}})|(\d{{1,2}})\s+({'|'.join(MONTH)})(?:\s+(\d{{4}}))?"
)
PLACE = re.compile(r"^г\.\s*([А-ЯЁ][\w-]+)", re.MULTILINE)
NUMBER = re.compile(r"№\s*([\w/-]+)")
START = re.compile(
    r"^\s*(?:РЕШИЛИ|РЕШИЛ|ПОСТАНОВИЛИ|ПОРУЧИТЬ|ПРИКАЗЫВАЮ|ОБЯЗЫВАЮ)\b.*$", re.MULTILINE
)
STOP = re.compile(
    r"^\s*(?:СЛУШАЛИ|ВЫСТУПИЛИ|ПОВЕСТКА|Голосовали|Председател|Секретар|Губернатор|"
    r"Заключительное слово|\d+\.\s+Об?\s|Директор\b|Министр\b)",
    re.MULTILINE,
)
ITEM = re.compile(r"^[ \t]*(\d{1,3}(?:\.\d{1,3}){0,4}|[а-я])(?:\.|\))[ \t]+(?=\S)", re.MULTILINE)
DUE_LINE = re.compile(
    r"\(?\bСрок(?:\s+исполнения)?\s*[:–—-]\s*([^\n;)]+?)\.?(?:[\n;)]|$)", re.IGNORECASE
)
ANSWERS = re.compile(r"\(?\b(?:Отв\.|Ответственн\w+|Исполнител\w+)\s*[:–—-]?\s*([^\n;)]+)\)?")
UNTIL = re.compile(rf"(?:до|не позднее|к)\s+(?:{DATE.pattern})(?:\s*(?:года|г\.))?")
CONTROL = re.compile(r"^\s*Контроль\b")
NOTE = re.compile(r"принять к сведению", re.IGNORECASE)
APPROVE = re.compile(r"^\s*(?:утвердить|согласовать|одобрить)", re.IGNORECASE)
RECOMMEND = re.compile(r"рекоменд", re.IGNORECASE)
JOINTLY = re.compile(r"совместно с|с участием")
EVERY = {"ежемесячно": ("P1M", "FREQ=MONTHLY"), "ежегодно": ("P1Y", "FREQ=YEARLY")}
EVERY |= {"ежеквартально": ("P3M", "FREQ=MONTHLY;INTERVAL=3")}
EVERY |= {"еженедельно": ("P1W", "FREQ=WEEKLY"), "ежедневно": ("P1D", "FREQ=DAILY")}
NEAR = 40  # characters from the first executor to another of the same list
FULL_STOP = " \n\t;"


def day(match: re.Match[str], base: date | None) -> date | None:
    """The day that a match of :data:`DATE` names; without a year the next one."""
    numeric, worded = match.group(1, 2, 3), match.group(4, 5, 6)
    try:
        if numeric[0]:
            return date(int(numeric[2]), int(numeric[1]), int(numeric[0]))
        if worded[2] or base:
            year = int(worded[2]) if worded[2] else base.year if base else 0
            told = date(year, MONTH[worded[1]], int(worded[0]))
            late = not worded[2] and base and told < base
            return told.replace(year=year + 1) if late else told
    except ValueError:
        return None
    return None


def deadline(words: str, span: Span, base: date | None) -> Deadline | None:
    """What a phrase says of the time, or nothing."""
    lower = words.lower()
    parts = []
    for match in DATE.finditer(words):
        told = day(match, base)
        if told:
            iso = told.isoformat()
            relation: Relation | None = "by" if "до" in lower or "позднее" in lower else None
            parts.append(
                DeadlinePart("execution", "absolute", "DATE", iso, None, relation, due=iso)
            )
    if "постоянно" in lower:
        start = base.isoformat() if base else None
        value = f"{start}/.." if start else None
        parts.append(DeadlinePart("execution", "permanent", None, value, None, "from", start))
    for word, (value, rule) in EVERY.items():
        if word in lower:
            parts.append(
                DeadlinePart("execution", "recurrent", "SET", value, None, "every", rrule=rule)
            )
    if "незамедлительно" in lower:
        due = base.isoformat() if base else None
        parts.append(DeadlinePart("execution", "urgency", "DURATION", "P0D", due=due))
    if not parts:
        return None
    return Deadline(words, span, False, next((p.due for p in parts if p.due), None), tuple(parts))  # noqa: FBT003


@dataclass(frozen=True)
class Item:
    """A numbered piece of the text, or a paragraph without a number."""

    number: str | None
    start: int
    stop: int


def blocks(text: str) -> Iterator[Span]:
    """From each «РЕШИЛИ» to the next «СЛУШАЛИ» or signature; the whole where there is none."""
    starts = list(START.finditer(text))
    if not starts:
        yield Span(0, len(text))
    for match, following in zip_longest(starts, starts[1:]):
        end = STOP.search(text, match.end())
        limit = following.start() if following else len(text)
        yield Span(match.end(), min(limit, end.start() if end else len(text)))


def items(text: str, block: Span) -> list[Item]:
    """The numbered items of a block, or its paragraphs where it has no numbers."""
    marks = list(ITEM.finditer(text, block.start, block.stop))
    ends = [mark.start() for mark in marks[1:]] + [block.stop]
    if marks:
        return [Item(m.group(1), m.end(), end) for m, end in zip(marks, ends, strict=True)]
    lines = re.finditer(r"[^\n]+", text[block.start : block.stop])
    return [
        Item(None, block.start + m.start(), block.start + m.end())
        for m in lines
        if m.group().strip()
    ]


def executors(text: str, item: Item, found: list[Found], *, inherited: bool) -> list[Executor]:
    """Names after «Отв.», else names in the dative at the head of the item."""
    named = ANSWERS.search(text, item.start, item.stop)
    if named:
        chosen = [f for f in found if named.start() <= f.span.start < named.end()]
    else:
        inside = [f for f in found if item.start <= f.span.start < item.stop and f.dative]
        inside = inside or roles(text, item.start, item.stop)
        chosen = inside[:1] + [f for f in inside[1:] if f.span.start - inside[0].span.stop < NEAR]
    bracketed = [f for f in chosen if f.kind == "person" and text[f.span.start - 1] == "("]
    heads = [f for f in chosen if f not in bracketed] or bracketed
    joint = JOINTLY.search(text, item.start, item.stop)
    return [
        Executor(
            entity=f.normal,
            name=f.normal,
            role="co_executor" if n or (joint and f.span.start > joint.start()) else "responsible",
            representative=_bracketed(text, f, found) if f.kind == "organization" else None,
            inherited=inherited,
            span=f.span,
        )
        for n, f in enumerate(heads)
    ]


def _bracketed(text: str, body: Found, found: list[Found]) -> str | None:
    for other in found:
        if other.kind == "person" and text[body.span.stop : other.span.start] == " (":
            return other.normal
    return None


def leads(all_items: list[Item], item: Item) -> list[Item]:
    """The items above one, by the numbers: 2 above 2.1, and a number above its letters."""
    before = all_items[: all_items.index(item)]
    if item.number is None:
        return []
    if item.number.isalpha():
        return [next((b for b in reversed(before) if b.number and b.number[0].isdigit()), item)]
    return [b for b in before if b.number and item.number.startswith(b.number + ".")]


def decision(
    text: str, item: Item, above: list[Item], found: list[Found], base: date | None
) -> Decision:
    """One leaf, with what it has itself or inherits from the items above it."""
    due = DUE_LINE.search(text, item.start, item.stop)
    stops = [m.start() for m in (due, ANSWERS.search(text, item.start, item.stop)) if m]
    words = text[item.start : min([item.stop, *stops])].rstrip(FULL_STOP)
    own = executors(text, item, found, inherited=False)
    given = next(
        (e for lead in reversed(above) if (e := executors(text, lead, found, inherited=True))), []
    )
    until = UNTIL.search(words)
    when = deadline(due.group(1).strip(), Span(*due.span(1)), base) if due else None
    if not due and until:
        start = item.start + until.start()
        when = deadline(until.group(), Span(start, start + len(until.group())), base)
    lead = text[above[-1].start : above[-1].stop].strip() if above else None
    note = NOTE.search(words) is not None
    return Decision(
        id="",
        number=item.number,
        path=(*(a.number or "" for a in above), item.number or ""),
        agenda_item=None,
        span=Span(item.start, item.start + len(words)),
        text=words,
        lead=lead,
        kind="note" if note else "approval" if APPROVE.match(words) else "assignment",
        modality="recommendation" if RECOMMEND.search(f"{lead or ''} {words}") else "order",
        executors=() if note else tuple(own or given),
        deadline=when,
        confidence=0.5,
    )


def decisions(text: str, found: list[Found], base: date | None) -> list[Decision]:
    """All leaves of all blocks."""
    made = []
    for block in blocks(text):
        all_items = items(text, block)
        parents = {lead for item in all_items for lead in leads(all_items, item)}
        for item in all_items:
            words = text[item.start : item.stop]
            if item in parents or CONTROL.match(words) or (not item.number and _a_line_only(words)):
                continue
            made.append(decision(text, item, leads(all_items, item), found, base))
    return [replace(d, id=f"d{n}") for n, d in enumerate(made, 1)]


def _a_line_only(words: str) -> bool:
    return bool(DUE_LINE.match(words) or ANSWERS.match(words)) or len(words.split()) < 3  # noqa: PLR2004


def header(text: str, found: list[Found]) -> Header:
    """Kind, number, date and place from the first lines; the chair from the line that says so."""
    top = text[:1500]
    when, place, number = DATE.search(top), PLACE.search(top), NUMBER.search(top[:300])
    told = day(when, None) if when else None
    kind = re.search(r"\b(протокол|приказ|распоряжение|перечень поручений|выписка)\b", top.lower())
    chaired = re.search(r"Председател\w+[^\n]*", text)
    people = [f for f in found if f.kind == "person"]
    chair = next(
        (f for f in people if chaired and chaired.start() <= f.span.start < chaired.end()), None
    )
    return Header(
        kind=kind.group(1) if kind else None,
        number=number.group(1) if number else None,
        date=told.isoformat() if told else None,
        place=place.group(1) if place else None,
        chair=chair.normal if chair else None,
        signers=(people[-1].normal,) if people else (),
    )


def read(name: str, text: str) -> Minutes:
    """A document to minutes."""
    found = names(text)
    head = header(text, found)
    base = date.fromisoformat(head.date) if head.date else None
    made = decisions(text, found, base)
    kinds: dict[str, tuple[EntityKind, Gender | None]] = {
        e.name: ("role", None) for d in made for e in d.executors
    }
    kinds |= {f.normal: (f.kind, f.gender) for f in reversed(found)}
    ids = {normal: f"e{n}" for n, normal in enumerate(kinds, 1)}
    mentions = tuple(
        Mention(f"m{n}", ids[f.normal], f.kind, f.text, f.span, None, f.normal, f.gender)
        for n, f in enumerate(found, 1)
    )
    entities = tuple(
        Entity(ids[name], kind, name, gender, mentions=_of(mentions, ids[name]))
        for name, (kind, gender) in kinds.items()
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Minutes(
        source=Source(name, digest, len(text)),
        header=replace(
            head, chair=ids.get(head.chair or ""), signers=tuple(ids[s] for s in head.signers)
        ),
        decisions=tuple(_with_ids(d, ids) for d in made),
        entities=entities,
        mentions=mentions,
        text=text,
    )


def _of(mentions: Iterable[Mention], entity: str) -> tuple[str, ...]:
    return tuple(m.id for m in mentions if m.entity == entity)


def _with_ids(made: Decision, ids: dict[str, str]) -> Decision:
    def known(executor: Executor) -> Executor:
        named = ids.get(executor.representative or "")
        return replace(executor, entity=ids[executor.entity], representative=named)

    return replace(made, executors=tuple(map(known, made.executors)))


def main() -> int:
    """Read every ``.txt`` under the paths and print a JSON object a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="text files, or folders of them")
    for path in parser.parse_args().paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*.txt")):
            name = file.with_suffix("").as_posix()
            sys.stdout.write(codec.dumps(read(name, file.read_bytes().decode("utf-8"))) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
