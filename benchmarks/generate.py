"""Invented minutes in any number, for load: all different, of six layouts, 5 KB each.

Usage: python -m benchmarks.generate N FOLDER [--seed S]

A document follows from the seed and its number alone, so that machines of a cluster can
each make their own share.  The words are data (``minutes.toml``).  They show how fast the
program is and whether runs survive; they say nothing of how well it reads, and are never
evaluated on.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

__all__ = ["document", "documents", "write"]

T = TypeVar("T")

_TOKEN = re.compile(r"(\{[^{}]+\})")
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_FIRST_DAY = date(2023, 1, 9)


def documents(count: int, *, seed: int = 0, start: int = 0) -> Iterator[str]:
    """Documents ``start`` to ``start + count`` of the endless row that the seed names.

    >>> one, other = documents(2, seed=7)
    >>> one != other and [other] == list(documents(1, seed=7, start=1))
    True
    """
    return (document(number, seed=seed) for number in range(start, start + count))


def document(number: int, *, seed: int = 0) -> str:
    """The document of that number; its number is in its text, so that no two are alike.

    >>> "2021" in document(2020)
    True
    """
    rng = Random(f"{seed}:{number}")  # noqa: S311 - documents, not secrets
    text = _Writing(number + 1, rng).expand("document").strip()
    return f"{text.replace('..', '.')}\n"  # initials at the end of a sentence have one stop


def write(count: int, folder: Path, *, seed: int = 0) -> None:
    """The documents as files ``000/000000.txt`` and on, a thousand to a folder."""
    for number, text in enumerate(documents(count, seed=seed)):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass(slots=True)
class _Writing:
    """One document as it is written: its day, whom it has named, where its numbers are."""

    number: int
    rng: Random
    cast: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=lambda: [0, 0])
    question: int = 0
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.day = _FIRST_DAY + timedelta(self.rng.randrange(600))

    def expand(self, symbol: str) -> str:
        """The words of one alternative of a symbol."""
        return "".join(
            self._said(part) for part in _parts(self._one(_grammar()["symbols"][symbol]))
        )

    def _said(self, part: str) -> str:
        if not part.startswith("{"):
            return part
        token = part[1:-1]
        if "/" in token:
            return self._named(*token.split("/"))
        if token in _SPECIAL:
            return str(getattr(self, f"_{_SPECIAL[token]}")())
        symbol, _, times = token.partition("*")
        low, _, high = times.partition("-")
        count = self.rng.randint(int(low), int(high)) if times else 1
        return "".join(self.expand(symbol) for _ in range(count))

    def _named(self, who: str, form: str) -> str:
        kind, _, name = who.partition(":")
        forms = self.cast.get(name) or (self._person() if kind == "person" else self._office(kind))
        if name:
            self.cast[name] = forms
        words = forms[form.lower()]
        return words[0].upper() + words[1:] if form[0].isupper() else words

    def _person(self) -> dict[str, str]:
        known = _grammar()["persons"]
        surname = self.rng.choice(known["stems"]) + self.rng.choice(known["suffixes"])
        initials = "".join(f"{self.rng.choice(known['initials'])}." for _ in range(2))
        forms = {case: f"{surname}{end} {initials}" for case, end in known[self._gender()].items()}
        return forms | {"signed": " ".join(reversed(forms["nomn"].split()))}

    def _gender(self) -> str:
        return self.rng.choice("mf")

    def _office(self, kind: str) -> dict[str, str]:
        """A body, a group or a post: what heads its name agrees, what follows stays."""
        words = _grammar()[kind]
        after = self._one(words["of"])
        return {case: f"{head} {after}" for case, head in self._one(words["forms"]).items()}

    def _one(self, alternatives: list[T]) -> T:
        """One of them; the first of six comes 2.7 times as often as the last."""
        return alternatives[int(len(alternatives) * self.rng.random() ** 1.5)]

    def _next(self) -> int:
        self.numbers = [self.numbers[0] + 1, 0]
        return self.numbers[0]

    def _under(self) -> str:
        self.numbers[1] += 1
        return f"{self.numbers[0]}.{self.numbers[1]}"

    def _asked(self) -> int:
        self.question += 1
        return self.question

    def _anew(self) -> str:
        self.numbers = [0, 0]
        return ""

    def _own(self) -> int:
        return self.number

    def _today(self) -> str:
        return _spoken(self.day)

    def _later(self) -> str:
        return _spoken(self._after())

    def _later_dots(self) -> str:
        return f"{self._after():%d.%m.%Y}"

    def _after(self) -> date:
        return self.day + timedelta(self.rng.randint(3, 180))


_SPECIAL = {
    "#": "next",
    "##": "under",
    "§": "asked",
    "0": "anew",
    "number": "own",
    "day": "today",
    "later": "later",
    "later_dots": "later_dots",
}


def _spoken(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} года"


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[str, ...]:
    """A template cut into words and tokens in braces."""
    return tuple(part for part in _TOKEN.split(template) if part)


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("minutes.toml").read_text(encoding="utf-8"))


def main() -> None:
    """Writes the files; see the module's words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    write(args.count, args.folder, seed=args.seed)


if __name__ == "__main__":
    main()
