"""What a file is, told by its first bytes and never by its name alone."""

from __future__ import annotations

import re
from enum import StrEnum

from protocol_nlp.readers.limits import Budget
from protocol_nlp.readers.package import Package

__all__ = ["Format", "sniff"]


class Format(StrEnum):
    """The formats that can be read."""

    TEXT = "txt"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    FODT = "fodt"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    EML = "eml"


_HEAD = 8192
_PDF_HEAD = 1024
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"MZ", "is a Windows program, not a document"),
    (b"\x7fELF", "is a program, not a document"),
    (b"\x89PNG", "is a picture without text; run OCR first, e.g. ocrmypdf"),
    (b"\xff\xd8\xff", "is a picture without text; run OCR first, e.g. ocrmypdf"),
    (b"GIF8", "is a picture without text; run OCR first, e.g. ocrmypdf"),
    (b"II*\0", "is a picture without text; run OCR first, e.g. ocrmypdf"),
    (b"MM\0*", "is a picture without text; run OCR first, e.g. ocrmypdf"),
    (b"AT&TFORM", "is a DjVu scan; run OCR first and save it as PDF"),
    (b"\x1f\x8b", "is a gzip archive: unpack it first"),
    (b"BZh", "is a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "is an xz archive: unpack it first"),
    (b"7z\xbc\xaf", "is a 7z archive: unpack it first"),
    (b"Rar!", "is a RAR archive: unpack it first"),
)
_MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):(?: |\t|\r?\n[ \t])")
_MAIL_NAMES = frozenset(
    b"from to subject date mime-version content-type received message-id return-path"
    b" delivered-to reply-to content-transfer-encoding x-mailer".split()
)
_LEAST_MAIL_NAMES = 2
_TAG = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|style|table|div|p|h[1-6]|span|font|ol|ul"
    r"|center|br|b|i|pre|a|article|section|main)(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_FLAT_ODT = re.compile(rb"<office:document[\s>]")
_MAIN_PART = re.compile(r"^word/|document\.xml$")
_ODT_KINDS = (b"opendocument.text",)
_OFFICE_FOLDERS = {"xl/": "is a spreadsheet", "ppt/": "is a slide show", "visio/": "is a drawing"}


def sniff(data: bytes, budget: Budget) -> Format:
    r"""The format of a file; raises :class:`ReadError` for what is no document.

    >>> from protocol_nlp.readers.limits import Limits
    >>> sniff(b"{\\rtf1 ...", Budget("a.docx", Limits()))
    <Format.RTF: 'rtf'>
    """
    _refuse_others(data, budget)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _container(data, budget)
    if data.startswith(_OLE):
        return Format.DOC
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if head.startswith(b"%PDF-") or _late_pdf(data):
        return Format.PDF
    return _text_kind(data, head, budget)


def _refuse_others(data: bytes, budget: Budget) -> None:
    for magic, complaint in _OTHERS:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:_HEAD]):  # noqa: PLR2004
            raise budget.refuse(complaint)


def _text_kind(data: bytes, head: bytes, budget: Budget) -> Format:
    if head.startswith(b"<") and _FLAT_ODT.search(head):
        return Format.FODT
    if _TAG.match(_ascii(data[:_HEAD])):
        return Format.HTML
    if head.startswith(b"<?xml"):
        raise budget.refuse("is XML of a kind that is not read: save it as .docx")
    return Format.EML if _is_mail(head) else Format.TEXT


def _late_pdf(data: bytes) -> bool:
    """A PDF after some bytes that do not belong to it, as some servers send them."""
    return b"%PDF-" in data[:_PDF_HEAD] and b"endobj" in data and b"%%EOF" in data


def _ascii(head: bytes) -> str:
    """The ASCII of a head, whatever its width of characters."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")


def _is_mail(head: bytes) -> bool:
    """Whether the head is a block of headers with two of those that every mail has."""
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    if not _MAIL_HEADER.match(head):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    lines = [line for line in block.splitlines() if not line.startswith((b" ", b"\t"))]
    names = {line.partition(b":")[0].lower() for line in lines}
    return len(names & _MAIL_NAMES) >= _LEAST_MAIL_NAMES


def _container(data: bytes, budget: Budget) -> Format:
    package = Package.open(data, budget)
    names = package.names()
    mimetype = package.read("mimetype") if "mimetype" in names else b""
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        if any(kind in mimetype for kind in _ODT_KINDS):
            return Format.ODT
        raise budget.refuse("is a spreadsheet, a drawing or slides, not a text document")
    if "[Content_Types].xml" in names and any(map(_MAIN_PART.search, names)):
        return Format.DOCX
    for folder, complaint in _OFFICE_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            raise budget.refuse(f"{complaint}, not a text document")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return Format.ODT
    raise budget.refuse("is a zip archive, not a document: unpack it first")
