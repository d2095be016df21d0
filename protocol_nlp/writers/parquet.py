"""Parquet: the rows of the CSV with their types, for pandas, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from protocol_nlp.records import Minutes
from protocol_nlp.writers.rows import COLUMNS, Row, rows_of
from protocol_nlp.writers.wording import day

__all__ = ["dumps"]

_DAYS = ("document_date", "due")
_NUMBERS = ("start", "stop")


def dumps(minutes: Minutes | Iterable[Minutes]) -> bytes:
    """One row a decision and executor; what a row does not tell is null.

    Days are ``date32``, offsets ``int32``, the confidence ``float64``, all else ``string``.
    Raises ImportError where pyarrow is not there.

    >>> dumps([])[:4]
    b'PAR1'
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    types: dict[str, pa.DataType] = dict.fromkeys(COLUMNS, pa.string())
    types |= dict.fromkeys(_DAYS, pa.date32())
    types |= dict.fromkeys(_NUMBERS, pa.int32())
    types["confidence"] = pa.float64()
    table = pa.Table.from_pylist([_typed(row) for row in rows_of(minutes)], pa.schema(types))
    out = pa.BufferOutputStream()
    parquet.write_table(table, out)
    content: bytes = out.getvalue().to_pybytes()
    return content


def _typed(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {k: None if value == "" else value for k, value in asdict(row).items()}
    told |= {column: day(told[column]) for column in _DAYS}
    return told | (dict.fromkeys(_NUMBERS) if row.start < 0 else {})
