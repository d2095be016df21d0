"""A real cluster of Spark on this machine: generated documents, one executor killed midway.

Usage: python -m benchmarks.spark [DOCUMENTS] [--executors N] [--sample N]

Starts Spark's own standalone cluster with N executors (default 2) of one core and 1 GB,
each a process of its own; lets it read DOCUMENTS (default 20,000) generated minutes of
which every thousandth is null; kills one executor with -9 when a fifth is done; then
checks that every document is there once, that the null ones are rows with ``error``, and
that a sample equals what one process says.  Prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import protocol_nlp
from benchmarks.generate import document
from protocol_nlp import codec
from protocol_nlp.scale import spark

__all__ = ["cluster", "executors", "kill_midway", "wrong"]

_SEED = 20_000
_NULL_EVERY = 1000
_EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend"


@contextmanager
def cluster(folder: Path, count: int = 2, cores: int = 1) -> Iterator[Any]:
    """A session on a cluster of ``count`` executors, whose files lie in ``folder``.

    Spark keeps the logs of executors in its own folder, hence one of links to it.
    """
    import pyspark  # noqa: PLC0415 - an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415

    home = folder / "spark"
    home.mkdir()
    for inside in Path(pyspark.__file__).parent.iterdir():
        (home / inside.name).symlink_to(inside)
    os.environ |= {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "localhost",
        "PYSPARK_PYTHON": sys.executable,
    }
    settings: dict[str, bool | float | int | str | None] = {
        "spark.ui.enabled": "false",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": "4",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(f"local-cluster[{count},{cores},1024]")
    session = builder.config(map=settings).getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def executors(session: Any) -> list[int]:  # noqa: ANN401 - of pyspark, an extra
    """The process ids of the executors of this session and of no other."""
    application = session.sparkContext.applicationId
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:  # it has ended
            continue
        if _EXECUTOR in words and application in words:
            found.append(int(process.name))
    return found


def kill_midway(session: Any, tasks: int, killed: list[int]) -> None:  # noqa: ANN401
    """Kills one executor with -9 when so many tasks of a running stage are done."""
    tracker = session.sparkContext.statusTracker()
    while True:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numCompletedTasks >= tasks for stage in stages):
            break
        time.sleep(0.05)
    victim = executors(session)[0]
    os.kill(victim, signal.SIGKILL)
    killed.append(victim)


def wrong(row: Any, text: str | None) -> str:  # noqa: ANN401 - a Row
    """What a row of the result says otherwise than one process does; empty if nothing."""
    told = row.asDict(recursive=True)
    if text is None:
        return "" if told["error"] and told["decisions"] is None else "no error of a null text"
    if told["error"]:
        return str(told["error"])
    alone = protocol_nlp.extract(text, id=told["source"]["id"])
    return "" if codec.from_dict(told) == alone else f"{told['source']['id']} differs"


def _text(number: int) -> str | None:
    return None if number % _NULL_EVERY == _NULL_EVERY - 1 else document(number, seed=_SEED)


def _written(count: int, path: Path) -> None:
    """The documents as one Parquet file, a thousand in memory at a time."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema({"id": pa.string(), "text": pa.string()})
    with parquet.ParquetWriter(path, schema) as file:
        for start in range(0, count, 1000):
            numbers = range(start, min(start + 1000, count))
            rows = [{"id": str(n), "text": _text(n)} for n in numbers]
            file.write_table(pa.Table.from_pylist(rows, schema))


def run(folder: Path, count: int, executors_: int, sample: int) -> dict[str, Any]:
    """The whole of it; the figures."""
    _written(count, folder / "in.parquet")
    tasks = max(10, count // 500)
    killed: list[int] = []
    with cluster(folder, executors_) as session:
        texts = session.read.parquet(str(folder / "in.parquet")).repartition(tasks)
        minutes = spark.extract(texts, "text", id_col="id")
        killer = threading.Thread(
            target=kill_midway, args=(session, tasks // 5, killed), daemon=True
        )
        began = time.perf_counter()
        killer.start()
        minutes.write.parquet(str(folder / "out.parquet"))
        seconds = time.perf_counter() - began
        found = session.read.parquet(str(folder / "out.parquet"))
        ids = found.select("source.id").distinct().count()
        step = max(1, count // sample)
        looked = found.filter(f"cast(source.id AS int) % {step} = 0 OR error IS NOT NULL")
        complaints = [wrong(row, _text(int(row.source.id))) for row in looked.toLocalIterator()]
        return {
            "documents": count,
            "executors": executors_,
            "killed": len(killed),
            "seconds": round(seconds, 1),
            "documents_a_second": round(count / seconds, 1),
            "rows": found.count(),
            "distinct": ids,
            "errors": found.filter("error IS NOT NULL").count(),
            "compared": len(complaints),
            "wrong": [c for c in complaints if c],
        }


def main() -> None:
    """Runs it; exit status 1 where a row is missing, doubled or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("documents", type=int, nargs="?", default=20_000)
    parser.add_argument("--executors", type=int, default=2)
    parser.add_argument("--sample", type=int, default=500)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spark-") as folder:
        figures = run(Path(folder), args.documents, args.executors, args.sample)
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    whole = args.documents == figures["rows"] == figures["distinct"]
    sys.exit(not (whole and figures["killed"] and not figures["wrong"]))


if __name__ == "__main__":
    main()
