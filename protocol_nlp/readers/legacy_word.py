"""Word 97–2003 (.doc) through LibreOffice, in a folder of its own that is then removed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.processes import finish
from protocol_nlp.readers.word import read_docx

__all__ = ["read_doc"]

_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""No macros, and no link of the document is followed into the network."""

_MISSING = (
    "is a Word 97–2003 file (.doc): install LibreOffice (soffice) to read it, or save it as .docx"
)
_WORD_MAGIC = b"\xec\xa5"
_SECTOR = 512
_FLAGS = 0x0A
_ENCRYPTED = 0x0100


def read_doc(data: bytes, budget: Budget) -> str:
    """The text of a ``.doc`` file; raises :class:`ReadError` where LibreOffice is missing."""
    _refuse_others(data, budget)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise budget.refuse(_MISSING)
    with tempfile.TemporaryDirectory(prefix="protocol_nlp-", ignore_cleanup_errors=True) as name:
        return read_docx(_convert(program, Path(name), data, budget), budget)


def _refuse_others(data: bytes, budget: Budget) -> None:
    """Tell apart the other things that come in the same container, before starting anything."""
    if _has_stream(data, "EncryptedPackage"):
        raise budget.refuse("is encrypted: save it without a password first")
    if not _has_stream(data, "WordDocument"):
        if _has_stream(data, "Workbook") or _has_stream(data, "PowerPoint Document"):
            raise budget.refuse("is a spreadsheet or a slide show, not a text document")
        if _has_stream(data, "__properties_version1.0"):
            raise budget.refuse("is an Outlook message (.msg): save it as .eml")
        raise budget.refuse("is damaged, or no Word document")
    for start in range(_SECTOR, len(data) - _SECTOR, _SECTOR):
        if data.startswith(_WORD_MAGIC, start):
            flags = int.from_bytes(data[start + _FLAGS : start + _FLAGS + 2], "little")
            if flags & _ENCRYPTED:
                raise budget.refuse("is encrypted: save it without a password first")
            return


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the directory of a compound file names this stream ([MS-CFB], 2.6.1)."""
    return name.encode("utf-16-le") in data


def _convert(program: str, folder: Path, data: bytes, budget: Budget) -> bytes:
    """The file as ``.docx``, made in ``folder`` under a name of ours."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source, target = folder / "document.doc", folder / "document.docx"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={user.parent.as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        "--infilter=MS Word 97",
        "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", os.fspath(folder),
        os.fspath(source),
    ]  # fmt: skip
    environment = os.environ | {name: os.fspath(folder) for name in ("HOME", "TMPDIR")}
    process = subprocess.Popen(  # noqa: S603 (the program found above, arguments of ours)
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    finish(process, b"", budget)
    try:
        size = target.stat().st_size
        budget.unpack(size, len(data))
        return target.read_bytes()
    except OSError as error:
        raise budget.refuse("is damaged: LibreOffice cannot read it") from error
