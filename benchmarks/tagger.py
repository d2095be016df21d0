"""The tagger beside slovnet on real texts: are the tags the same, and how much faster.

Usage: python -m benchmarks.tagger FOLDER... [--lines N]

Reads the ``.txt`` files under the folders and takes N paragraphs (default 5000) drawn with
a fixed seed.  slovnet tags one paragraph at a time, as natasha does: in a padded batch
its own answers depend on the company.  Ours gets documents of forty paragraphs.  The
first answer, in a process of its own, includes import and load.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from protocol_nlp.recognition.tagger import tag

FIRST = (
    "import time; t = time.perf_counter();"
    "from protocol_nlp.recognition import find; find('Поручить Жуку К.Л.');"
    "print(time.perf_counter() - t)"
)


def paragraphs(folders: Iterable[Path], count: int) -> list[str]:
    """``count`` paragraphs with a letter or digit in them, drawn from all files."""
    files = sorted(path for folder in folders for path in folder.rglob("*.txt"))
    draw = random.Random(2)  # noqa: S311 - the same paragraphs every time
    draw.shuffle(files)
    found: list[str] = []
    for path in files:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        found += [line for line in lines if any(map(str.isalnum, line))]
        if len(found) >= count:
            break
    return found[:count]


def slovnet() -> Callable[[str], list[tuple[str, int, int]]]:
    """The tagger of natasha, one text at a time."""
    from navec import Navec  # noqa: PLC0415 - loaded once ours has been timed
    from slovnet import NER  # noqa: PLC0415

    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise SystemExit("natasha is not installed")
    data = Path(spec.origin).parent / "data"
    model = NER.load(str(data / "model/slovnet_ner_news_v1.tar"), batch_size=1)
    model.navec(Navec.load(str(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")))
    return lambda text: [(span.type, span.start, span.stop) for span in model(text).spans]


def main() -> None:
    """Print identity, times, and the cost of the first answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--lines", type=int, default=5000)
    arguments = parser.parse_args()
    texts = paragraphs(arguments.folders, arguments.lines)
    first = subprocess.run(  # noqa: S603
        [sys.executable, "-c", FIRST], check=True, capture_output=True, text=True
    )
    print(f"first answer, import and load included: {float(first.stdout):.2f} s")

    tag(texts[:40])
    start = time.perf_counter()
    parts = [texts[i : i + 40] for i in range(0, len(texts), 40)]
    ours = [[tuple(name) for name in names] for part in parts for names in tag(part)]
    own = time.perf_counter() - start
    reference = slovnet()
    start = time.perf_counter()
    theirs = [reference(text) for text in texts]
    other = time.perf_counter() - start

    chars = sum(map(len, texts))
    differ = sum(a != b for a, b in zip(ours, theirs, strict=True))
    print(f"{len(texts)} paragraphs, {chars} characters, {sum(map(len, theirs))} names")
    print(f"paragraphs tagged differently: {differ}")
    print(f"slovnet {other:.2f} s, ours {own:.2f} s: {other / own:.1f} times faster")


if __name__ == "__main__":
    main()
