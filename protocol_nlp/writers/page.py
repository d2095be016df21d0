"""HTML: one page that needs nothing else, the document on the left, its decisions beside it.

The page is whole without its script, which adds light, filter, keys, theme and language; its
Content-Security-Policy forbids every request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from protocol_nlp.records import Decision, Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.markdown import title_of
from protocol_nlp.writers.marked_text import marked_text
from protocol_nlp.writers.rows import error_of, names_of
from protocol_nlp.writers.wording import KINDS, MODALITIES, ROLES, day, russian, when

__all__ = ["dumps", "frame"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_KEYS = (
    ("j / k — следующее и предыдущее решение, Enter — показать в тексте, Esc — снять выделение"),
    ("j / k — next and previous decision, Enter — show in the text, Esc — clear"),
)
_HINT = 120  # characters of a decision that a link on the timeline tells
_ON_A_LINE = 8  # days that fit beside each other; more become a list
_ENGLISH = {
    "поручение": "assignment",
    "принято к сведению": "noted",
    "утверждение": "approval",
    "назначение": "appointment",
    "решение": "decision",
    "обязательно": "order",
    "рекомендация": "recommendation",
    "просьба": "request",
    "ответственный": "responsible",
    "соисполнитель": "co-executor",
}
_LEGEND = (
    ("person", "люди", "people"),
    ("organization", "организации", "organisations"),
    ("role", "должности", "roles"),
    ("group", "группы", "groups"),
    ("deadline", "сроки", "deadlines"),
)


def dumps(minutes: Minutes | Iterable[Minutes]) -> str:
    """The page of one document.

    Raises ValueError for any other number of documents: a page shows one.
    """
    (document,) = printable_documents(minutes)
    title = escape(title_of(document))
    return (
        '<!doctype html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_asset('page.css')}</style>\n</head>\n<body>\n"
        f"{''.join(_body(document, title))}"
        f"<script>\n{_asset('page.js')}</script>\n</body>\n</html>\n"
    )


def frame(minutes: Minutes, *, height: int = 640) -> str:
    """The page in a frame of ``height`` pixels, for a notebook: its styles touch nothing else.

    >>> from protocol_nlp.records import Header, Source
    >>> frame(Minutes(Source("a", "", 0), Header()))[:24]
    '<iframe sandbox="allow-s'
    """
    return (
        f'<iframe sandbox="allow-scripts allow-modals" width="100%" height="{height}" '
        f'style="border:0" srcdoc="{escape(dumps(minutes))}"></iframe>'
    )


@cache
def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _said(ru: str, en: str, tag: str = "span", attributes: str = "") -> str:
    """Words of the page in both languages; the script shows the other on demand."""
    return f'<{tag}{attributes} data-en="{escape(en)}">{escape(ru)}</{tag}>'


def _term(ru: str) -> str:
    return _said(ru, _ENGLISH.get(ru, ru))


def _body(minutes: Minutes, title: str) -> Iterator[str]:
    header = minutes.header
    name = escape(minutes.source.id)
    facts = (
        header.date and russian(header.date),
        escape(header.place or ""),
        name if name != title else None,
    )
    yield _said("К решениям", "To the decisions", "a", ' class="skip" href="#decisions"')
    yield f"<header><h1>{title}</h1><p>{' · '.join(f for f in facts if f)}</p>"
    yield '<div class="tools">'
    yield _filter(minutes)
    yield '<button type="button" id="language" lang="en" aria-label="English">EN</button>'
    yield _said("Тёмная / светлая", "Dark / light", "button", ' type="button" id="theme"')
    yield _said("Печать", "Print", "button", ' type="button" id="print"')
    yield "</div></header>\n"
    error = error_of(minutes)
    if error:
        yield f'<p role="alert">{escape(error)}</p>'
    yield from _timeline(minutes)
    yield '<main><section id="document" tabindex="-1" aria-labelledby="document-head">'
    yield _said("Документ", "Document", "h2", ' id="document-head"')
    yield f'<p class="legend">{"".join(_legend())}</p>'
    yield f'<div class="text" lang="ru">{marked_text(minutes)}</div></section>\n'
    yield '<section id="decisions" tabindex="-1" aria-labelledby="decisions-head">'
    yield _said("Решения", "Decisions", "h2", ' id="decisions-head"')
    yield f'<p id="count" role="status" aria-live="polite">{len(minutes.decisions)}</p>'
    yield "".join(_card(minutes, decision) for decision in minutes.decisions)
    yield f"{_said(*_KEYS, 'p', ' class=keys')}</section></main>\n"


def _legend() -> Iterator[str]:
    for kind, ru, en in _LEGEND:
        yield f"{_said(ru, en, 'mark', f' class={kind}')} "


def _filter(minutes: Minutes) -> str:
    """The executors by name, with how many decisions each has."""
    tasks: dict[str, set[str]] = {}
    for decision in minutes.decisions:
        for executor in decision.executors:
            tasks.setdefault(executor.entity, set()).add(decision.id)
    names = names_of(minutes)
    options = "".join(
        f'<option value="{escape(id_)}">{escape(names.get(id_, id_))} ({len(found)})</option>'
        for id_, found in sorted(tasks.items(), key=lambda t: names.get(t[0], ""))
    )
    everybody = _said("все", "everybody", "option", ' value=""')
    label = _said("Исполнитель", "Executor")
    return f'<label>{label} <select id="executor">{everybody}{options}</select></label>'


def _timeline(minutes: Minutes) -> Iterator[str]:
    """The days on a line, in proportion, with links to the decisions."""
    dated: dict[date, list[Decision]] = {}
    for decision in minutes.decisions:
        due = day(decision.deadline.due) if decision.deadline else None
        if due:
            dated.setdefault(due, []).append(decision)
    if not dated:
        return
    first, last = min(dated), max(dated)
    length = (last - first).days or 1
    shape = "timeline" if len(dated) <= _ON_A_LINE else "timeline many"
    yield f'<nav class="{shape}" aria-labelledby="timeline-head">'
    yield _said("Сроки", "Deadlines", "h2", ' id="timeline-head"')
    yield f'<ol data-first="{first}" data-last="{last}">'
    for due in sorted(dated):
        share = 100 * (due - first).days / length
        yield f'<li style="--at:{share:.1f}"><time datetime="{due}">{russian(str(due))}</time> '
        for decision in dated[due]:
            id_, words = escape(decision.id), escape(" ".join(decision.text.split())[:_HINT])
            yield f'<a href="#{id_}" data-decision="{id_}" title="{words}">'
            yield f"{escape(decision.number or 'б/н')}</a> "
        yield "</li>"
    yield "</ol></nav>\n"


def _card(minutes: Minutes, decision: Decision) -> str:
    id_, names = escape(decision.id), names_of(minutes)
    items = {a.id: a for a in minutes.agenda}
    item = items.get(decision.agenda_item or "")
    who = escape(" ".join(e.entity for e in decision.executors))
    kind = f"{_term(KINDS[decision.kind])}, {_term(MODALITIES[decision.modality])}"
    parts = [
        f'<article id="{id_}" tabindex="0" data-executors="{who}" aria-labelledby="{id_}-head">',
        f'<h3 id="{id_}-head">{escape(decision.number or "–")}',
        f" <small>{escape(item.title)}</small>" if item else "",
        f'</h3><p class="kind">{kind}</p><p>{escape(decision.text)}</p><dl>',
        *_lines(decision, names),
        "</dl>",
        _said("показать в тексте", "show in the text", "a", f' class="show" href="#text-{id_}"'),
        _evidence(minutes, decision),
        "</article>\n",
    ]
    return "".join(parts)


def _lines(decision: Decision, names: dict[str, str]) -> Iterator[str]:
    for executor in decision.executors:
        person = names.get(executor.representative or "")
        name = f"{executor.name} ({person})" if person else executor.name
        yield _said("Исполнитель", "Executor", "dt", " class=executor")
        yield f"<dd>{escape(name)} <small>{_term(ROLES[executor.role])}</small></dd>"
    if decision.deadline:
        yield _said("Срок", "Deadline", "dt", " class=due")
        due = day(decision.deadline.due)
        stamp = f' data-due="{due}"' if due else ""
        yield f"<dd{stamp}>{escape(when(decision.deadline))}</dd>"
    for controller in decision.controllers:
        yield _said("Контроль", "Control", "dt", " class=control")
        yield f"<dd>{escape(controller.name)}</dd>"


def _evidence(minutes: Minutes, decision: Decision) -> str:
    if not decision.evidence:
        return ""
    rows = "".join(
        f"<li>{escape(e.note or e.rule)}: «{escape(' '.join(e.span.of(minutes.text).split()))}»"
        f" <code>{escape(e.rule)}</code></li>"
        for e in decision.evidence
    )
    sure = f"{decision.confidence:.2f}"
    heading = _said(f"Почему ({sure})", f"Why ({sure})", "summary")
    return f"<details>{heading}<ul>{rows}</ul></details>"
