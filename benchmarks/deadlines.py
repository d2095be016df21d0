"""How well deadlines are read, with natasha 1.6 and dateparser beside us, and how fast.

    python -m benchmarks.deadlines --cases deadlines_dev.tsv --public dates_public.jsonl \
        --corpus corpus/development

A section whose path is not given is left out.  Rules of recurrence are compared by
expansion.  The peers know days only: they are asked for ``due``, on the rows that have one.
Intervals: 95 % percentile bootstrap over rows (over documents for the corpus).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.deadline_peers import Peer, peers
from protocol_nlp.deadlines import find, parse, reading
from protocol_nlp.deadlines.timex import bounds
from protocol_nlp.evaluation.recurrence import same_rule
from protocol_nlp.records import DeadlinePart

ANCHOR = "2021-03-30"
COLUMNS = ("kind", "value", "type", "mod", "relation", "due", "start", "calendar", "anchor",
           "rrule")  # fmt: skip
RESAMPLES = 1000


class Row(NamedTuple):
    """One phrase of the table and what each of its parts should be."""

    phrase: str
    parts: tuple[Mapping[str, str], ...]

    @property
    def due(self) -> str | None:
        """The first due day of the parts."""
        return next((part["due"] for part in self.parts if part["due"]), None)


def table(path: Path) -> list[Row]:
    """The rows of ``deadlines_dev.tsv`` or of a table with the same columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(row["phrase"], tuple(_parts(row))) for row in rows]


