"""Where the time goes, as a flame graph: a sampler of stacks and an SVG, nothing to install.

Usage: python -m benchmarks.flame FOLDER OUT.svg [--documents N]

Reads N ``.txt`` documents (default 200), the first half to warm the caches, and looks at
the stack every half millisecond of the second half.  Width is time; a box that is
narrower than half a hundredth is left out; the pointer on a box shows its share.

Source: B. Gregg, "The Flame Graph", ACM Queue 14 (2), 2016.
"""

from __future__ import annotations

import argparse
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from types import CodeType, FrameType

import protocol_nlp

_PERIOD = 0.0005  # seconds between two looks
_WIDTH, _ROW = 1200, 17  # pixels
_NARROWEST = 0.005
_LETTER = 6.4  # pixels of a letter of the labels

Stack = tuple[CodeType, ...]
Box = tuple[float, int, float, str]


def sampled(work: Callable[[], object]) -> Counter[Stack]:
    """The stacks seen while ``work`` runs, outermost first."""
    seen: Counter[Stack] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        stack: list[CodeType] = []
        while frame is not None:
            stack.append(frame.f_code)
            frame = frame.f_back
        seen[tuple(reversed(stack))] += 1
        signal.setitimer(signal.ITIMER_REAL, _PERIOD)

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _PERIOD)
    try:
        work()
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)  # one may be under way
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return seen


def named(stack: Stack) -> tuple[str, ...]:
    """The frames of our package, and the first of anybody else's below them."""
    names: list[str] = []
    for code in stack:
        _, ours, path = code.co_filename.partition("protocol_nlp/")
        name = code.co_qualname.replace(".<locals>", "")
        if ours:
            names.append(f"{path.removesuffix('.py').replace('/', '.')}.{name}")
        elif names:
            names.append(f"{Path(code.co_filename).parent.name}.{name}")
            break
    return tuple(names)


def boxes(stacks: Mapping[tuple[str, ...], int], depth: int = 0, left: float = 0) -> Iterator[Box]:
    """Left edge, depth, width (shares of the whole at depth 0) and name of each box."""
    below: dict[str, dict[tuple[str, ...], int]] = {}
    for stack, count in stacks.items():
        if len(stack) > depth:
            below.setdefault(stack[depth], {})[stack] = count
    for name, inner in sorted(below.items(), key=lambda pair: -sum(pair[1].values())):
        width = sum(inner.values())
        yield left, depth, width, name
        yield from boxes(inner, depth + 1, left)
        left += width


def svg(found: Sequence[Box], total: float) -> str:
    """The picture, the outermost frame at the top."""
    shown = [box for box in found if box[2] / total >= _NARROWEST]
    height = (max(box[1] for box in shown) + 1) * _ROW
    frame = f'viewBox="0 0 {_WIDTH} {height}" font-family="monospace" font-size="10.5"'
    drawn = "\n".join(_drawn(box, total) for box in shown)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>\n{drawn}\n</svg>\n'


def _drawn(box: Box, total: float) -> str:
    left, depth, width, name = box
    x, w, y = left / total * _WIDTH, width / total * _WIDTH, depth * _ROW
    room = int((w - 4) / _LETTER)
    label = name if len(name) <= room else name.rpartition(".")[2][:room]
    hue = 18 + sum(map(ord, name.partition(".")[0])) % 40  # a room, a colour
    return (
        f"<g><title>{escape(name)} {100 * width / total:.1f} %</title>"
        f'<rect x="{x:.1f}" y="{y}" width="{w:.1f}" height="{_ROW - 1}" fill="hsl({hue},80%,65%)"/>'
        f'<text x="{x + 2:.1f}" y="{y + 12}">{escape(label)}</text></g>'
    )


def main() -> None:
    """Draws it; see the module's words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.txt"))[: args.documents]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    nlp, half = protocol_nlp.load(), len(texts) // 2
    list(nlp.pipe(texts[:half]))
    stacks: Counter[tuple[str, ...]] = Counter()
    for stack, count in sampled(lambda: list(nlp.pipe(texts[half:]))).items():
        stacks[_from_call(named(stack))] += count
    found = list(boxes(stacks))
    args.out.write_text(svg(found, stacks.total()), encoding="utf-8")


def _from_call(names: tuple[str, ...]) -> tuple[str, ...]:
    """The stack from one document on, without the iterators around it."""
    call = "analyzer.Analyzer.__call__"
    return names[names.index(call) :] if call in names else names[:1]


if __name__ == "__main__":
    main()
