"""A corpus of files that mean harm, made here: each is refused in one sentence, in time."""

from __future__ import annotations

import io
import random
import socket
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol_nlp.readers import Limits, ReadError, read_bytes
from protocol_nlp.readers.pdf.child import answer

Make = Callable[..., bytes]
Zip = Callable[[dict[str, str]], bytes]
LIMITS = Limits(seconds=5.0, memory=1 << 30)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE d [{}]><w:d xmlns:w="' + WORD + '"><w:body>{}</w:body></w:d>'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def word(document: str) -> dict[str, str]:
    """The parts of a Word file."""
    return {"[Content_Types].xml": "<Types/>", "word/document.xml": document}


def pdf(*objects: str) -> bytes:
    """A PDF with a proper cross-reference table, of objects numbered from one."""
    made, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{inside}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + (head + tail).encode()


SELF = "Resources<</XObject<</X 5 0 R>>>>"
PAGE_LOOP = pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 9>>")
FORM_LOOP = pdf(
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/{SELF}>>",
    "<</Length 5>>stream\n/X Do\nendstream",
    f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/{SELF}/Length 5>>stream\n/X Do\nendstream",
)
LAUGHING = '<!ENTITY l0 "ha">' + LAUGHS
FILE_ENTITY = '<!ENTITY x SYSTEM "file:///etc/passwd">'
PARTS: dict[str, tuple[dict[str, str], str]] = {
    "laughs": (word(DOCTYPE.format(LAUGHING, "<w:p>&l9;</w:p>")), "XML"),
    "laughs in an attribute": (word(DOCTYPE.format(LAUGHING, '<w:p a="&l9;"/>')), "XML"),
    "external entity": (word(DOCTYPE.format(FILE_ENTITY, "<w:p>&x;</w:p>")), "XML"),
    "external type": (word('<!DOCTYPE d SYSTEM "http://example.org/x.dtd"><d/>'), "XML"),
    "nested xml": (word("<d>" * 100_000), "XML"),
    "broken xml": (word("<d><p></d>"), "XML"),
    "no text": ({"[Content_Types].xml": "<T/>", "a/document.xml": "<d/>"}, "without its text"),
    "zip bomb": (word("<d>" + " " * 50_000_000 + "</d>"), "unpacks to more than"),
    "zip": ({"a.txt": "x"}, "zip archive"),
    "workbook": ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "spreadsheet"),
    "slides": ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "slide show"),
    "ods": ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "spreadsheet"),
    "empty odt": ({"mimetype": "application/vnd.oasis.opendocument.text"}, "without its text"),
}
"""Zip files by their parts, and what is said of them."""

FLAGGED = b"\xec\xa5" + bytes(8) + b"\0\1" + bytes(1000)
DATA: dict[str, tuple[bytes, str]] = {
    "exe": (b"MZ\x90\0" + bytes(500), "Windows program"),
    "elf": (b"\x7fELF" + bytes(500), "program"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "run OCR first"),
    "archive": (b"Rar!\x1a\7\1\0" + bytes(100), "unpack it first"),
    "noise": (random.Random(1).randbytes(4000), "no text and no document"),  # noqa: S311
    "zeros": (bytes(4000), "no text and no document"),
    "encrypted docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "xls": (OLE + "Workbook".encode("utf-16-le"), "spreadsheet"),
    "msg": (OLE + "__properties_version1.0".encode("utf-16-le"), "Outlook"),
    "ole": (OLE, "no Word document"),
    "encrypted doc": (OLE[:512] + FLAGGED + "WordDocument".encode("utf-16-le"), "is encrypted"),
    "pdf of nothing": (b"%PDF-1.4\n%%EOF", "is damaged"),
    "pdf cut short": (b"%PDF-1.4\n1 0 obj\n<<", "cut short"),
    "pdf whose pages are a loop": (PAGE_LOOP, "is damaged|no text layer"),
    "pdf whose form draws itself": (FORM_LOOP, "no text layer"),
    "rtf": (b"{\\rtf1 {{{{", "cut short"),
    "word 2003 xml": (b"<?xml version='1.0'?><w:wordDocument/>", "XML of a kind"),
}
"""Other files, and what is said of them."""


