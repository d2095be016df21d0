"""Readers of the data sets of ``benchmarks.names``, in their publishers' layouts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from protocol_nlp.normalization import PersonName, parse_name
from protocol_nlp.records import Case, Gender

KINDS = {"org": "organization"}
GENDERS: dict[str, Gender] = {"m": "m", "f": "f"}
CASES: dict[str, Case] = {
    "nom": "nomn",
    "gen": "gent",
    "dat": "datv",
    "acc": "accs",
    "ins": "ablt",
    "prp": "loct",
}


class Row(NamedTuple):
    """A phrase of ``executors_dev.tsv``."""

    phrase: str
    kind: str
    normals: tuple[str, ...]
    genders: frozenset[str]
    position: str


class Inflected(NamedTuple):
    """A form of a name of ``names_inflected_dev.tsv``."""

    part: str
    name: PersonName
    case: Case
    gender: Gender
    nominative: tuple[str, ...]


class Name(NamedTuple):
    """A gold span of a document with its normal forms; ``lemma`` is the first."""

    start: int
    stop: int
    mention: str
    category: str
    normals: tuple[str, ...]

    @property
    def lemma(self) -> str:
        """The first normal form."""
        return self.normals[0]


class Document(NamedTuple):
    """A text with its gold names."""

    text: str
    names: tuple[Name, ...]


def executors(path: Path) -> list[Row]:
    """The rows of a table of executors."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Row(
            r["phrase"],
            KINDS.get(r["kind"], r["kind"]),
            tuple(r["normal"].split(" / ")),
            frozenset((r["gender"] or "").split("/")),
            r["position"] or "",
        )
        for r in rows
    ]


def inflected(path: Path) -> list[Inflected]:
    """The forms of the table of inflected names."""
    fields = {"last": "surname", "first": "given", "middle": "patronymic"}
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines, delimiter="\t"):
            nominative = tuple(_title(w) for w in r["nominative"].split())
            words = [_title(w) for w in r["inflected"].split()]
            name = parse_name(" ".join(words)) if r["part"] == "full" else None
            name = name or PersonName(**{fields.get(r["part"], "surname"): words[0]})
            if r["gender"] in GENDERS:
                gender = GENDERS[r["gender"]]
                found.append(Inflected(r["part"], name, CASES[r["case"]], gender, nominative))
    return found


def _title(word: str) -> str:
    return "-".join(p.capitalize() for p in word.split("-")) if word.isupper() else word


def slavicner(path: Path) -> Iterator[Document]:
    """The Russian documents of a SlavicNER folder with ``ner`` and ``raw``."""
    for table in sorted((path / "ner").glob("*/ru/*.tsv")):
        raw = path / "raw" / table.parent.relative_to(path / "ner") / f"{table.stem}.txt"
        with raw.open(encoding="utf-8", newline="") as lines:
            text = lines.read()
        names = []
        for line in table.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 5:  # noqa: PLR2004
                start, stop, mention, lemma, category = cells[:5]
                names.append(Name(int(start), int(stop), mention, category, (lemma,)))
        yield Document(text, tuple(names))


def factrueval(path: Path) -> Iterator[Document]:
    """The documents of a FactRuEval folder: object spans with the names of their entity."""
    for objects in sorted(path.glob("*.objects")):
        base = objects.with_suffix("")
        text = base.with_suffix(".txt").read_text(encoding="utf-8")
        spans = _spans(base.with_suffix(".spans"))
        entities = _entities(base.with_suffix(".coref"))
        names = []
        for line in objects.read_text(encoding="utf-8").splitlines():
            left = line.split("#")[0].split()
            kinds = {"Person": "person", "Org": "organization"}
            if len(left) < 3 or left[1] not in kinds or left[0] not in entities:  # noqa: PLR2004
                continue
            places = sorted(spans[s] for s in left[2:])
            start, stop = places[0][0], max(b for _, b in places)
            mention = text[start:stop]
            normals = entities[left[0]]
            fitting = tuple(n for n in normals if len(n.split()) == len(mention.split()))
            if fitting:
                names.append(Name(start, stop, mention, kinds[left[1]], fitting))
        yield Document(text, tuple(names))


def _spans(path: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) > 3:  # noqa: PLR2004
            found[cells[0]] = (int(cells[2]), int(cells[2]) + int(cells[3]))
    return found


def _entities(path: Path) -> dict[str, tuple[str, ...]]:
    """Names by object: of a person, every combination of its parts that a mention may have."""
    found: dict[str, tuple[str, ...]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().splitlines()
        if not lines:
            continue
        values: dict[str, list[str]] = {}
        for line in lines[1:]:
            key, _, value = line.partition(" ")
            values.setdefault(key, []).append(value)
        first, last = values.get("firstname", []), values.get("lastname", [])
        middle = values.get("patronymic", [])
        names = [*values.get("name", []), *first, *last, *values.get("nickname", [])]
        names += [f"{f} {n}" for f in first for n in last]
        names += [f"{f} {m}" for f in first for m in middle]
        names += [f"{f} {m} {n}" for f in first for m in middle for n in last]
        for number in lines[0].split()[1:]:
            found[number] = tuple(names)
    return found
