"""Which column of a table is which: by its name in the head, else by what stands below it.

A clerk heads the columns as he likes («Кто делает», «Зона», «К какому дню»).  What no name
tells, the cells do: terms stand below each other in the column of deadlines, names in that
of executors, and what is to be done in that of tasks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from protocol_nlp.lexicon import rules
from protocol_nlp.structure.acts import is_act
from protocol_nlp.structure.names import names_somebody

__all__ = ["TELLING", "column_of", "columns_of"]

TELLING = frozenset({"executor", "deadline", "task", "question"})

_FEWEST = 2  # columns that must be known before a row is a head
_NARROWEST = 3  # columns of a table whose cells may tell what stands in them
_LONGEST = 60  # characters of a column's name
_NAME_LONGEST = 120  # characters of a cell of names
_FULL_NAME = re.compile(r"[А-ЯЁ][а-яё-]+\s[А-ЯЁ][а-яё-]+")  # «Мария Юн» and nothing else
_NUMBER = re.compile(r"\W*\d{1,3}(?:\.\d{1,3})*\W*")


def column_of(words: str) -> str | None:
    """Which column the words of a head name, None where they name none.

    >>> column_of("Ответственный"), column_of("Погода")
    ('executor', None)
    """
    if len(words) > _LONGEST:
        return None
    found = rules("structure", "columns").first(words)
    return str(found[0].value["column"]) if found else None


def columns_of(head: Sequence[str], below: Sequence[Sequence[str]] = ()) -> list[str] | None:
    """The columns that a row of cells heads, None where it is no head.

    ``below`` are the rows under it.  Unless the names tell two columns at least, the cells
    must tell what is done and who or by when.

    >>> columns_of(["№", "Поручение", "Срок"])
    ['number', 'task', 'deadline']
    >>> rows = [["Мыть окна", "Зуева Т.П.", "5 мая"], ["Красить пол", "Дымов К.Р.", "6 мая"]]
    >>> columns_of(["Дело", "Чья зона", "Крайний день"], rows)
    ['task', 'executor', 'deadline']
    >>> columns_of(["Пункт", "Высота", "Глубина"], [["Яр", "5", "6"], ["Бор", "7", "8"]])
    """
    named = [column_of(words) for words in head]
    told = sum(name in TELLING for name in named)
    told_rows = [row for row in below if len(row) == len(head)]
    columns = _by_cells(named, head, told_rows) if len(head) >= _NARROWEST else named
    if told < _FEWEST and not _tell_enough(columns, told_rows):
        return None
    made = [name or "other" for name in columns]
    if "task" not in made:
        free = [i for i, name in enumerate(made) if name in {"question", "other"}]
        if free:
            made[free[0]] = "task"
    return made


def _by_cells(
    named: Sequence[str | None], head: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str | None]:
    """The columns with what their cells tell, where their names tell nothing."""
    columns = list(named)
    if len(rows) < _FEWEST:
        return columns
    for kind, is_one in _CELLS:
        if kind in columns:
            continue
        for at, name in enumerate(columns):
            if name is None and not is_one(head[at]) and _most(rows, at, is_one):
                columns[at] = kind
                break
    return columns


def _most(rows: Sequence[Sequence[str]], at: int, is_one: Callable[[str], bool]) -> bool:
    filled = [row[at].strip() for row in rows if any(c.isalnum() for c in row[at])]
    return len(filled) >= _FEWEST and 3 * sum(map(is_one, filled)) >= 2 * len(filled)


def _is_term(words: str) -> bool:
    return rules("structure", "cell_terms").opens(words)


def _is_name(words: str) -> bool:
    if len(words) >= _NAME_LONGEST:
        return False
    whole = all(_FULL_NAME.fullmatch(name.strip()) for name in words.split(","))
    return whole or (names_somebody(words) and not is_act(words))


def _tell_enough(columns: Sequence[str | None], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells order things, to somebody or by a day."""
    if "task" not in columns or not {"executor", "deadline"} & set(columns):
        return False
    return _most(rows, columns.index("task"), is_act)


_CELLS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("deadline", _is_term),
    ("number", lambda words: _NUMBER.fullmatch(words) is not None),
    ("executor", _is_name),
    ("task", is_act),
)
