"""Counts the letters that names end in: the weights behind ``normalization/letters.tsv``.

    python models/names/train.py OUT --officials officials.tsv --inflected names_inflected_dev.tsv

For each of three kinds of name (a man's surname, a first name of a man, of a woman) the script
counts n-grams of letters read from the end of the nominative, up to five long; rare long
ones are dropped, so that no name can be read back.  Names come from the OpenCorpora
dictionary (through pymorphy3), from the officials table (how often) and from the
inflected names table (first names).  It takes half a minute on one core.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

ORDER = 5
RAREST = {3: 2, 4: 5, 5: 10}
# how often a name of the two tables counts, for the dictionary has names that nobody bears
CHECKED = 4


def main() -> None:
    """Read the sources, count, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--officials", type=Path, required=True)
    parser.add_argument("--inflected", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=None, help="of 5 folds of names, leave out")
    args = parser.parse_args()
    names = Counter(dict.fromkeys(dictionary(), 1))
    for source in (officials(args.officials), set(inflected(args.inflected, args.fold))):
        names.update({name: CHECKED * k for name, k in Counter(source).items()})
    write(args.out, names)


def dictionary() -> Iterator[tuple[str, str]]:
    """Surnames and first names of the OpenCorpora dictionary, as (model, nominative)."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    seen = set()
    for word, tag, *_ in MorphAnalyzer().dictionary.iter_known_words():
        part = "last" if "Surn" in tag else "first" if "Name" in tag else None
        if part and "nomn" in tag and "sing" in tag and "Infr" not in tag and "V-" not in str(tag):
            for gender in genders(str(tag)):
                if part == "first" or gender == "m":
                    seen.add((part if part == "last" else f"first.{gender}", fold(word)))
    yield from seen


def genders(tag: str) -> str:
    """The letters of the genders that a tag allows."""
    if "ms-f" in tag or "GNdr" in tag:
        return "mf"
    return "f" if "femn" in tag else "m" if "masc" in tag else ""


def officials(path: Path) -> Iterator[tuple[str, str]]:
    """Surnames of men and first names of the officials table."""
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            surname, first, *_ = [*fold(row["name"]).split(), "", ""]
            if row["gender"] == "m":
                yield "last", surname
            yield f"first.{row['gender']}", first


def inflected(path: Path, fold_out: int | None) -> Iterator[tuple[str, str]]:
    """First names of the inflected table, one fold of names left out where asked."""
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name = fold(row["nominative"])
            if row["part"] == "first" and (fold_out is None or bucket(name) != fold_out):
                for gender in row["gender"]:
                    yield f"first.{gender}", name


def bucket(name: str) -> int:
    """Which of five folds a name falls into."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(name)) % 5


def fold(word: str) -> str:
    """Small letters, ё as е."""
    return word.lower().replace("ё", "е")


def write(path: Path, names: Counter[tuple[str, str]]) -> None:
    """Estimate each model and write it: model, n-gram, -100 log P, -100 log backoff weight."""
    with path.open("w", encoding="utf-8") as out:
        for model in sorted({model for model, _ in names}):
            counts = count((name, times) for (m, name), times in names.items() if m == model)
            for gram, cost, backoff in estimate(counts):
                print(model, gram, cost, backoff, sep="\t", file=out)


def count(names: Iterable[tuple[str, int]]) -> Counter[str]:
    """How often each n-gram of letters occurs, read from the end; rare long ones left out."""
    grams: Counter[str] = Counter()
    for name, times in names:
        letters = ">" + name[::-1] + "<"
        for n in range(1, ORDER + 1):
            for i in range(len(letters) - n + 1):
                grams[letters[i : i + n]] += times
    return Counter({g: c for g, c in grams.items() if c >= RAREST.get(len(g), 1)})


def estimate(grams: Counter[str]) -> Iterator[tuple[str, int, int]]:
    """Witten-Bell smoothing (Witten and Bell 1991): cost and backoff cost of each n-gram."""
    following: dict[str, Counter[str]] = {}
    for gram, times in grams.items():
        following.setdefault(gram[:-1], Counter())[gram] = times
    probability: dict[str, float] = {}
    backoff: dict[str, float] = {}
    for context in sorted(following, key=len):
        seen = following[context]
        total = max(sum(seen.values()), grams.get(context, 0))
        types = len(seen)
        backoff[context] = (types + total - sum(seen.values())) / (types + total)
        for gram, times in seen.items():
            lower = probability[gram[1:]] if context else 1 / 64
            probability[gram] = times / (types + total) + backoff[context] * lower
    for gram, p in sorted(probability.items()):
        yield gram, round(-100 * log(p)), round(-100 * log(backoff.get(gram, 1.0)))


if __name__ == "__main__":
    main()
