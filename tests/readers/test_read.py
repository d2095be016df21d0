"""The door: paths, names, limits, and one sentence for whatever is wrong."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from protocol_nlp.readers import Limits, ReadError, read_bytes, read_text
from protocol_nlp.readers import read as door


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "протокол.txt"
    path.write_bytes("Решили:\r\n".encode("cp1251"))
    assert read_text(path) == read_text(str(path)) == "Решили:\r\n"


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"нет\.docx does not exist$"):
        read_text(tmp_path / "нет.docx")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder"):
        read_text(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError, match="is no regular file"):
        read_text(tmp_path / "pipe")


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.touch()

    def forbidden(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(ReadError, match="permission denied"):
        read_text(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_names_that_no_system_has(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(name)
    assert len(str(caught.value)) < 300
    assert "\0" not in str(caught.value)


def test_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    for read in (
        lambda: read_text(path, limits=Limits(size=10)),
        lambda: read_bytes(b"x" * 11, limits=Limits(size=10)),
    ):
        with pytest.raises(ReadError, match="larger than the limit of 10 bytes"):
            read()
    assert read_text(path, limits=Limits(size=11)) == "x" * 11


def test_empty() -> None:
    assert read_bytes(b"") == read_bytes(b"", "a.txt") == ""
    with pytest.raises(ReadError, match=r"^a\.docx is empty$"):
        read_bytes(b"", "a.docx")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd is a zip"),
        ("a\nb\r\x1b[31m.docx", r"a\\nb\\r\\x1b\[31m\.docx is a zip"),
        (None, "^the document is a zip"),
        ("\u202egpj.docx", r"^\\u202egpj\.docx is a zip"),
    ],
)
def test_names_are_only_printed(name: str | None, shown: str, zipped: object) -> None:
    assert callable(zipped)
    with pytest.raises(ReadError, match=shown) as caught:
        read_bytes(zipped({"../../x": "y"}), name)
    assert "\n" not in str(caught.value)


def test_the_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("a.pdf", "is empty")))  # noqa: S301 (our own)
    assert (str(error), error.name, error.complaint) == ("a.pdf is empty", "a.pdf", "is empty")


@pytest.mark.parametrize(
    ("module", "data", "extra"),
    [
        ("lxml.etree", b"<html><body>x</body></html>", "html"),
        ("pypdfium2", b"%PDF-1.4\n%%EOF", "pdf"),
    ],
)
def test_a_missing_extra(
    module: str, data: bytes, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        ReadError, match=rf"reading \.{extra} needs: pip install 'protocol_nlp\[{extra}\]'"
    ):
        read_bytes(data)


def test_doc_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    with pytest.raises(ReadError, match="install LibreOffice"):
        read_bytes(data, "a.doc")


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_the_interpreter_gives_up(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> str:
        raise error

    monkeypatch.setattr(door, "_plain", give_up)
    with pytest.raises(ReadError):
        read_bytes(b"text")


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys; from protocol_nlp.readers import read_bytes; read_bytes(b'x');"
        "print([m for m in ('lxml', 'pypdfium2', 'email', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
