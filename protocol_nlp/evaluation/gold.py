"""Gold documents and predictions from files, and which prediction belongs to which document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from protocol_nlp import codec
from protocol_nlp.records import Header, Minutes, Source

__all__ = ["GoldDocument", "load_gold", "load_predictions", "pair_up"]

GOLD = ".gold.json"


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document: its name, its text, what is right, and what is told about it.

    ``meta`` holds strings such as ``layout``, ``format`` and ``issuer``; it is optional.
    """

    id: str
    text: str
    minutes: Minutes
    meta: Mapping[str, str] = field(default_factory=dict)


def load_gold(path: str | Path, *, split: str | None = None) -> list[GoldDocument]:
    """The gold documents under ``path``, sorted by name.

    ``path`` is a folder tree with ``<doc>.txt`` beside ``<doc>.gold.json`` (the contract's
    JSON, with an optional object ``meta``), or a JSON Lines file of such objects with their
    ``text``.  ``split`` keeps the documents that ``splits.toml`` in the folder lists under
    that name.  Raises FileNotFoundError where there is nothing, ValueError where a file is
    not what it should be; both name the file.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no gold at {path}")
    if path.is_file():
        return list(_from_lines(path))
    documents = [_from_pair(gold) for gold in sorted(path.rglob(f"*{GOLD}"))]
    if not documents:
        raise FileNotFoundError(f"there is no file *{GOLD} under {path}")
    return _of_split(documents, path, split) if split else documents


def _from_pair(gold: Path) -> GoldDocument:
    name = gold.name.removesuffix(GOLD)
    source = gold.with_name(f"{name}.txt")
    if not source.exists():
        raise FileNotFoundError(f"{gold} has no text beside it: {source} is missing")
    text = source.read_bytes().decode("utf-8")  # read_text would fold the line ends
    try:
        return _document(name, text, json.loads(gold.read_bytes()))
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{gold}: {error}") from error


def _from_lines(path: Path) -> Iterator[GoldDocument]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            obj = json.loads(line)
            yield _document(str(obj["source"]["id"]), obj.get("text", ""), obj)
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"{path}, line {number}: {error!r}") from error


def _document(name: str, text: str, obj: Mapping[str, Any]) -> GoldDocument:
    minutes = codec.from_dict(obj, text=text)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    said = minutes.source.sha256
    if text and said and said != digest:
        raise ValueError(f"the text is not the annotated one: sha256 {digest}, not {said}")
    minutes = replace(minutes, source=Source(name, digest if text else said, len(text)))
    meta = {k: str(v) for k, v in obj.get("meta", {}).items() if isinstance(v, str | int)}
    return GoldDocument(name, text, minutes, meta)


def _of_split(documents: list[GoldDocument], folder: Path, split: str) -> list[GoldDocument]:
    import tomllib  # noqa: PLC0415  only where a split is asked for

    listed = tomllib.loads((folder / "splits.toml").read_text("utf-8"))
    members = _members(listed, split)
    if members is None:
        raise ValueError(f"{folder / 'splits.toml'} has no split {split!r}")
    return [document for document in documents if document.id in members]


def _members(listed: Mapping[str, Any], split: str) -> set[str] | None:
    """The documents of a split: ``dev = [...]``, at the top or in a table."""
    found = listed.get(split)
    if isinstance(found, Mapping):
        found = found.get("documents")
    if isinstance(found, list):
        return {Path(str(name)).stem for name in found}
    tables = [table for table in listed.values() if isinstance(table, Mapping)]
    return next((m for table in tables if (m := _members(table, split)) is not None), None)


def load_predictions(path: str | Path) -> list[Minutes]:
    """What a program said: JSON Lines, one JSON object, or a folder of either.

    A line that reports an ``error`` gives nothing, so that its document counts as empty.
    Raises FileNotFoundError or ValueError, naming the file.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there are no predictions at {path}")
    files = [path] if path.is_file() else sorted([*path.rglob("*.json"), *path.rglob("*.jsonl")])
    return [minutes for file in files for minutes in _predictions(file)]


def _predictions(file: Path) -> Iterator[Minutes]:
    content = file.read_bytes().decode("utf-8")
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

    >>> said = Minutes(Source("dir/a.txt", "", 0), Header(place="Томск"))
    >>> empty = Minutes(Source("a", "", 0), Header())
    >>> pair_up([GoldDocument("a", "", empty), GoldDocument("b", "", empty)], [said])[0].header.place
    'Томск'
    """
    said = list(predictions)
    by_checksum = {m.source.sha256: m for m in said if m.source.sha256}
    by_name = {Path(m.source.id).stem: m for m in said}
    return [_prediction(document, by_checksum, by_name) for document in gold]


def _prediction(
    document: GoldDocument, by_checksum: Mapping[str, Minutes], by_name: Mapping[str, Minutes]
) -> Minutes:
    source = document.minutes.source
    found = by_checksum.get(source.sha256) or by_name.get(document.id)
    return replace(found or Minutes(source, Header()), text=document.text)
