"""Markdown: the header, a table of the decisions, the people and the organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from protocol_nlp.records import Decision, Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.rows import error_of, names_of
from protocol_nlp.writers.wording import KINDS, russian, when

__all__ = ["dumps", "title_of", "who"]

# What Markdown or the HTML inside it would act on (CommonMark 0.31, section 2.4).
_ACTIVE = re.compile(r"([\\`*_\[\]<>|~#&])")
_HEADS = ("Вопрос", "Пункт", "Поручение", "Исполнитель", "Срок", "Контроль")


def dumps(minutes: Minutes | Iterable[Minutes]) -> str:
    r"""One section a document.

    >>> from protocol_nlp.writers.rows import unreadable
    >>> print(dumps(unreadable("a_1.pdf", "no text")))
    # a\_1.pdf
    <BLANKLINE>
    > Ошибка: no text
    <BLANKLINE>
    """
    return "\n".join("\n".join(_section(document)) for document in printable_documents(minutes))


def title_of(minutes: Minutes) -> str:
    """What a document is called: kind, number and title, or the name of its file.

    >>> from protocol_nlp.records import Header, Source
    >>> title_of(Minutes(Source("a.txt", "", 0), Header(kind="протокол", number="7")))
    'Протокол № 7'
    """
    header = minutes.header
    first = [header.kind, f"№ {header.number}" if header.number else None, header.title]
    title = " ".join(part for part in first if part)
    return title[:1].upper() + title[1:] or minutes.source.id or "Документ"


def who(decision: Decision, names: dict[str, str]) -> list[str]:
    """The executors of a decision, each with role and representative in brackets."""
    several = len(decision.executors) > 1
    told = []
    for executor in decision.executors:
        mark = "свод" if executor.role == "responsible" and several else ""
        mark = "соисполнитель" if executor.role == "co_executor" else mark
        notes = [note for note in (names.get(executor.representative or ""), mark) if note]
        told.append(f"{executor.name} ({', '.join(notes)})" if notes else executor.name)
    return told


def _section(minutes: Minutes) -> Iterator[str]:
    yield f"# {_escaped(title_of(minutes))}"
    yield ""
    error = error_of(minutes)
    if error:
        yield f"> Ошибка: {_escaped(error)}"
        yield ""
        return
    yield from _facts(minutes)
    yield from _table(minutes)
    yield from _entities(minutes)


def _facts(minutes: Minutes) -> Iterator[str]:
    header, names = minutes.header, names_of(minutes)
    facts = {
        "Дата": russian(header.date),
        "Место": header.place,
        "Председатель": names.get(header.chair or ""),
        "Секретарь": names.get(header.secretary or ""),
    }
    for label, value in facts.items():
        if value:
            yield f"- **{label}:** {_escaped(value)}"
    yield ""


def _table(minutes: Minutes) -> Iterator[str]:
    if not minutes.decisions:
        yield "Решений в документе нет."
        yield ""
        return
    yield f"| {' | '.join(_HEADS)} |"
    yield "|" + " --- |" * len(_HEADS)
    names, items = names_of(minutes), {a.id: a.number for a in minutes.agenda}
    for decision in minutes.decisions:
        cells = (
            items.get(decision.agenda_item or "") or "",
            decision.number or "",
            decision.text or KINDS[decision.kind],
            "\n".join(who(decision, names)),
            when(decision.deadline),
            "\n".join(c.name for c in decision.controllers),
        )
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
    yield ""


def _entities(minutes: Minutes) -> Iterator[str]:
    for title, kind in (("Люди", "person"), ("Организации", "organization")):
        found = [e for e in minutes.entities if e.kind == kind]
        if found:
            yield f"## {title}"
            yield ""
        for entity in found:
            yield f"- {_escaped(', '.join((entity.name, *entity.positions[:1])))}"
        if found:
            yield ""


def _cell(words: str) -> str:
    lines = (_escaped(line) for line in words.splitlines())
    return "<br>".join(line for line in lines if line)


def _escaped(words: str) -> str:
    return _ACTIVE.sub(r"\\\1", " ".join(words.split()))
