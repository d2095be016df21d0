"""The JSON of the contract as Arrow columns, a row a document: what engines of clusters take.

The types are read off the JSON Schema, so that the columns are its fields, all of them:
an object is a struct, an array a list, a span a list of two ``int32``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from protocol_nlp.codec import json_schema, to_dict
from protocol_nlp.records import Minutes
from protocol_nlp.writers import error_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ERROR", "batch_of", "schema"]

ERROR = "error"
"""The column that says why a document could not be read; null where it could."""


@cache
def schema() -> pa.Schema:
    """The columns: ``error``, then the fields of the contract's JSON by their names.

    Raises ImportError where pyarrow is not there.

    >>> schema().names[:4], str(schema().field("source").type)
    (['error', 'source', 'header', 'attendees'], 'struct<id: string, sha256: string, chars: int32>')
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    contract = json_schema()
    types = {name: _type(inner, contract) for name, inner in contract["properties"].items()}
    return pa.schema({ERROR: pa.string(), **types})


def batch_of(minutes: Sequence[Minutes]) -> pa.RecordBatch:
    """Documents as rows; one that could not be read has only ``error`` and ``source.id``.

    >>> from protocol_nlp.writers import unreadable
    >>> batch_of([unreadable("a.pdf", "no text")]).column("error").to_pylist()
    ['no text']
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.RecordBatch.from_pylist([_row(document) for document in minutes], schema())


def _row(minutes: Minutes) -> dict[str, Any]:
    error = error_of(minutes)
    return {ERROR: error, "source": {"id": minutes.source.id}} if error else to_dict(minutes)


def _type(told: Mapping[str, Any], contract: Mapping[str, Any]) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    if "$ref" in told:
        return _type(contract["$defs"][told["$ref"].rpartition("/")[2]], contract)
    if "anyOf" in told:
        return _type(next(t for t in told["anyOf"] if t.get("type") != "null"), contract)
    if told.get("type") == "object":
        inner = told["properties"].items()
        return pa.struct({name: _type(one, contract) for name, one in inner})
    if told.get("type") == "array":
        return pa.list_(_type(told["items"], contract))
    scalars: dict[str, pa.DataType] = {
        "integer": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    return scalars.get(told.get("type", ""), pa.string())
