"""Heads, rosters and signatures of invented documents: every field, in the words of the register.

A file holds documents between lines of «===»: a comment, the text, «---», the answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import protocol_nlp
from protocol_nlp.records import Minutes

_HERE = Path(__file__).parent
# What is asked of them is that a name is found whole, which is not of the head.
_NAMES_LOST = (
    "position above name, chair and secretary labels on their own lines",  # «Ван Андрей Юрьевич»
    "names before, position in the next column, capital surname with full names",  # «НЕБАБА Юлия»
    "e-mail style notes",  # a first name and a surname alone at the end
    "directors: quorum after, absent by reason in words",  # «по болезни Дрозд К.П.»
    "title across place and date",  # «Ключевой А.А.»: a man or a woman
)
_FIELDS = ("kind", "title", "number", "date", "place", "chair", "secretary", "signers")


def _documents() -> Iterator[tuple[str, str, list[str]]]:
    for file in sorted(_HERE.glob("heads_*.txt")):
        for part in file.read_text("utf-8").split("\n===\n"):
            text, _, gold = part.strip("\n").partition("\n---\n")
            name, _, text = text.partition("\n")
            yield f"{file.stem}: {name.strip('# ')}", text, gold.strip().splitlines()


def _answers(minutes: Minutes) -> list[str]:
    names = {e.id: e.name for e in minutes.entities}
    head = minutes.header
    told = {
        **{key: getattr(head, key) for key in _FIELDS[:5]},
        "chair": names.get(head.chair or ""),
        "secretary": names.get(head.secretary or ""),
        "signers": "; ".join(names[s] for s in head.signers),
    }
    rows = [f"{a.role} {names[a.person]} | {a.position or '-'}" for a in minutes.attendees]
    return [f"{key}: {told[key] or '-'}" for key in _FIELDS] + rows


def _plain(line: str) -> str:
    return re.sub("[–—]", "-", " ".join(line.replace("ё", "е").split()))


_DOCUMENTS = tuple(_documents())


def _marked(name: str) -> tuple[pytest.MarkDecorator, ...]:
    lost = name.partition(": ")[2] in _NAMES_LOST
    return (pytest.mark.xfail(strict=True, reason="a name is not found whole"),) if lost else ()


@pytest.mark.parametrize(
    ("text", "gold"),
    [pytest.param(text, gold, id=name, marks=_marked(name)) for name, text, gold in _DOCUMENTS],
)
def test_head(text: str, gold: list[str]) -> None:
    found = _answers(protocol_nlp.extract(text))
    assert sorted(map(_plain, found)) == sorted(map(_plain, gold))
