"""Reads the TOML tables beside it, once each, and holds rules against their examples."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from protocol_nlp.lexicon.rule import Rule, Rules

_RESERVED = frozenset({"name", "pattern", "match", "no", "flags"})


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table ``name`` (``"structure"``, ``"deadlines/units"``) as it stands in its file.

    Raises FileNotFoundError for a table that does not exist.

    >>> sorted(table("demo"))
    ['rules', 'units']
    """
    path = files("protocol_nlp.lexicon").joinpath(*f"{name}.toml".split("/"))
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def rules(name: str, section: str = "rules") -> Rules:
    """The rules of a table, in their order: the first that matches wins.

    >>> rules("demo")[0].name
    'unit.day'
    """
    return Rules(_rule(entry) for entry in table(name)[section])


@cache
def words(name: str, section: str) -> frozenset[str]:
    """A plain list of words of a table, as a set.

    >>> "день" in words("demo", "units")
    True
    """
    return frozenset(table(name)[section])


def tables() -> tuple[str, ...]:
    """The names of all tables that ship, sorted."""
    root = files("protocol_nlp.lexicon")
    found = [f.name[:-5] for f in root.iterdir() if f.name.endswith(".toml")]
    for folder in (f for f in root.iterdir() if f.is_dir()):
        found += [
            f"{folder.name}/{f.name[:-5]}" for f in folder.iterdir() if f.name.endswith(".toml")
        ]
    return tuple(sorted(found))


def check(name: str) -> tuple[str, ...]:
    """What is wrong with a table: a sentence for each example that its rule gets wrong.

    >>> check("demo")
    ()
    """
    lists = [
        v for v in table(name).values() if isinstance(v, list) and v and isinstance(v[0], dict)
    ]
    entries = [e for entries in lists for e in entries if isinstance(e, dict) and "pattern" in e]
    return tuple(sentence for entry in entries for sentence in _rule(entry).failures())


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        name=entry["name"],
        pattern=entry["pattern"],
        match=_phrases(entry.get("match", ())),
        no=_phrases(entry.get("no", ())),
        flags=entry.get("flags", "i"),
        value={k: v for k, v in entry.items() if k not in _RESERVED},
    )


def _phrases(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
