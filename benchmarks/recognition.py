"""People and organisations found in public data sets, natasha's tagger beside us.

Usage: python -m benchmarks.recognition [--factrueval DIR] [--nerel DIR] [--collection5 DIR]
       [--slavicner DIR] [--limit N] [--errors KIND]

Folders are in their publishers' layout: ``devset/`` of FactRuEval-2016, a part of NEREL
1.1 (brat), ``collection5/`` (brat, CRLF), ``ru`` SlavicNER (``raw/`` and ``ner/``).
Scores: exact spans, micro-averaged over documents, with a 95 % bootstrap interval over
documents; and naeval's token F1 (a token counts for its type).  Nested gold: outermost.
natasha is slovnet's NER with natasha's weights over the whole document, as
``natasha.Doc.tag_ner`` runs it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

Spans = dict[str, set[tuple[int, int]]]
KINDS = ("PER", "ORG")


class Gold(NamedTuple):
    """A document with its gold spans by kind."""

    name: str
    text: str
    spans: Spans


def factrueval(folder: Path) -> Iterator[Gold]:
    """FactRuEval-2016: objects Person and Org, each from its first to its last token."""
    for path in sorted(folder.rglob("*.objects")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8").replace("\r\n", "\n")
        parts = {}
        for line in path.with_suffix(".spans").read_text(encoding="utf-8").splitlines():
            fields = line.split()
            if len(fields) > 4:  # noqa: PLR2004
                parts[fields[0]] = (int(fields[2]), int(fields[2]) + int(fields[3]))
        spans: Spans = {kind: set() for kind in KINDS}
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.partition("#")[0].split()
            kind = {"Person": "PER", "Org": "ORG"}.get(fields[1] if fields else "")
            if kind:
                own = [parts[name] for name in fields[2:]]
                spans[kind].add((min(a for a, _ in own), max(b for _, b in own)))
        yield Gold(path.stem, text, spans)


def brat(folder: Path, kinds: dict[str, str], *, crlf: bool = False) -> Iterator[Gold]:
    """Brat standoff: the outermost spans of the types in ``kinds``."""
    for path in sorted(folder.rglob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        if crlf and "\r" not in text:
            text = text.replace("\n", "\r\n")
        spans: Spans = {kind: set() for kind in KINDS}
        for line in path.read_text(encoding="utf-8").splitlines():
            match = re.match(r"T\d+\t(\S+) (\d+) (\d+)\t", line)
            if match and match.group(1) in kinds:
                spans[kinds[match.group(1)]].add((int(match.group(2)), int(match.group(3))))
        yield Gold(path.stem, text, {kind: _outermost(found) for kind, found in spans.items()})


def nerel(folder: Path) -> Iterator[Gold]:
    """NEREL 1.1: PERSON and ORGANIZATION."""
    return brat(folder, {"PERSON": "PER", "ORGANIZATION": "ORG"})


def collection5(folder: Path) -> Iterator[Gold]:
    """Collection5: PER, and ORG with MEDIA."""
    return brat(folder, {"PER": "PER", "ORG": "ORG", "MEDIA": "ORG"}, crlf=True)


def slavicner(folder: Path) -> Iterator[Gold]:
    """SlavicNER: PER and ORG; offsets are those of the raw text."""
    for path in sorted(folder.glob("ner/*/ru/*.tsv")):
        raw = folder / "raw" / path.relative_to(folder / "ner").with_suffix(".txt")
        text = raw.read_bytes().decode("utf-8")
        spans: Spans = {kind: set() for kind in KINDS}
        for line in path.read_text(encoding="utf-8").splitlines():
            start, stop, mention, _, kind, *_ = line.split("\t")
            if kind in KINDS and text[int(start) : int(stop)] == mention:
                spans[kind].add((int(start), int(stop)))
        yield Gold(f"{path.parent.parent.name}/{path.stem}", text, spans)


def _outermost(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}


def ours(text: str) -> Spans:
    """The spans that :func:`protocol_nlp.recognition.find` gives in running text."""
    from protocol_nlp.recognition import find  # noqa: PLC0415 - natasha's load is timed apart

    spans: Spans = {kind: set() for kind in KINDS}
    for found in find(text, running=True):
        if not found.rule.startswith("nested."):
            kind = "PER" if found.kind == "person" else "ORG"
            spans[kind].add((found.start, found.stop))
    return spans


def natasha() -> Callable[[str], Spans]:
    """Natasha's tagger as a function from a text to spans."""
    from navec import Navec  # noqa: PLC0415
    from slovnet import NER  # noqa: PLC0415

    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise SystemExit("natasha is not installed")
    data = Path(spec.origin).parent / "data"
    tagger = NER.load(str(data / "model/slovnet_ner_news_v1.tar"))
    tagger.navec(Navec.load(str(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")))

    def tag(text: str) -> Spans:
        found = tagger(text).spans if text.strip() else []
        return {k: {(s.start, s.stop) for s in found if s.type == k} for k in KINDS}

    return tag


Count = tuple[int, int, int]


def f1(counts: Iterable[Count]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (true positive, predicted, gold) counts."""
    rows = list(counts)
    hit, predicted, gold = (sum(row[i] for row in rows) for i in range(3))
    precision, recall = hit / max(predicted, 1), hit / max(gold, 1)
    return precision, recall, 2 * hit / max(predicted + gold, 1)


def interval(counts: list[Count], rounds: int = 1000) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1, documents drawn with replacement."""
    draw = random.Random(1)  # noqa: S311 - a bootstrap is no secret
    scores = sorted(f1(draw.choices(counts, k=len(counts)))[2] for _ in range(rounds))
    return scores[int(rounds * 0.025)], scores[int(rounds * 0.975)]


def spans_count(gold: Spans, found: Spans, kind: str) -> Count:
    """Exact spans of one document."""
    return len(gold[kind] & found[kind]), len(found[kind]), len(gold[kind])


def tokens_count(text: str, gold: Spans, found: Spans, kind: str) -> Count:
    """Tokens of one document that lie in a span of ``kind``."""
    starts = [m.start() for m in re.finditer(r"\w+|[^\w\s]", text)]

    def covered(spans: set[tuple[int, int]]) -> set[int]:
        return {t for a, b in spans for t in starts if a <= t < b}

    ours_, theirs = covered(found[kind]), covered(gold[kind])
    return len(ours_ & theirs), len(ours_), len(theirs)


def report(name: str, documents: list[Gold], errors: str | None) -> None:
    """Print the table of one data set."""
    systems: dict[str, Callable[[str], Spans]] = {"natasha": natasha(), "ours": ours}
    print(f"## {name}: {len(documents)} documents")
    for label, system in systems.items():
        found = [system(document.text) for document in documents]
        for kind in KINDS:
            exact = [spans_count(d.spans, f, kind) for d, f in zip(documents, found, strict=True)]
            token = [
                tokens_count(d.text, d.spans, f, kind)
                for d, f in zip(documents, found, strict=True)
            ]
            precision, recall, score = f1(exact)
            low, high = interval(exact)
            print(
                f"{label:8} {kind}  P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}"
                f" [{low:.3f}, {high:.3f}]  tokens {f1(token)[2]:.3f}"
            )
        if label == "ours" and errors:
            show(documents, found, errors)


def show(documents: list[Gold], found: list[Spans], kind: str) -> None:
    """Print what was missed and what was invented, for one kind."""
    for document, spans in zip(documents, found, strict=True):
        for a, b in sorted(document.spans[kind] ^ spans[kind]):
            sign = "-" if (a, b) in document.spans[kind] else "+"
            text = document.text
            context = f"{text[max(0, a - 30) : a]}[{text[a:b]}]{text[b : b + 30]}"
            print(f"  {sign} {document.name}: {' '.join(context.split())}")


READERS = {
    "factrueval": factrueval,
    "nerel": nerel,
    "collection5": collection5,
    "slavicner": slavicner,
}


def main() -> None:
    """Read the arguments, print a table a data set."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in READERS:
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--errors", choices=KINDS)
    arguments = parser.parse_args()
    chosen = [(name, getattr(arguments, name)) for name in READERS]
    if not any(folder for _, folder in chosen):
        parser.print_usage(sys.stderr)
        raise SystemExit(2)
    for name, folder in chosen:
        if folder:
            report(name, list(READERS[name](folder))[: arguments.limit], arguments.errors)


if __name__ == "__main__":
    main()
