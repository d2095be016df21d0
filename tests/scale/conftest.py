"""A folder of small documents, and what a file of results holds."""

import pytest

DOCUMENTS = 60


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "in" / "2021"
    inner.mkdir(parents=True)
    for n in range(DOCUMENTS):
        place = inner if n % 3 else inner.parent
        text = f"РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план № {n} до 1 июня 2021 года."
        (place / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return inner.parent
