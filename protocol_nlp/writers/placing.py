"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

__all__ = ["placed_file", "placed_folder"]


@contextmanager
def placed_file(out: Path) -> Iterator[BinaryIO]:
    """A file to write, put in the place of ``out`` at the end if nothing went wrong.

    It is written beside ``out``, so that :func:`os.replace` never crosses a file system.
    What is there and is no regular file (``/dev/stdout``, a pipe) is written to directly.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists() and not out.is_file() and not out.is_dir():
        with out.open("wb") as stream:
            yield stream
        return
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(_mode(out))
        os.replace(name, out)  # noqa: PTH105 - what its documentation promises is atomic
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(out: Path) -> int:
    """The mode of the file that is replaced, else what a new file would have had."""
    if out.exists():
        return out.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def placed_folder(out: Path) -> Iterator[Path]:
    """A folder to fill, whose files come to lie in ``out`` if nothing went wrong.

    Files of ``out`` that have other names stay as they are.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name[:40]}."))
    try:
        yield folder
        out.mkdir(exist_ok=True)
        for file in sorted(folder.iterdir()):
            os.replace(file, out / file.name)  # noqa: PTH105
    finally:
        shutil.rmtree(folder, ignore_errors=True)