@pytest.fixture(autouse=True)
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """No network while a file is read, and no file left where temporary files go."""

    def closed(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", closed)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("case", [*PARTS, *DATA])
def test_refused(case: str, zipped: Zip) -> None:
    data, why = (zipped(PARTS[case][0]), PARTS[case][1]) if case in PARTS else DATA[case]
    started = time.monotonic()
    with pytest.raises(ReadError, match=why) as caught:
        read_bytes(data, "протокол.docx", limits=LIMITS)
    assert time.monotonic() - started < LIMITS.seconds + 2
    assert str(caught.value).startswith("протокол.docx ")
    assert "\n" not in str(caught.value)
    assert "protocol_nlp" not in str(caught.value)


def test_a_bomb_in_a_part_that_nobody_reads(make_docx: Make) -> None:
    made = io.BytesIO(make_docx("<w:p><w:r><w:t>Решили</w:t></w:r></w:p>"))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", bytes(30_000_000))
    assert read_bytes(made.getvalue()) == "Решили\n"


def test_a_part_that_lies_about_its_size(make_docx: Make) -> None:
    body = "<w:p><w:r><w:t>Решили</w:t></w:r></w:p>" + " " * 30_000_000
    data = bytearray(make_docx(body))
    at = data.rfind(b"word/document.xml") - 46 + 24
    data[at : at + 4] = struct.pack("<I", 100)
    with pytest.raises(ReadError):
        read_bytes(bytes(data), limits=LIMITS)


def test_limits_of_expansion_are_the_callers(make_docx: Make) -> None:
    data = make_docx("<w:p><w:r><w:t>Решили</w:t></w:r></w:p>" * 100_000)
    with pytest.raises(ReadError, match="more than 5 times its size"):
        read_bytes(data, limits=Limits(ratio=5))
    with pytest.raises(ReadError, match="more than the limit of 1000 bytes"):
        read_bytes(data, limits=Limits(expanded=1000))
    assert read_bytes(data, limits=Limits(ratio=1000)).count("Решили") == 100_000


def test_too_many_parts(zipped: Zip) -> None:
    data = zipped({}) + b"PK\x01\x02" * 30_000
    with pytest.raises(ReadError, match="more parts"):
        read_bytes(b"PK\x03\x04" + data)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_no_document_has(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", bytes(1000))
    with pytest.raises(ReadError, match="packed in a way"):
        read_bytes(stream.getvalue())


def test_encrypted_parts(make_docx: Make) -> None:
    data = bytearray(make_docx(""))
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        data[at + 8] |= 1
    with pytest.raises(ReadError, match="is encrypted"):
        read_bytes(bytes(data))


def test_relationships_in_circles_and_out_of_the_file(zipped: Zip) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    circles = "".join(
        f'<Relationship Type="{office}/{kind}" Target="{target}" {more}/>'
        for kind, target, more in (
            ("styles", "document.xml", ""),
            ("numbering", "../../../etc/passwd", ""),
            ("header", "http://example.org/x", 'TargetMode="External"'),
            ("footer", "_rels/document.xml.rels", ""),
        )
    )
    made = zipped(
        {
            "[Content_Types].xml": "<T/>",
            "word/document.xml": f'<d xmlns="{WORD}"><body><p><r><t>Да</t></r></p></body></d>',
            "word/_rels/document.xml.rels": f"<R>{circles}</R>",
            "../../etc/passwd": "x",
        }
    )
    assert read_bytes(made) == "Да\n"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_short(share: float, word_minutes: bytes, pdf_minutes: bytes, make_odt: Make) -> None:
    for data in (word_minutes, pdf_minutes, make_odt("<text:p>Решили</text:p>" * 50)):
        with pytest.raises(ReadError, match=r"damaged|cut short"):
            read_bytes(data[: int(len(data) * share)])


def test_a_stream_in_a_pdf_that_unpacks_without_end() -> None:
    bomb = zlib.compress(b"0 0 m 9 9 l S\n" * 40_000_000, 9)
    head = pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        f"<</Length {len(bomb)}/Filter/FlateDecode>>stream\n@\nendstream",
    )
    before, _, after = head.partition(b"@")
    with pytest.raises(ReadError):
        read_bytes(before + bomb + after, limits=Limits(seconds=2.0, memory=1 << 29))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000,
        "<table><tr><td>" * 20_000,
        "<a " * 300_000,
        "<!--" * 300_000,
        "&" * 500_000,
        "<ol><li>" * 50_000,
        "<p a='" * 100_000,
        "<li style='list-style:" + "a" * 500_000,
    ],
)
def test_pages_without_end(body: str) -> None:
    assert len(read_bytes(f"<html>{body}Решили".encode(), limits=LIMITS)) < 5_000_000


