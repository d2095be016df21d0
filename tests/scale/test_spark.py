"""A real cluster: two executors, one killed midway, the answers of one process."""

import re
import shutil
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

import protocol_nlp
from benchmarks.generate import documents
from benchmarks.spark import cluster, kill_midway, wrong
from protocol_nlp import codec
from protocol_nlp.deadlines import Policy
from protocol_nlp.scale import spark
from protocol_nlp.writers import MissingPackageError

TEXTS = dict(enumerate(documents(24, seed=5)))


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    pytest.importorskip("pyspark", reason="Spark: pip install 'protocol_nlp[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a java on the path")
    with cluster(tmp_path_factory.mktemp("spark")) as started:
        yield started


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql.pandas.types", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'protocol_nlp\[spark\]'"):
        spark.schema()


def test_killed_executor_loses_and_repeats_nothing(session):
    rows = [(str(n), text) for n, text in TEXTS.items()]
    df = session.createDataFrame(rows, "path string, text string").repartition(6)
    killed = []
    killer = threading.Thread(target=kill_midway, args=(session, 2, killed), daemon=True)
    killer.start()
    found = spark.extract(df, id_col="path").collect()
    assert len(killed) == 1
    assert sorted(int(row.source.id) for row in found) == sorted(TEXTS)
    assert [wrong(row, TEXTS[int(row.source.id)]) for row in found] == [""] * len(TEXTS)


def test_bad_rows_are_rows_and_columns_are_kept(session):
    order = "РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня."
    day = date(2021, 3, 30)
    rows = [(1, 9, order, day), (2, 8, None, None), (3, 7, "", None), (4, 6, order, None)]
    df = session.createDataFrame(rows, "`row.id` int, n int, text string, day date").coalesce(1)
    policy = Policy(exclusive=True)
    result = spark.extract(df, id_col="row.id", date_col="day", keep=["n", "day"], policy=policy)
    assert result.columns == ["n", "day", *spark.schema().names]
    dated, null, empty, undated = result.collect()
    assert (dated.n, dated.day, dated.error) == (9, day, None)
    for row, told in ((dated, "2021-03-30"), (undated, None)):
        alone = protocol_nlp.load(policy)(order, id=row.source.id, date=told)
        assert codec.from_dict(row.asDict(recursive=True)) == alone
    assert dated.decisions[0].deadline.due == "2021-05-31"
    assert (null.error, null.source.id, null.decisions) == ("the text is null", "2", None)
    assert (empty.error, empty.decisions) == (None, [])


def test_failure_of_one_document_is_its_row(session):
    order = "РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня."
    df = session.createDataFrame([(order, "no day")], "text string, d string")
    (row,) = spark.extract(df, date_col="d").collect()
    assert row.error == "ValueError: Invalid isoformat string: 'no day'"
    assert row.decisions is None


def test_snippet_of_the_page(session, tmp_path, capsys):
    page = Path(__file__).parents[2] / "docs" / "scale.md"
    (code,) = re.findall(
        r"test_spark.py -->\n```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL
    )
    order = "РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года."
    df = session.createDataFrame([("a.txt", order)], "path string, text string")
    df.coalesce(1).write.parquet(str(tmp_path / "documents"))
    exec(code.replace('"documents"', repr(str(tmp_path / "documents"))), {"session": session})  # noqa: S102
    printed = capsys.readouterr().out
    assert all(told in printed for told in ("a.txt", "Зуева Т.П.", "2021-06-01"))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"text_col": "words"}, "no column 'words'; there are text, n, error"),
        ({"id_col": "path"}, "no column 'path'"),
        ({"text_col": "n"}, "column 'n' is of type integer, not string"),
        ({"keep": ["error"]}, "'error' of keep is a column of the result"),
    ],
)
def test_columns_that_do_not_fit_are_told_at_once(session, options, complaint):
    df = session.createDataFrame([("a", 1, "b")], "text string, n int, error string")
    with pytest.raises(ValueError, match=complaint):
        spark.extract(df, **options)
