"""Builders of files: by the tools that offices use, or part by part where tools cannot."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0" '
    for name, urn in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"),
    )
)  # fmt: skip
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial.ttf",
)

HEAD = (
    "ПРОТОКОЛ № 14",
    "совещания у главы Ольховского района",
    "г. Лугова 12 марта 2024 г.",
    "Председательствовал: Тихонкин С.Л.",
    "РЕШИЛИ:",
)
ITEMS = ("Отделу кадров представить список до 1 апреля.", "Информацию принять к сведению.")
ROWS = (
    ("№", "Поручение", "Ответственный", "Срок"),
    ("1", "Починить котельную", "Седов К.П.", "15.05.2024"),
    ("2", "Закупить семена", "", "20.05.2024"),
)
MERGED = ("2", "Закупить семена", "Седов К.П.", "20.05.2024")  # with the cell above
FOOT = "Глава района С.Л. Тихонкин"
LINES = [
    *HEAD,
    *(f"{number}. {item}" for number, item in enumerate(ITEMS, 1)),
    *(" | ".join(row) for row in (*ROWS[:2], MERGED)),
    FOOT,
]


def lines_of(text: str) -> list[str]:
    """The lines of a text without blank ones, all white space as one space."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="session")
def lines() -> Callable[[str], list[str]]:
    return lines_of


@pytest.fixture(scope="session")
def expected() -> list[str]:
    """What every format of the same minutes gives."""
    return lines_of("\n".join(LINES))


@pytest.fixture(scope="session")
def on_paper(expected: list[str]) -> list[str]:
    """What a page gives, on which nothing tells a merged cell from an empty one."""
    merged, empty = " | ".join(MERGED), " | ".join(ROWS[2]).replace("  ", " ")
    return [empty if line == merged else line for line in expected]


@pytest.fixture(scope="session")
def word_minutes() -> bytes:
    """The minutes by python-docx: numbers by the style «List Number», a merged cell."""
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    for item in ITEMS:
        document.add_paragraph(item, style="List Number")
    table = document.add_table(rows=len(ROWS), cols=4, style="Table Grid")
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_paragraph(FOOT)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _zip(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(scope="session")
def zipped() -> Callable[[dict[str, str]], bytes]:
    return _zip


def _docx(body: str, **parts: str) -> bytes:
    """A Word file from the inside of its body and of its other parts («numbering», «styles» …)."""
    relationships = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in parts
    )
    roots = {"header": "hdr", "footer": "ftr"}
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships><Relationship Id='r' "
        f"Type='{_OFFICE}/officeDocument' Target='word/document.xml'/></Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships>{relationships}</Relationships>",
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{inside}</w:{root}>"
    return _zip(files)


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    return _docx


def _odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument text from the inside of its body and of its automatic styles."""
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


@pytest.fixture(scope="session")
def make_odt() -> Callable[..., bytes]:
    return _odt


@pytest.fixture(scope="session")
def font() -> str:
    """The name under which reportlab knows a font with Cyrillic letters."""
    found = [Path(path) for path in _FONTS]
    if spec := importlib.util.find_spec("matplotlib"):
        found.append(Path(spec.origin or "").parent / "mpl-data/fonts/ttf/DejaVuSans.ttf")
    path = next((path for path in found if path.is_file()), None)
    assert path, "the PDF tests need a font with Cyrillic letters: install fonts-dejavu-core"
    pdfmetrics.registerFont(TTFont("Cyrillic", str(path)))
    return "Cyrillic"


@pytest.fixture
def canvas(font: str) -> tuple[Canvas, Callable[[], bytes]]:
    """A PDF to draw on with the font set, and the way to its bytes."""
    stream = io.BytesIO()
    drawn = Canvas(stream, pageCompression=1)
    drawn.setFont(font, 11)

    def done() -> bytes:
        drawn.save()
        return stream.getvalue()

    return drawn, done


@pytest.fixture(scope="session")
def pdf_minutes(font: str) -> bytes:
    """The minutes by reportlab, the table with rules and a cell merged down."""
    stream = io.BytesIO()
    style = ParagraphStyle("minutes", fontName=font, fontSize=11, leading=14)
    merged = [("SPAN", (2, 1), (2, 2)), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    table = Table(ROWS, style=[*merged, ("FONTNAME", (0, 0), (-1, -1), font)])
    numbered = [f"{number}. {item}" for number, item in enumerate(ITEMS, 1)]
    SimpleDocTemplate(stream).build(
        [
            *(Paragraph(line, style) for line in (*HEAD, *numbered)),
            table,
            Paragraph(FOOT, style),
        ]
    )
    return stream.getvalue()


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, where it is installed; the tests that need it are skipped elsewhere."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


@pytest.fixture(scope="session")
def converted(
    soffice: str, word_minutes: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], bytes]:
    """The minutes in any format that LibreOffice writes."""
    folder = tmp_path_factory.mktemp("converted")
    (folder / "minutes.docx").write_bytes(word_minutes)

    def convert(suffix: str) -> bytes:
        target = folder / f"minutes.{suffix}"
        if not target.exists():
            subprocess.run(
                [
                    soffice,
                    f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    "--headless",
                    "--convert-to",
                    suffix,
                    "--outdir",
                    str(folder),
                    str(folder / "minutes.docx"),
                ],
                check=True,
                capture_output=True,
                timeout=120,
            )
        return target.read_bytes()

    return convert