MAIL_HEAD = b"From: a@example.org\nTo: b@example.org\nContent-Type: text/plain"


@pytest.mark.parametrize(
    "data",
    [
        MAIL_HEAD + b"; a=b" * 100_000 + b"\n\ntext",
        MAIL_HEAD + b"; boundary=b" * 900 + b"\n\n" + b"a\n" * 100_000,
        MAIL_HEAD + b'; name="' + b"=?utf-8?q?" * 100_000 + b'"\n\ntext',
    ],
)
def test_messages_that_take_the_square_of_their_length(data: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError, match="than any has"):
        read_bytes(data, limits=LIMITS)
    assert time.monotonic() - started < LIMITS.seconds


@pytest.mark.parametrize("mark", ["<a/>", "<p a='' b='' c=''/>"])
def test_more_xml_than_memory(mark: str, zipped: Zip) -> None:
    data = zipped(word("<d>" + mark * 7_000_000 + "</d>"))
    with pytest.raises(ReadError, match=r"more XML|unpacks to more"):
        read_bytes(data, limits=Limits(ratio=10_000))


def test_a_page_whose_cells_reach_down_without_end() -> None:
    page = "<table><tr>" + "<td rowspan=1000>x" * 30_000 + "<tr><td>y" * 1000
    with pytest.raises(ReadError, match="longer to read"):
        read_bytes(page.encode(), limits=Limits(seconds=0.5))


def test_messages_without_end() -> None:
    head = b"From: a@example.org\nTo: b@example.org\nContent-Type: multipart/mixed; boundary="
    nested = head + b"".join(
        b"b%d\n\n--b%d\nContent-Type: multipart/mixed; boundary=" % (n, n) for n in range(3000)
    )
    with pytest.raises(ReadError):
        read_bytes(nested + b"x\n\ntext", limits=LIMITS)


def mutated(data: bytes, edits: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for at, value in edits:
        changed[at % len(changed)] = value
    return bytes(changed)


EDITS = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=30)
RTF = (
    r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 T;}}\trowd\cellx1\cellx2\intbl а\cell б"
    r"\cell\row\pard{\listtext 1.\tab}\'d0\u1056?{\footnote x}{\v y}\par}"
).encode("cp1251")
HTML = "<html><ol start=2><li>а<table><tr><td rowspan=2>б<td>в</table></ol><pre>г</pre>".encode()
MAIL = (
    b"From: a@b\nTo: b@a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    b"--x\nContent-Type: text/plain; charset=utf-8\n\nhello\n--x\n"
    b"Content-Disposition: attachment; filename*=utf-8''%D0%B0.rtf\n"
    b"Content-Transfer-Encoding: base64\n\ne1xydGYxIHh9\n--x--\n"
)


def outcome(data: bytes) -> str:
    """What comes of a file: its text, or the sentence that refuses it (on one line)."""
    try:
        return read_bytes(data, limits=LIMITS)
    except ReadError as error:
        sentence = str(error)
    assert "\n" not in sentence
    return sentence


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, source=st.sampled_from([RTF, HTML, MAIL, "Решили".encode("cp866")]))
def test_any_damage(edits: list[tuple[int, int]], source: bytes) -> None:
    outcome(mutated(source, edits)).encode("utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_any_damage_of_a_word_file(edits: list[tuple[int, int]], word_minutes: bytes) -> None:
    outcome(mutated(word_minutes, edits)).encode("utf-8")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_any_damage_of_the_xml_of_a_word_file(edits: list[tuple[int, int]], zipped: Zip) -> None:
    xml = (
        f'<d xmlns="{WORD}"><body><p><pPr><numPr><ilvl val="0"/><numId val="1"/></numPr></pPr>'
        '<r><t>a</t><sym char="F0B7"/></r></p><tbl><tr><tc><tcPr><vMerge/></tcPr><p/></tc></tr>'
        "</tbl></body></d>"
    )
    outcome(zipped(word(mutated(xml.encode(), edits).decode("latin-1")))).encode("utf-8")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_any_damage_of_a_pdf(edits: list[tuple[int, int]], pdf_minutes: bytes) -> None:
    kind, said = answer(mutated(pdf_minutes, edits), {"pages": 10, "expanded": 1 << 20})
    assert kind in ("text", "error")
    assert said
