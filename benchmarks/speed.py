"""How fast, beside whom, and where the time goes.

Usage: python -m benchmarks.speed FOLDER [--documents N] [--history FILE]

Reads N ``.txt`` documents (default 100, all different) and gives processor time: the
whole and its stages, caches warmed by as many other documents where there are that many;
natasha's segmenter and NER (its morphology does not run on a fresh machine) and spaCy's
blank Russian pipeline on the same documents in the same run; peak memory; the
start, in processes of their own.  ``--history`` adds the line of this release to a file.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import protocol_nlp
from benchmarks.tagger import slovnet
from protocol_nlp import analyzer

STARTS = {
    "import": "import protocol_nlp",
    "first answer": "import protocol_nlp; protocol_nlp.extract('Поручить Жуку К.Л. доложить.')",
}
STAGES = ("outline_of", "drafts", "checked", "resolve", "decisions", "cautions")


def timed(name: str, stage: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    """The stage, which now adds its nanoseconds to ``spent``."""

    @wraps(stage)
    def stage_with_clock(*args: Any, **options: Any) -> Any:  # noqa: ANN401
        began = time.process_time_ns()
        try:
            return stage(*args, **options)
        finally:
            spent[name] += time.process_time_ns() - began

    return stage_with_clock


def instrumented() -> Counter[str]:
    """Puts a clock on every stage that the analyzer calls."""
    spent: Counter[str] = Counter()
    module: Any = analyzer
    module.View = SimpleNamespace(of=timed("text", module.View.of, spent))
    find = timed("recognition", module.recognition.find, spent)
    module.recognition = SimpleNamespace(find=find)
    for name in STAGES:
        setattr(module, name, timed(name, getattr(module, name), spent))
    return spent


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor time of the work on all texts."""
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def start(code: str) -> float:
    """Seconds a fresh interpreter takes for this beyond its own start, the best of three."""

    def once(source: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", source], check=True)  # noqa: S603 - our own code
        return time.perf_counter() - began

    return min(once(code) for _ in range(3)) - min(once("") for _ in range(3))


def blank() -> Callable[[str], object]:
    """The Russian tokenizer of spaCy, and nothing after it."""
    import spacy  # noqa: PLC0415 - heavy

    return spacy.blank("ru")


def natasha() -> Callable[[str], object]:
    """What of natasha's pipeline still runs: its segmenter, then its NER on the whole text."""
    from razdel import sentenize, tokenize  # noqa: PLC0415 - a peer's parts, as it joins them

    tag = slovnet()

    def read(text: str) -> object:
        return [list(tokenize(sentence.text)) for sentence in sentenize(text)], tag(text)

    return read


def measured(texts: Sequence[str], warm: Sequence[str]) -> dict[str, Any]:
    """All figures of one run; peak memory is read before the peers are loaded."""
    nlp = protocol_nlp.load()
    seconds(nlp, warm or texts[:1])
    whole = seconds(nlp, texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spent = instrumented()
    seconds(nlp, texts)
    peers = {"natasha segmenter and NER": natasha(), "spaCy blank": blank()}
    for peer in peers.values():
        seconds(peer, warm[:1] or texts[:1])
    size = sum(len(text.encode("utf-8", "replace")) for text in texts)
    return {
        "version": protocol_nlp.__version__,
        "documents": len(texts),
        "kilobytes_a_document": round(size / len(texts) / 1000, 1),
        "milliseconds_a_document": round(1000 * whole / len(texts), 2),
        "milliseconds_for_5_kilobytes": round(1000 * whole / size * 5000, 2),
        "megabytes_a_second": round(size / whole / 1e6, 3),
        "share_of_stage": {k: round(v / sum(spent.values()), 3) for k, v in spent.most_common()},
        "times_as_fast_as": {k: round(seconds(p, texts) / whole, 2) for k, p in peers.items()},
        "peak_megabytes": memory,
        "start_seconds": {name: round(start(code), 3) for name, code in STARTS.items()},
    }


def main() -> None:
    """Runs it; see the module's words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--history", type=Path, help="a file of one JSON line a release")
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.txt"))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    if not texts:
        parser.error(f"no .txt under {args.folder}")
    found = measured(texts[: args.documents], texts[args.documents : 2 * args.documents])
    print(json.dumps(found, ensure_ascii=False, indent=2))
    if args.history:
        with args.history.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
