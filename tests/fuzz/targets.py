"""What is fuzzed: functions of bytes that raise where something that always holds does not.

Each target has seeds of our own to begin with.  Coverage-guided runs: ``make fuzz``
(``benchmarks/fuzz.py``); bounded runs without a guide: ``test_fuzz.py``.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.readers import ReadError, read_bytes
from protocol_nlp.readers.limits import Limits
from protocol_nlp.records import Minutes

HERE = Path(__file__).parent
LIMITS = Limits(size=1 << 20, expanded=4 << 20, seconds=10.0)


@dataclass(frozen=True, slots=True)
class Target:
    """A function of bytes, and inputs that lead it somewhere."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def _text(data: bytes) -> str:
    """Any string, lone surrogates too: bytes that are no UTF-8 stand for themselves."""
    return data.decode("utf-8", "surrogateescape")


def holds(minutes: Minutes, text: str) -> None:
    """What holds for the minutes of any text; AssertionError where it does not."""
    assert minutes.source.chars == len(text)
    for mention in minutes.mentions:
        assert mention.span.of(text) == mention.text, mention
    for d in minutes.decisions:
        spans = [d.span, *(e.span for e in (*d.executors, *d.controllers, *d.evidence))]
        spans += [d.deadline.span] if d.deadline else []
        assert all(0 <= s.start <= s.stop <= len(text) for s in spans), d
        assert 0 <= d.confidence <= 1, d
    told = codec.dumps(minutes)
    assert codec.loads(told, text=text) == minutes or "\ud800" <= max(told, default="") <= "\udfff"


def _extract(data: bytes) -> None:
    text = _text(data)
    holds(protocol_nlp.extract(text), text)


def _redact(data: bytes) -> None:
    hidden = protocol_nlp.redact(protocol_nlp.extract(_text(data)), "fuzz")
    holds(hidden, hidden.text)


def _mentions(data: bytes) -> None:
    text = _text(data)
    for mention in protocol_nlp.load().mentions(text):
        assert mention.span.of(text) == mention.text


def _normalize(data: bytes) -> None:
    kinds = (None, "person", "organization", "role", "group")
    cases = (None, "nomn", "gent", "datv", "accs", "ablt", "loct")
    head, phrase = (data[0], _text(data[1:])) if data else (0, "")
    n = protocol_nlp.normalize(phrase, kind=kinds[head % 5], case=cases[head // 5 % 7])
    assert n.phrase == phrase
    assert isinstance(n.normal, str)
    assert n.normal or not phrase.strip()


def _deadline(data: bytes) -> None:
    phrase = _text(data)
    for date in (None, "2024-02-29"):
        found = protocol_nlp.deadline(phrase, date)
        if found is not None:
            assert found.parts
            codec.dumps(found)


def _normalize_spans(data: bytes) -> None:
    count = data[0] % 8 if data else 0
    head, text = data[1 : 1 + 4 * count], _text(data[1 + 4 * count :])
    pairs = [struct.unpack_from("<hh", head, at) for at in range(0, len(head) - 3, 4)]
    results = protocol_nlp.load().normalize_spans(text, pairs)
    assert len(results) == len(pairs)


def _read(data: bytes) -> None:
    try:
        said = read_bytes(data, "fuzz.bin", limits=LIMITS)
    except ReadError as error:
        said = str(error).replace("\n", "\ud800")  # a sentence has one line
    said.encode("utf-8")


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def _docx(data: bytes) -> None:
    _read(_zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": data}))


def _numbering(data: bytes) -> None:
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:body><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>а</w:t></w:r></w:p>'
        "</w:body></w:document>"
    ).encode()
    parts = {"word/document.xml": body, "word/numbering.xml": data, "word/styles.xml": data}
    _read(_zipped({"[Content_Types].xml": b"<Types/>", **parts}))


def _odt(data: bytes) -> None:
    kind = b"application/vnd.oasis.opendocument.text"
    _read(_zipped({"mimetype": kind, "content.xml": data, "styles.xml": data}))


def _pdf(data: bytes) -> None:
    from protocol_nlp.readers.pdf.child import answer  # noqa: PLC0415 - needs an extra

    kind, said = answer(data, {"pages": 20, "expanded": 1 << 20})
    assert kind in ("text", "error")
    assert kind == "error" or isinstance(said, str)


def _records(data: bytes) -> None:
    """The JSON of others: read or refused with ValueError, never anything else."""
    try:
        obj = json.loads(_text(data))
        minutes = codec.from_dict(obj) if isinstance(obj, dict) else None
    except (ValueError, RecursionError):
        return
    if minutes is not None:
        assert codec.loads(codec.dumps(minutes)) == minutes


_RUNS: dict[str, Callable[[bytes], None]] = {
    "extract": _extract,
    "redact": _redact,
    "mentions": _mentions,
    "normalize": _normalize,
    "deadline": _deadline,
    "normalize_spans": _normalize_spans,
    "read": _read,
    "docx": _docx,
    "numbering": _numbering,
    "odt": _odt,
    "pdf": _pdf,
    "records": _records,
}
_SAME_SEEDS = {"redact": "extract", "mentions": "extract"}


def _seeds(name: str) -> tuple[bytes, ...]:
    """The seeds of a target: its files, and for a text each of its lines too."""
    files = sorted((HERE / "seeds" / _SAME_SEEDS.get(name, name)).iterdir())
    whole = [f.read_bytes() for f in files]
    texts = _SAME_SEEDS.get(name, name) == "extract"
    return (*whole, *(line for w in whole for line in w.splitlines() if texts))


TARGETS = {name: Target(run, _seeds(name)) for name, run in _RUNS.items()}
"""Every target by name."""

TOKENS = tuple(
    line.encode("latin-1", "backslashreplace").decode("unicode_escape")
    for line in (HERE / "tokens.txt").read_text("utf-8").splitlines()
)
"""What inputs are made of: words that rules look for, marks that readers do."""
