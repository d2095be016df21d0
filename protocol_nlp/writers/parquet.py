"""Parquet: the rows of the CSV with their types, for pandas, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from protocol_nlp.records import Minutes
from protocol_nlp.writers.rows import COLUMNS, Row, rows_of
from protocol_nlp.writers.wording import day

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["dumps", "schema", "table"]

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

    out = pa.BufferOutputStream()
    parquet.write_table(table(rows_of(minutes)), out)
    content: bytes = out.getvalue().to_pybytes()
    return content


def schema() -> pa.Schema:
    """The columns and their types, the same whatever the rows hold.

    >>> str(schema().field("due").type)
    'date32[day]'
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    types: dict[str, pa.DataType] = dict.fromkeys(COLUMNS, pa.string())
    types |= dict.fromkeys(_DAYS, pa.date32())
    types |= dict.fromkeys(_NUMBERS, pa.int32())
    types["confidence"] = pa.float64()
    return pa.schema(types)


def table(rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table of :func:`schema`.

    >>> table([Row("a.pdf", error="no text")]).num_rows
    1
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.Table.from_pylist([_typed(row) for row in rows], schema())


def _typed(row: Row) -> dict[str, Any]:
    told: dict[str, Any] = {k: None if value == "" else value for k, value in asdict(row).items()}
    told |= {column: day(told[column]) for column in _DAYS}
    return told | (dict.fromkeys(_NUMBERS) if row.start < 0 else {})
