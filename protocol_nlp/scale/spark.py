"""Spark: a column of texts to a table of minutes, a row a document, on any cluster.

::

    from protocol_nlp.scale import spark

    minutes = spark.extract(df, "text", id_col="path")
    minutes.selectExpr("source.id", "explode(decisions) AS d").select("id", "d.text")

The workers need protocol_nlp with its extra.  A Python process of a worker loads the
weights once and keeps them from task to task (``spark.python.worker.reuse``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import protocol_nlp
from protocol_nlp.deadlines import Policy
from protocol_nlp.records import Minutes
from protocol_nlp.scale import arrow
from protocol_nlp.writers import MissingPackageError, unreadable

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["extract", "schema"]

_TEXT, _ID, _DATE = "protocol_nlp_text", "protocol_nlp_id", "protocol_nlp_date"
_ROWS = 64  # documents to a batch of results, some 4 MB of them


def schema() -> StructType:
    """The columns of :func:`extract` after those kept: ``error`` and the contract's JSON.

    They are those of :func:`protocol_nlp.scale.arrow.schema` in Spark's types.  Raises
    ImportError with the command to run where pyspark or pyarrow is not there.
    """
    try:
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra

        return from_arrow_schema(arrow.schema())
    except ModuleNotFoundError as error:
        hint = "pip install 'protocol_nlp[spark]'"
        raise MissingPackageError(f"Spark needs {error.name}: {hint}") from error


def extract(  # noqa: PLR0913 - options by name
    df: DataFrame,
    text_col: str = "text",
    *,
    id_col: str | None = None,
    date_col: str | None = None,
    keep: Sequence[str] = (),
    policy: Policy | None = None,
) -> DataFrame:
    """The minutes of each text: the columns of ``keep`` as they are, then :func:`schema`.

    ``id_col`` names the document in ``source.id`` (as a string); without it ``source.id``
    is the start of the text's SHA-256.  ``date_col`` is the day (a date or ISO 8601) of
    documents that tell none.  ``policy`` is as in :func:`protocol_nlp.load`.

    A text that is null or whose analysis fails is a row with ``error``, and ends nothing.
    Partitions, order and laziness are those of ``DataFrame.mapInArrow``.

    Raises ValueError where a column is missing, the texts are no strings, or a name of
    ``keep`` is one of :func:`schema`; ImportError as :func:`schema` does.
    """
    added = schema()
    _check(df, text_col, [c for c in (id_col, date_col, *keep) if c is not None])
    taken = [name for name in keep if name in added.names]
    if taken:
        raise ValueError(f"{taken[0]!r} of keep is a column of the result: rename it before")
    from pyspark.sql import functions, types  # noqa: PLC0415 - an extra

    named = [(text_col, _TEXT), *((c, n) for c, n in ((id_col, _ID), (date_col, _DATE)) if c)]
    texts = [functions.col(_quoted(c)).cast("string").alias(name) for c, name in named]
    given = df.select(*texts, *map(_quoted, keep))
    result = types.StructType([*given.schema.fields[len(texts) :], *added.fields])
    return given.mapInArrow(_Reading(policy), result)


def _check(df: DataFrame, text_col: str, others: Sequence[str]) -> None:
    missing = [name for name in (text_col, *others) if name not in df.columns]
    if missing:
        raise ValueError(f"no column {missing[0]!r}; there are {', '.join(df.columns)}")
    kind = df.schema[text_col].dataType.typeName()
    if kind not in ("string", "varchar", "char"):
        raise ValueError(f"column {text_col!r} is of type {kind}, not string")


def _quoted(column: str) -> str:
    """A column by its name, dots and all, not a field of a struct."""
    return f"`{column.replace('`', '``')}`"


@dataclass(frozen=True, slots=True)
class _Reading:
    """Batches of texts to batches of results; what each task is given."""

    policy: Policy | None

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415 - on the worker

        for whole in batches:
            for start in range(0, whole.num_rows, _ROWS):
                given = whole.slice(start, _ROWS)
                read = arrow.batch_of([self._minutes(*row) for row in _rows(given)])
                kept = [name for name in given.schema.names if name not in (_TEXT, _ID, _DATE)]
                columns = [*(given.column(name) for name in kept), *read.columns]
                yield pa.RecordBatch.from_arrays(columns, [*kept, *read.schema.names])

    def _minutes(self, text: str | None, id_: str | None, date: str | None) -> Minutes:
        if text is None:
            return unreadable(id_ or "", "the text is null")
        try:
            return protocol_nlp.load(self.policy)(text, id=id_ or "", date=date)
        except Exception as error:  # noqa: BLE001 - one document never ends the job
            return unreadable(id_ or "", f"{type(error).__name__}: {error}")


def _rows(given: pa.RecordBatch) -> Iterator[tuple[str | None, str | None, str | None]]:
    nothing = [None] * given.num_rows
    columns = [
        given.column(name).to_pylist() if name in given.schema.names else nothing
        for name in (_TEXT, _ID, _DATE)
    ]
    yield from zip(*columns, strict=True)
