"""Records to JSON and back, and the JSON Schema, all read off the records themselves.

The records mirror the JSON field by field, so nothing here names a field but the few
that differ: ``Minutes.text`` stays out of the JSON, ``schema`` comes first, and
``due_source`` is written only where a policy spoke.

>>> from protocol_nlp.records import Header, Minutes, Source
>>> minutes = Minutes(Source("a", "0" * 64, 0), Header(kind="протокол"))
>>> loads(dumps(minutes)) == minutes
True
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from protocol_nlp import records
from protocol_nlp.records import Minutes, Span

__all__ = ["dumps", "from_dict", "json_schema", "loads", "record_from", "to_dict"]

R = TypeVar("R")

_SILENT = frozenset({"text"})
_ONLY_WHEN_SET = frozenset({"due_source"})


def to_dict(record: object) -> dict[str, Any]:
    """A record as the JSON object of the contract.

    >>> to_dict(records.Evidence("executor.lead", Span(0, 4)))
    {'rule': 'executor.lead', 'span': [0, 4], 'note': ''}
    """
    if isinstance(record, Minutes):
        return {"schema": record.schema, **{k: _plain(v) for k, v in _items(record)}}
    return {k: _plain(v) for k, v in _items(record)}


def dumps(record: object, *, indent: int | None = None) -> str:
    """A record as JSON text, the same bytes for the same record.

    Lone surrogates, which UTF-8 cannot carry, are written as JSON escapes.
    """
    text = json.dumps(to_dict(record), ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def from_dict(obj: Mapping[str, Any], *, text: str = "") -> Minutes:
    """The minutes that a JSON object of the contract tells; unknown fields are passed over.

    Raises ValueError with one sentence where the object is not of this schema.
    """
    if obj.get("schema") != records.SCHEMA:
        raise ValueError(f"schema is {obj.get('schema')!r}, not {records.SCHEMA!r}")
    return record_from(Minutes, {**obj, "text": text})


def loads(line: str, *, text: str = "") -> Minutes:
    """The minutes that a JSON text tells; ``text`` is the document, for writers that need it."""
    return from_dict(json.loads(line), text=text)


def record_from(kind: type[R], obj: Mapping[str, Any]) -> R:
    """One record of class ``kind`` from its JSON object.

    Raises ValueError where a field that has no default is missing.

    >>> record_from(records.Source, {"id": "a", "sha256": "b", "chars": 1}).id
    'a'
    """
    hints = _hints(kind)
    known = {name: _typed(hints[name], obj[name]) for name in hints if name in obj}
    try:
        return kind(**known)
    except TypeError as error:
        raise ValueError(f"a {kind.__name__} of the JSON is incomplete: {error}") from error


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what :func:`to_dict` gives for minutes.

    >>> json_schema()["title"]
    'protocol_nlp/1'
    """
    schema = _object_schema(Minutes)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": records.SCHEMA,
        **schema,
        "$defs": {k.__name__: _object_schema(k) for k in _record_classes() if k is not Minutes},
    }


def _items(record: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any dataclass
    hidden = _SILENT | {"schema"} if isinstance(record, Minutes) else frozenset()
    for name in _hints(type(record)):
        value = getattr(record, name)
        if name not in hidden and not (name in _ONLY_WHEN_SET and value is None):
            yield name, value


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return to_dict(value) if is_dataclass(value) else value


_HINTS: dict[str, Mapping[str, Any]] = {}


def _hints(kind: type[object]) -> Mapping[str, Any]:
    if kind.__name__ not in _HINTS:
        _HINTS[kind.__name__] = get_type_hints(kind, vars(records))
    return _HINTS[kind.__name__]


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401 - driven by the annotations
    if get_origin(hint) in (types.UnionType, Union):
        inner = next(a for a in get_args(hint) if a is not type(None))
        return None if value is None else _typed(inner, value)
    if hint is Span:
        return _span(value)
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], v) for v in _of(list | tuple, value))
    if isinstance(hint, type) and is_dataclass(hint):
        return record_from(hint, _of(Mapping, value))
    return _scalar(str if get_origin(hint) is Literal else hint, value)


def _scalar(hint: Any, value: Any) -> Any:  # noqa: ANN401 - ditto
    if hint is float and type(value) is int:
        return value
    if type(value) is not hint:
        raise ValueError(f"the JSON has {type(value).__name__} where {hint.__name__} is asked for")
    return value


def _of(kind: Any, value: Any) -> Any:  # noqa: ANN401 - ditto
    if not isinstance(value, kind):
        raise ValueError(f"the JSON has {type(value).__name__} where a list or object is asked for")  # noqa: TRY004 - documented
    return value


def _span(value: Any) -> Span:  # noqa: ANN401 - ditto
    match _of(list | tuple, value):
        case [int(start), int(stop)]:
            return Span(start, stop)
    raise ValueError("a span of the JSON is no pair of whole numbers")


def _record_classes() -> tuple[type, ...]:
    hidden = {"Normalized"}
    return tuple(
        v
        for n, v in sorted(vars(records).items())
        if isinstance(v, type) and is_dataclass(v) and n not in hidden
    )


def _object_schema(kind: type) -> dict[str, Any]:
    hints = _hints(kind)
    shown = [f for f in fields(kind) if not (kind is Minutes and f.name in _SILENT)]
    return {
        "type": "object",
        "properties": {f.name: _field_schema(f, hints[f.name]) for f in shown},
        "required": [f.name for f in shown if f.name not in _ONLY_WHEN_SET],
    }


def _field_schema(declared: Field[Any], hint: Any) -> dict[str, Any]:  # noqa: ANN401 - ditto
    if declared.name == "schema" and declared.default is not MISSING:
        return {"const": declared.default}
    return _type_schema(hint)


_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _type_schema(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - driven by the annotations
    if hint is Span:
        item = {"type": "integer", "minimum": 0}
        return {"type": "array", "items": item, "minItems": 2, "maxItems": 2}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) in (types.UnionType, Union):
        inner = [_type_schema(a) for a in get_args(hint) if a is not type(None)]
        return {"anyOf": [*inner, {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type_schema(get_args(hint)[0])}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]
    return {"type": _SCALARS[hint]}
