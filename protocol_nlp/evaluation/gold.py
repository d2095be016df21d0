"""Gold documents and predictions from files, and which prediction belongs to which document."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from protocol_nlp import codec
from protocol_nlp.records import Header, Minutes, Source

__all__ = ["GoldDocument", "load_gold", "load_predictions", "pair_up"]

GOLD = ".gold.json"
SPLITS = "splits.toml"
ASIDE = frozenset({"second", "as_made"})  # folders of other golds of the same texts


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document: its name, its text, what is right, and what is told about it.

    ``meta`` holds strings such as ``layout``, ``format`` and ``issuer``: from an object
    ``meta`` in the JSON, else from a table ``meta`` in ``<doc>.gold.toml``; the folder is the
    issuer where neither says.
    """

    id: str
    text: str
    minutes: Minutes
    meta: Mapping[str, str] = field(default_factory=dict)


def load_gold(path: str | Path, *, split: str | None = None) -> list[GoldDocument]:
    """The gold documents under ``path``, sorted by name.

    ``path`` is a folder tree with ``<doc>.txt`` beside ``<doc>.gold.json`` (the contract's
    JSON), or a JSON Lines file of such objects with their ``text``.  ``split`` keeps the
    issuing bodies that ``splits.toml`` in the folder, or in one above it, lists under that
    name.  Folders ``second`` and ``as_made`` inside it are left out: they hold other golds of
    the same texts, for :mod:`protocol_nlp.evaluation.agreement`.  Raises FileNotFoundError
    where there is nothing, ValueError where a file is not what it should be; both name the
    file.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no gold at {path}")
    if path.is_file():
        return list(_from_lines(path))
    files = sorted(path.rglob(f"*{GOLD}"))
    files = [file for file in files if not ASIDE & set(file.relative_to(path).parts)]
    if split:
        issuers = _issuers(path, split)
        files = [file for file in files if issuers & set(file.parts)]
    if not files:
        raise FileNotFoundError(f"there is no file *{GOLD} under {path}")
    return [_from_pair(file) for file in files]


def _issuers(path: Path, split: str) -> set[str]:
    """The folders of the issuing bodies of a split: the keys of its table, or its list."""
    folders = [path, *path.resolve().parents]
    listing = next((f / SPLITS for f in folders if (f / SPLITS).exists()), None)
    if listing is None:
        raise FileNotFoundError(f"there is no {SPLITS} in {path}, nor above it")
    table = tomllib.loads(listing.read_text("utf-8"))
    if split not in table:
        raise ValueError(f"{listing} has no split {split!r}, only {', '.join(sorted(table))}")
    return set(table[split])


def _from_pair(file: Path) -> GoldDocument:
    name = file.name.removesuffix(GOLD)
    source = file.with_name(f"{name}.txt")
    if not source.exists():
        raise FileNotFoundError(f"{file} has no text beside it: {source} is missing")
    text = source.read_bytes().decode("utf-8")  # read_text would fold the line ends
    try:
        obj = json.loads(file.read_bytes())
        return _document(text, obj, {"issuer": file.parent.name, **_told_beside(file)})
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{file}: {error}") from error


def _told_beside(file: Path) -> Mapping[str, Any]:
    """The table ``meta`` of ``<doc>.gold.toml``, from which the corpus makes its JSON."""
    notes = file.with_suffix(".toml")
    table = tomllib.loads(notes.read_text("utf-8")).get("meta", {}) if notes.exists() else {}
    return table if isinstance(table, Mapping) else {}


def _from_lines(path: Path) -> Iterator[GoldDocument]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            obj = json.loads(line)
            yield _document(obj.get("text", ""), obj, {})
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"{path}, line {number}: {error}") from error


def _document(text: str, obj: Mapping[str, Any], told: Mapping[str, Any]) -> GoldDocument:
    minutes = codec.from_dict(obj, text=text)
    source = minutes.source
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if text and source.sha256 and source.sha256 != digest:
        raise ValueError(f"the text is not the annotated one: its sha256 is {digest}")
    if text:
        minutes = replace(minutes, source=Source(source.id, digest, len(text)))
    told = {**told, **obj.get("meta", {})}
    meta = {name: str(value) for name, value in told.items() if isinstance(value, str | int)}
    return GoldDocument(source.id, text, minutes, meta)


def load_predictions(path: str | Path) -> list[Minutes]:
    """What a program said: JSON Lines (also as ``.gz``), one JSON object, or a folder of them.

    A line that reports an ``error`` gives nothing, so that its document counts as empty.
    Raises FileNotFoundError or ValueError, naming the file.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there are no predictions at {path}")
    files = [path] if path.is_file() else sorted([*path.rglob("*.json"), *path.rglob("*.jsonl")])
    return [minutes for file in files for minutes in _predictions(file)]


def _predictions(file: Path) -> Iterator[Minutes]:
    data = file.read_bytes()
    content = (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8")
    try:
        objects = [json.loads(content)]
    except json.JSONDecodeError:
        objects = _lines(file, content)
    for obj in objects:
        if isinstance(obj, dict) and "error" not in obj:
            try:
                yield codec.from_dict(obj, text=obj.get("text", ""))
            except (ValueError, TypeError) as error:
                raise ValueError(f"{file}: {error}") from error


def _lines(file: Path, content: str) -> list[Any]:
    try:
        return [json.loads(line) for line in content.split("\n") if line.strip()]
    except json.JSONDecodeError as error:
        raise ValueError(f"{file} is neither JSON nor JSON Lines: {error}") from error


def pair_up(gold: Sequence[GoldDocument], predictions: Iterable[Minutes]) -> list[Minutes]:
    """The prediction for each gold document, by the checksum of its text, else by its name.

    A document without one gets empty minutes, so that all it holds counts as missed.
    Of two files with one name only the checksum tells which is meant.

    >>> said = Minutes(Source("dir/a.txt", "", 0), Header(place="Томск"))
    >>> empty = Minutes(Source("a", "", 0), Header())
    >>> gold = [GoldDocument("a", "", empty), GoldDocument("b", "", empty)]
    >>> pair_up(gold, [said])[0].header.place
    'Томск'
    """
    said = list(predictions)
    by_checksum = {m.source.sha256: m for m in said if m.source.sha256}
    by_name = {m.source.id: m for m in said}
    stems = Counter(Path(m.source.id).stem for m in said)
    by_stem = {s: m for m in said if stems[s := Path(m.source.id).stem] == 1}
    return [
        replace(
            by_checksum.get(document.minutes.source.sha256)
            or by_name.get(document.id)
            or by_stem.get(Path(document.id).stem)
            or Minutes(document.minutes.source, Header()),
            text=document.text,
        )
        for document in gold
    ]
