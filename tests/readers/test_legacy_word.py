"""Word 97–2003 files through LibreOffice: bounded in time, nothing left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol_nlp.readers import Limits, ReadError, read_bytes

pytestmark = pytest.mark.usefixtures("soffice")


@pytest.fixture(autouse=True)
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """No file is left where temporary files go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert list(tmp_path.iterdir()) == []


def test_damaged() -> None:
    damaged = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    with pytest.raises(ReadError, match=r"^a\.doc is damaged: LibreOffice cannot read it$"):
        read_bytes(damaged + b"x" * 5000, "a.doc")


def test_time(converted: Callable[[str], bytes]) -> None:
    with pytest.raises(ReadError, match=r"takes longer to read than the limit of 0\.2 s"):
        read_bytes(converted("doc"), limits=Limits(seconds=0.2))


def test_cut_short(converted: Callable[[str], bytes]) -> None:
    data = converted("doc")
    with pytest.raises(ReadError, match="damaged"):
        read_bytes(data[: len(data) // 4])
