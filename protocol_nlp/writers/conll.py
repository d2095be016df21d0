"""CoNLL-2003: a token a line, four columns, the last one the name in BIO.

Columns are the token, part of speech and chunk (both ``_``: they are not known here) and
the name: ``PER``, ``ORG``, ``ROLE``, ``GROUP``.  Of nested names the outermost is shown.  The
rest is the contract's JSON and the text, on the line ``-DOCSTART-``, of which readers take
only the first word.

Source: Tjong Kim Sang and De Meulder (2003), section 2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from protocol_nlp import codec
from protocol_nlp.records import Minutes, Span
from protocol_nlp.writers.annotation import KINDS, Graph, Node, as_documents, blank, graph_of
from protocol_nlp.writers.corrections import corrected

__all__ = ["dumps", "loads", "read", "write"]

TAGS = {"Person": "PER", "Organization": "ORG", "Role": "ROLE", "Group": "GROUP"}
START = "-DOCSTART- -X- -X- O"
_LABELS = {tag: label for label, tag in TAGS.items()}
_TOKEN = re.compile(r"\w+|[^\w\s]")
_BREAK = re.compile(r"\n|(?<=[.!?…;])\s(?=\s*[А-ЯЁA-Z0-9«\"])")
_COLUMNS = 4
SPACE = "\\u0020"  # JSON's escape, so that the line has no fifth blank


def dumps(minutes: Minutes | Iterable[Minutes]) -> str:
    """One document or several, each after its ``-DOCSTART-``.

    >>> from protocol_nlp.records import Header, Mention, Source
    >>> person = Mention("m1", "p1", "person", "Лисе О.", Span(0, 7), normal="Лиса О.")
    >>> one = Minutes(Source("a", "", 9), Header(), mentions=(person,), text="Лисе О. да")
    >>> dumps(one).splitlines()[2:]
    ['Лисе _ _ B-PER', 'О _ _ I-PER', '. _ _ I-PER', 'да _ _ O', '']
    """
    return "".join(_block(one) for one in as_documents(minutes))


def _block(minutes: Minutes) -> str:
    told = json.dumps([codec.dumps(minutes), minutes.text], separators=(",", ":"))
    lines = [f"{START} {told.replace(' ', SPACE)}", ""]
    names = sorted((node.span, TAGS[node.label]) for node in _shown(minutes).nodes)
    tags = _tags(_tokens(minutes.text), names)
    for sentence in _sentences(minutes.text, [span for span, _ in names]):
        here = [t for t in tags if sentence.start <= t.start < sentence.stop]
        lines += [f"{token.of(minutes.text)} _ _ {tags[token]}" for token in here]
        lines += [""] if here else []
    return "".join(f"{line}\n" for line in lines)


def _tokens(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _TOKEN.finditer(text)]


def _tags(tokens: Sequence[Span], names: Sequence[tuple[Span, str]]) -> dict[Span, str]:
    """Each token's tag; ``names`` are in order and do not overlap."""
    tags, left = {}, list(reversed(names))
    for token in tokens:
        while left and left[-1][0].stop <= token.start:
            left.pop()
        inside = bool(left) and left[-1][0].start <= token.start
        first = inside and left[-1][0].start == token.start
        tags[token] = f"{'B' if first else 'I'}-{left[-1][1]}" if inside else "O"
    return tags


def _sentences(text: str, names: Sequence[Span]) -> Iterator[Span]:
    """Sentences, roughly: at line ends and full stops, but never inside a name."""
    start = 0
    closed = iter([*names, Span(len(text), len(text))])
    name = next(closed)
    for match in _BREAK.finditer(text):
        while name.stop <= match.start() and name.stop < len(text):
            name = next(closed)
        if not name.start < match.start() < name.stop:
            yield Span(start, match.end())
            start = match.end()
    yield Span(start, len(text))


def _shown(minutes: Minutes) -> Graph:
    """The names that BIO can hold: those that begin and end with a token, outermost first."""
    tokens = _tokens(minutes.text)
    starts, stops = {token.start for token in tokens}, {token.stop for token in tokens}
    names = [node for node in graph_of(minutes).nodes if node.label in KINDS]
    names.sort(key=lambda node: (node.span.start, -node.span.stop))
    shown: list[Node] = []
    for node in names:
        free = not shown or shown[-1].span.stop <= node.span.start
        if free and node.span.start in starts and node.span.stop in stops:
            shown.append(node)
    return Graph(tuple(shown))


def loads(lines: str, *, name: str = "") -> list[Minutes]:
    """The documents of a CoNLL file, with what was changed in its last column.

    A file of other origin gives its names alone, and a text put together from the tokens;
    ``name`` is then the document's.  Raises ValueError where a line has fewer columns or
    the tokens are not those of the text.
    """
    documents: list[tuple[str, list[str]]] = []
    for line in lines.split("\n"):
        if line.startswith("-DOCSTART-"):
            documents.append((line[len(START) :].strip(), []))
        elif line.strip() or documents:
            if not documents:
                documents.append(("", []))
            documents[-1][1].append(line)
    return [_document(payload, rows, name) for payload, rows in documents]


def _document(payload: str, rows: Sequence[str], name: str) -> Minutes:
    cells = [row.split() for row in rows]
    short = next((row for row in cells if 0 < len(row) < _COLUMNS), None)
    if short:
        raise ValueError(f"a line has {len(short)} columns, not {_COLUMNS}: {' '.join(short)!r}")
    if payload:
        told, text = json.loads(payload)
        base = codec.loads(told, text=text)
        return corrected(base, _shown(base), _graph(cells, text))
    text = _joined(cells)
    base = blank(name, text)
    return corrected(base, Graph(), _graph(cells, text))


def _joined(cells: Iterable[Sequence[str]]) -> str:
    words = (f"{row[0]} " if row else "\n" for row in cells)
    return "".join(words).replace(" \n", "\n").strip()


def _graph(cells: Iterable[Sequence[str]], text: str) -> Graph:
    """The names of the last column, with their places in the text."""
    names: list[tuple[str, Span]] = []
    place, before = 0, "O"
    for row in cells:
        if not row:
            before = "O"
            continue
        start = text.find(row[0], place)
        if start < 0:
            raise ValueError(f"the token {row[0]!r} is not in the text after character {place}")
        place = start + len(row[0])
        mark, _, tag = row[-1].partition("-")
        if tag in _LABELS:
            if names and mark == "I" and before == tag:
                names[-1] = (names[-1][0], Span(names[-1][1].start, place))
            else:
                names.append((_LABELS[tag], Span(start, place)))
        before = tag or "O"
    return Graph(tuple(Node(f"n{i}", label, span) for i, (label, span) in enumerate(names, 1)))


def write(minutes: Minutes | Iterable[Minutes], out: str | Path) -> None:
    """Write one document or several into the file ``out``."""
    Path(out).write_bytes(dumps(minutes).encode("utf-8", "backslashreplace"))


def read(path: str | Path) -> list[Minutes]:
    """The documents of a CoNLL file."""
    return loads(Path(path).read_bytes().decode("utf-8"), name=Path(path).stem)
