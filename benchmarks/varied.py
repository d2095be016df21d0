"""Any number of different minutes out of a few: words, initials and days exchanged.

Usage: python -m benchmarks.varied FOLDER OUT [--copies 20]

A quarter of the ordinary words of each document becomes other words of the same length and
ending from the other documents, initials and days become others: layout and grammar stay,
caches of whole lines and phrases gain nothing.  The same folder gives the same documents.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["varied"]

_WORD = re.compile(r"\b[а-яё]{5,14}\b")
_INITIALS = re.compile(r"\b[А-ЯЁ]\. ?[А-ЯЁ]\.")
_DAY = re.compile(r"(?<![\d.])\d{1,2}(?=\s[а-я]{3,8}\s|\.\d\d\.)")
_LETTERS = "АВГДЕИКЛМНОПРСТ"
_SHARE = 0.25


def varied(texts: Sequence[str], copies: int, seed: int = 1) -> Iterator[str]:
    """``copies`` variations of each text, in turn.

    >>> one, two = varied(["Поручить Зуевой Т.П. сдать отчёт до 5 мая 2021 года."], 2)
    >>> one != two
    True
    """
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    alike: dict[tuple[int, str], list[str]] = defaultdict(list)
    for text in texts:
        for word in _WORD.findall(text):
            alike[len(word), word[-2:]].append(word)

    def other(match: re.Match[str]) -> str:
        word = match.group()
        return chance.choice(alike[len(word), word[-2:]]) if chance.random() < _SHARE else word

    for _ in range(copies):
        for text in texts:
            new = _WORD.sub(other, text)
            new = _INITIALS.sub(
                lambda _: f"{chance.choice(_LETTERS)}.{chance.choice(_LETTERS)}.", new
            )
            yield _DAY.sub(lambda _: str(chance.randint(1, 28)), new)


def main() -> None:
    """Writes them; see the module's words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    args = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(args.folder.rglob("*.txt"))]
    args.out.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(varied(texts, args.copies)):
        (args.out / f"{number:05}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