def _parts(row: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    if row["kind"] != "compound":
        yield {column: row[column] for column in COLUMNS}
        return
    kinds = [kind.strip() for kind in row["parts"].split(" | ")]
    columns = {c: [v.strip() for v in row[c].split("|")] for c in COLUMNS if c != "kind"}
    for place, kind in enumerate(kinds):
        yield {"kind": kind} | {
            c: values[place] if len(values) == len(kinds) else "" for c, values in columns.items()
        }


def right(row: Row) -> dict[str, bool]:
    """Which columns of the row are right in every part, and whether all of them are."""
    deadline = parse(row.phrase, ANCHOR)
    got = deadline.parts if deadline else ()
    verdict = dict.fromkeys(COLUMNS, len(got) == len(row.parts))
    for part, gold in zip(got, row.parts, strict=False):
        for column in COLUMNS:
            verdict[column] &= _same(column, getattr(part, column), gold[column])
    return verdict | {"all together": all(verdict.values())}


def _same(column: str, got: str | None, gold: str) -> bool:
    if column == "rrule":
        return same_rule(got, gold or None)
    fold = str.maketrans("ё–—", "е--")
    return (got or "").translate(fold).lower() == gold.translate(fold).lower()


def interval(right: Sequence[bool]) -> str:
    """A share with its bootstrap interval."""
    draw = random.Random(0)  # noqa: S311 - statistics, not secrets
    size = len(right)
    shares = sorted(sum(draw.choices(right, k=size)) / size for _ in range(RESAMPLES))
    low, high = shares[int(0.025 * RESAMPLES)], shares[int(0.975 * RESAMPLES)]
    return f"{sum(right) / size:.3f} [{low:.3f}, {high:.3f}]  ({sum(right)} of {size})"


def cases(path: Path, others: Mapping[str, Peer]) -> None:
    """The table, column by column; the peers' due days beside ours."""
    rows = table(path)
    verdicts = [right(row) for row in rows]
    print(f"\n{path.name}: {len(rows)} phrases")
    for column in (*COLUMNS, "all together"):
        print(f"  {column:14}{interval([v[column] for v in verdicts])}")
    kinds = Counter("compound" if len(row.parts) > 1 else row.parts[0]["kind"] for row in rows)
    for kind in kinds:
        of = [
            v["all together"]
            for v, row in zip(verdicts, rows, strict=True)
            if kind == ("compound" if len(row.parts) > 1 else row.parts[0]["kind"])
        ]
        print(f"    {kind:14}{interval(of)}")
    dated = [row for row in rows if row.due]
    print(f"  due day of the {len(dated)} rows that have one")
    print(f"    {'ours':14}{interval([_due(row.phrase) == row.due for row in dated])}")
    for name, ask in others.items():
        days = [str(_asked(ask, row.phrase, ANCHOR)) == row.due for row in dated]
        print(f"    {name:14}{interval(days)}")


def _due(phrase: str) -> str | None:
    deadline = parse(phrase, ANCHOR)
    return next((p.due for p in deadline.parts if p.due), None) if deadline else None


def _asked(ask: Peer, phrase: str, anchor: str) -> date | None:
    try:
        return ask(phrase, date.fromisoformat(anchor))
    except Exception:  # noqa: BLE001 - a peer that breaks on a phrase has not read it
        return None


# Public dates

_NO_OFFICE = re.compile(
    r"\d[:.]\d\d\b(?!\.\d)|\d-\d\d\s|утр|вечер|дн[её]м|ноч|полдень|обед|час|минут|секунд|назад|"
    r"сейчас|прошл|вчера|\bв \d{1,2}\b(?!\s*[а-я])|\bгод$|\d\s*(?:am|pm)",
    re.IGNORECASE,
)


def public(path: Path, others: Mapping[str, Peer]) -> None:
    """The dates of an office in other projects' test suites: the first day of the answer.

    A case counts if it gives a reference time and a full answer, the answer is a day or
    longer and not before the reference (offices order what lies ahead), and the phrase has
    no hour, no part of a day and no past in it.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    chosen = [case for case in map(json.loads, lines) if _of_office(case)]
    print(f"\n{path.name}: {len(chosen)} of {len(lines)} cases are dates of an office")
    asked: dict[str, Peer] = {"ours": _first_day, **others}
    for name, ask in asked.items():
        days = [str(_asked(ask, _phrase(c), c["ref"][:10])) == c["start"][:10] for c in chosen]
        print(f"  {name:14}{interval(days)}")


def _phrase(case: Mapping[str, Any]) -> str:
    return str(case["phrase"] or case["text"])


def _of_office(case: Mapping[str, Any]) -> bool:
    if not case["ref"] or not isinstance(case["start"], str):
        return False
    fine = case["grain"] in ("hour", "minute", "second")
    return (
        not fine and case["start"][:10] >= case["ref"][:10] and not _NO_OFFICE.search(_phrase(case))
    )


def _first_day(phrase: str, anchor: date) -> date | None:
    deadline = parse(phrase, anchor.isoformat())
    return next(_first_days(deadline.parts), None) if deadline else None


def _first_days(parts: Iterable[DeadlinePart]) -> Iterator[date]:
    for part in parts:
        if part.kind in ("relative", "recurrent") and part.due:
            yield date.fromisoformat(part.due)
        elif part.value and part.value[:4].isdigit():
            yield bounds(part.value.partition("/")[0])[0]


# Running text


def corpus(folder: Path) -> None:
    """Deadlines in the words of the decisions of a gold corpus: found, missed, invented."""
    counts = []
    for gold in sorted(folder.rglob("*.gold.json")):
        text = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_bytes().decode()
        counts.append(_document(json.loads(gold.read_text(encoding="utf-8")), text))
    print(f"\n{folder}: {len(counts)} documents, deadlines inside the words of a decision")
    draw = random.Random(0)  # noqa: S311
    samples = [draw.choices(counts, k=len(counts)) for _ in range(RESAMPLES)]
    for name, of in (("precision", (0, 1)), ("recall", (0, 2))):
        shares = sorted(_share(sample, *of) for sample in samples)
        low, high = shares[int(0.025 * RESAMPLES)], shares[int(0.975 * RESAMPLES)]
        print(f"  {name:14}{_share(counts, *of):.3f} [{low:.3f}, {high:.3f}]")
    same, gold_parts = sum(c[3] for c in counts), sum(c[4] for c in counts)
    print(f"  {'meaning':14}{same} of {gold_parts} deadlines read from their own words, all fields")


def _share(counts: Sequence[tuple[int, ...]], hit: int, other: int) -> float:
    hits = sum(c[hit] for c in counts)
    return hits / max(1, hits + sum(c[other] for c in counts))


def _document(gold: Mapping[str, Any], text: str) -> tuple[int, int, int, int, int]:
    """Found, invented and missed in one document; read right from their words, and of how many."""
    day = gold["header"]["date"]
    found = invented = missed = same = 0
    own = {tuple(d["deadline"]["span"]): d["deadline"] for d in gold["decisions"] if d["deadline"]}
    for decision in gold["decisions"]:
        start, stop = decision["span"]
        inside = [s for s in own if start <= s[0] and s[1] <= stop]
        got = [d.span.shift(start) for d in find(text[start:stop], day)]
        hits = [s for s in inside if any(g[0] < s[1] and s[0] < g[1] for g in got)]
        found, missed = found + len(hits), missed + len(inside) - len(hits)
        invented += sum(not any(g[0] < s[1] and s[0] < g[1] for s in inside) for g in got)
    for (start, stop), deadline in own.items():
        read = parse(text[start:stop], day)
        parts = [{c: getattr(p, c) for c in (*COLUMNS, "role")} for p in read.parts] if read else []
        same += parts == [{c: p[c] for c in (*COLUMNS, "role")} for p in deadline["parts"]]
    return found, invented, missed, same, len(own)


# Speed


def speed(phrases: Sequence[str]) -> None:
    """Phrases a second on one core, each read for the first time, and read again."""
    for phrase in phrases:
        parse(phrase, ANCHOR)
    print("\nspeed: phrases a second, one core, best of 25")
    for name, forget in _MEMORIES.items():
        best = max(_rate(phrases, forget) for _ in range(25))
        print(f"  {name:60}{best:12,.0f}")
    text = ". ".join(f"Представить сведения {phrase}" for phrase in phrases)
    for size in (1, 10, 100):
        began = time.process_time()
        find(text * size, ANCHOR)
        spent = time.process_time() - began
        print(f"  running text of {len(text) * size // 1000:>5} KB: {spent * 1000:8.0f} ms")


_MEMORIES: Mapping[str, Callable[[], None]] = {
    "nothing remembered": lambda: reading.forget(shapes=True),
    "the phrase is new, one like it but for numbers was read": reading.forget,
    "the phrase itself was read": lambda: None,
}


def _rate(phrases: Sequence[str], forget: Callable[[], None]) -> float:
    forget()
    began = time.process_time()
    for phrase in phrases:
        parse(phrase, ANCHOR)
    return len(phrases) / (time.process_time() - began)


def main() -> None:
    """The sections whose paths are given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[])
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    others = {} if asked.no_peers else peers()
    if asked.cases:
        cases(asked.cases, others)
    if asked.public:
        public(asked.public, others)
    for folder in asked.corpus:
        corpus(folder)
    if asked.cases:
        speed([row.phrase for row in table(asked.cases)])


if __name__ == "__main__":
    main()
