"""The same minutes in every format give the same lines."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from protocol_nlp.readers import read_bytes

Lines = Callable[[str], list[str]]

HTML = """<!DOCTYPE html><html><head><meta charset="windows-1251"><title>Сайт</title></head><body>
<h1>ПРОТОКОЛ № 14</h1><p>совещания у главы
Ольховского района</p><p>г. Лугова&nbsp;12 марта 2024 г.<p>Председательствовал: Тихонкин С.Л.
<p><b>РЕШИЛИ:</b></p>
<ol><li>Отделу кадров представить список до 1 апреля.</li><li>Информацию принять к сведению.</ol>
<table><tr><th>№<th>Поручение<th>Ответственный<th>Срок
<tr><td>1<td>Починить котельную<td rowspan=2>Седов К.П.<td>15.05.2024
<tr><td>2<td>Закупить<br>семена<td>20.05.2024</table>
<div>Глава района С.Л. Тихонкин</div></body></html>"""


def test_word(word_minutes: bytes, lines: Lines, expected: list[str]) -> None:
    assert lines(read_bytes(word_minutes)) == expected


def test_pdf(pdf_minutes: bytes, lines: Lines, on_paper: list[str]) -> None:
    assert lines(read_bytes(pdf_minutes)) == on_paper


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "cp866"])
def test_html(encoding: str, lines: Lines, expected: list[str]) -> None:
    page = HTML if encoding == "cp1251" else HTML.replace('<meta charset="windows-1251">', "")
    assert lines(read_bytes(page.encode(encoding))) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1251", "cp866", "iso8859-5"])
def test_text(encoding: str, expected: list[str]) -> None:
    text = "\r\n".join(expected)
    assert read_bytes(text.encode(encoding)) == text


@pytest.mark.parametrize("suffix", ["odt", "fodt", "rtf", "doc", "html", "pdf"])
def test_what_libreoffice_writes(
    suffix: str,
    converted: Callable[[str], bytes],
    lines: Lines,
    expected: list[str],
    on_paper: list[str],
) -> None:
    told = on_paper if suffix == "pdf" else expected
    assert lines(read_bytes(converted(suffix))) == told


def test_mail_with_the_document_attached(
    word_minutes: bytes, lines: Lines, expected: list[str]
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Протокол"
    message.set_content("Добрый день! Протокол во вложении.")
    message.add_attachment(
        word_minutes, maintype="application", subtype="octet-stream", filename="протокол.docx"
    )
    assert lines(read_bytes(message.as_bytes())) == expected


def test_a_format_is_found_by_content(
    word_minutes: bytes, lines: Lines, expected: list[str]
) -> None:
    assert lines(read_bytes(word_minutes, "протокол.pdf")) == expected
    assert read_bytes("РЕШИЛИ:\n".encode("cp1251"), "протокол.docx") == "РЕШИЛИ:\n"
