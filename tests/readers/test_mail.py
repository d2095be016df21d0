"""E-mail: which of its parts is the document."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from protocol_nlp.readers import ReadError, read_bytes

RTF = r"{{\rtf1\ansi\ansicpg1251 {}\par}}"
MINUTES = (
    "ПРОТОКОЛ № 3\nРЕШИЛИ:\n1. Поручить отделу кадров составить смету.\n" + "и так далее " * 30
)


def letter(body: str, *attached: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Привет"
    message.set_content(body)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def rtf(text: str) -> bytes:
    return RTF.format(text).encode("cp1251")


def test_body_alone() -> None:
    assert read_bytes(letter("Решили:\nпринять.\n").as_bytes()) == "Решили:\nпринять.\n"


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8"])
def test_charsets_of_the_body(charset: str) -> None:
    message = EmailMessage()
    message["From"] = message["To"] = "a@example.org"
    message.set_content("Решили: принять к сведению\n", charset=charset, cte="8bit")
    assert read_bytes(message.as_bytes()) == "Решили: принять к сведению\n"


def test_a_body_that_names_no_charset() -> None:
    data = b"From: a@example.org\r\nTo: b@example.org\r\n\r\n" + "Решили принять".encode("cp1251")
    assert read_bytes(data) == "Решили принять"


def test_html_body() -> None:
    message = EmailMessage()
    message["From"] = message["To"] = "a@example.org"
    message.set_content("<p>Решили</p><p>принять</p>", subtype="html")
    assert read_bytes(message.as_bytes()) == "Решили\nпринять\n"


def test_the_attachment_that_is_minutes() -> None:
    message = letter(
        "См. вложение", ("план.rtf", rtf("План работ")), ("x.rtf", rtf("ПРОТОКОЛ № 3"))
    )
    assert read_bytes(message.as_bytes()) == "ПРОТОКОЛ № 3\n"
    named = letter("См.", ("план.rtf", rtf("План")), ("Протокол 3.rtf", rtf("Решили")))
    assert read_bytes(named.as_bytes()) == "Решили\n"


def test_pictures_are_no_documents() -> None:
    message = letter("Решили: принять.", ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(50)))
    assert read_bytes(message.as_bytes()) == "Решили: принять.\n"


def test_a_text_attached() -> None:
    message = letter("См. вложение")
    message.add_attachment("Решили:\nпринять.\n", filename="протокол.txt")
    assert read_bytes(message.as_bytes()) == "Решили:\nпринять.\n"


def test_a_message_in_a_message() -> None:
    outer = letter("Пересылаю")
    outer.add_attachment(letter("", ("протокол.rtf", rtf("Решили"))))
    assert read_bytes(outer.as_bytes()) == "Решили\n"


def test_a_broken_attachment_is_not_passed_over_for_a_covering_note() -> None:
    broken = rtf("Решили")[:-1]
    with pytest.raises(ReadError, match=r"a\.eml: протокол\.rtf is cut short"):
        read_bytes(letter("Протокол прилагаю", ("протокол.rtf", broken)).as_bytes(), "a.eml")
    assert read_bytes(letter(MINUTES, ("протокол.rtf", broken)).as_bytes()).startswith("ПРОТОКОЛ")


def test_names_of_attachments_are_harmless() -> None:
    message = letter("", ("../../etc/протокол\n.rtf".replace("\n", ""), rtf("Решили")))
    assert read_bytes(message.as_bytes()) == "Решили\n"


def test_an_empty_message() -> None:
    with pytest.raises(ReadError, match="is a message without"):
        read_bytes(letter("").as_bytes())


def test_messages_without_end() -> None:
    message = letter("дно")
    for _ in range(9):
        outer = letter("")
        outer.add_attachment(
            message.as_bytes(), maintype="application", subtype="octet-stream", filename="a.eml"
        )
        message = outer
    with pytest.raises(ReadError):
        read_bytes(message.as_bytes())


def test_a_page_saved_with_its_pictures() -> None:
    saved = (
        b"From: <Saved by a browser>\nSubject: x\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        b"Content-Location: http://example.org/\n\n<html><body><p>=D0=94=D0=B0</body></html>\n"
        b"--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    )
    assert read_bytes(saved) == "Да\n"


def test_text_that_looks_like_a_header() -> None:
    text = "Subject: обсуждение сметы\nРешили: принять\n"
    assert read_bytes(text.encode()) == text
