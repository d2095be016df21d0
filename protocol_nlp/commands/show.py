"""``protocol-nlp show`` and ``explain``: for a person to read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import protocol_nlp
from protocol_nlp.commands import redacting
from protocol_nlp.commands.command import Command
from protocol_nlp.commands.days import iso_day
from protocol_nlp.commands.inputs import text_of
from protocol_nlp.records import Deadline, Decision, Header, Minutes

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["EXPLAIN", "SHOW"]

_KIND = {
    "permanent": "постоянно",
    "urgency": "срочно",
    "recurrent": "периодически",
    "event": "по событию",
    "reference": "по ссылке",
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file of any supported format, or -")
    parser.add_argument(
        "--date", type=iso_day, metavar="DAY", help="the document's day where it tells none"
    )
    parser.add_argument(
        "--width", type=int, default=None, help="columns, the terminal's if not given"
    )
    redacting.arguments(parser)


def _show(args: argparse.Namespace) -> int:
    minutes = _read(args)
    console = _console(args.width)
    if heading := _heading(minutes.header, minutes):
        console.print(heading, markup=False)
    _decisions(console, minutes)
    _entities(console, minutes)
    for caution in minutes.warnings:
        console.print(f"! {caution.message}", markup=False)
    return 0


def _console(width: int | None) -> Console:
    from rich.console import Console as Rich  # noqa: PLC0415 - only who looks needs it

    class Plain(Rich):
        def on_broken_pipe(self) -> None:
            """A reader that has enough is no error: the command line knows what to do."""
            raise BrokenPipeError

    return Plain(width=width, highlight=False, soft_wrap=False)


def _read(args: argparse.Namespace) -> Minutes:
    minutes = protocol_nlp.extract(text_of(args.file), id=args.file, date=args.date)
    return redacting.redacted(minutes, args)


def _heading(header: Header, minutes: Minutes) -> str:
    names = {e.id: e.name for e in minutes.entities}
    first = [header.kind and header.kind.upper(), header.number and f"№ {header.number}"]
    first += [header.date, header.place]
    rows = [" · ".join(part for part in first if part), header.title or ""]
    for label, id_ in (("Председатель", header.chair), ("Секретарь", header.secretary)):
        rows.append(f"{label}: {names[id_]}" if id_ in names else "")
    return "\n".join(row for row in rows if row)


def _decisions(console: Console, minutes: Minutes) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    if not minutes.decisions:
        console.print("Решений в документе нет.")
        return
    table = Table(box=box.SQUARE, expand=True, show_lines=True)
    table.add_column("№", no_wrap=True)
    table.add_column("Поручение", ratio=5)
    table.add_column("Исполнитель", ratio=4)
    table.add_column("Срок", ratio=2, min_width=10)
    names = {e.id: e.name for e in minutes.entities}
    agenda = {a.id: a.number for a in minutes.agenda}
    for d in minutes.decisions:
        row = (_number(d, agenda), d.text, _who(d, names), _when(d.deadline))
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _number(decision: Decision, agenda: dict[str, str | None]) -> str:
    item = agenda.get(decision.agenda_item or "")
    return f"{item}: {decision.number or '–'}" if item else decision.number or "–"


def _who(decision: Decision, names: dict[str, str]) -> str:
    rows = []
    for e in decision.executors:
        person = f" ({names[e.representative]})" if e.representative in names else ""
        rows.append(f"{'' if e.role == 'responsible' else '+ '}{e.name}{person}")
    return "\n".join(rows) or "–"


def _when(deadline: Deadline | None) -> str:
    if deadline is None:
        return "–"
    told = [_KIND.get(p.kind, "") if not p.due else p.due for p in deadline.parts]
    days = ", ".join(dict.fromkeys(t for t in told if t))
    plain = len(deadline.parts) == 1 and (deadline.due or deadline.parts[0].kind == "permanent")
    words = " ".join(deadline.text.split())
    return days if plain else f"{days}\n{words}".strip()


def _entities(console: Console, minutes: Minutes) -> None:
    for title, kind in (("Люди", "person"), ("Организации", "organization")):
        rows = [e for e in minutes.entities if e.kind == kind]
        if rows:
            console.print(f"\n{title}")
        for e in rows:
            position = f", {e.positions[0]}" if e.positions else ""
            console.print(f"  {e.name}{position}", markup=False)


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    _arguments(parser)
    parser.add_argument("--decision", metavar="N", help="only the decisions with that number")


def _explain(args: argparse.Namespace) -> int:
    minutes = _read(args)
    for d in minutes.decisions:
        if args.decision is None or args.decision in {d.number, d.id}:
            print(f"{d.number or d.id}. {d.text}")
            for e in d.evidence:
                words = " ".join(e.span.of(minutes.text).split())
                print(f"    {e.note or e.rule}: «{words[:120]}»  [{e.rule}]")
    return 0


SHOW = Command("show", "Who must do what by when, as a table.", _arguments, _show)
EXPLAIN = Command("explain", "Why we think so, sentence by sentence.", _explain_arguments, _explain)
