"""PDF: reading order, columns, tables, running heads; scans are told from texts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from protocol_nlp.readers import Limits, ReadError, read_bytes

Drawing = tuple[Canvas, Callable[[], bytes]]
LEFT = [
    "Комиссия рассмотрела",
    "отчёт о ремонте школ",
    "и отметила задержку,",
    "которая возник-",
    "ла из-за погоды в мае.",
]
RIGHT = [
    "Комиссия поручила",
    "отделу образования",
    "представить новый",
    "график работ до",
    "конца этого квартала.",
]


def column(canvas: Canvas, x: float, top: float, lines: list[str], leading: float = 14) -> None:
    for index, line in enumerate(lines):
        canvas.drawString(x, top - leading * index, line)


def test_lines_gaps_and_empty_lines(canvas: Drawing) -> None:
    page, done = canvas
    column(page, 70, 700, ["ПРОТОКОЛ", "г. Лугова", "Решили:"])
    page.drawString(400, 686, "12 марта 2024 г.")
    column(page, 70, 620, ["1. Принять.", "2. Отклонить."])
    assert read_bytes(done()).splitlines() == [
        "ПРОТОКОЛ", "г. Лугова\t12 марта 2024 г.", "Решили:", "", "1. Принять.", "2. Отклонить.",
    ]  # fmt: skip


def test_order_of_drawing_is_not_order_of_reading(canvas: Drawing) -> None:
    page, done = canvas
    for index, line in reversed(list(enumerate(["Первое", "Второе", "Третье"]))):
        page.drawString(70, 700 - 14 * index, line)
    assert read_bytes(done()) == "Первое\nВторое\nТретье\n"


@pytest.mark.parametrize("shift", [0, 5])
def test_columns_of_text(shift: float, canvas: Drawing) -> None:
    page, done = canvas
    page.drawString(70, 740, "Протокол заседания комиссии по делам образования района")
    column(page, 70, 700, LEFT)
    column(page, 320, 700 - shift, RIGHT)
    page.drawString(70, 600, "Подписи всех членов комиссии стоят под этой чертой")
    found = [line for line in read_bytes(done()).splitlines() if line]
    assert found[1:-1] == LEFT + RIGHT


def test_names_beside_positions_are_read_across(canvas: Drawing) -> None:
    page, done = canvas
    names = [f"{name}ов И.И." for name in ("Иван", "Петр", "Сидор", "Козл", "Орл", "Котов")]
    posts = ["глава", "секретарь комиссии", "начальник отдела образования", "врач", "юрист", "член"]
    column(page, 70, 700, names)
    column(page, 250, 700, posts)
    assert read_bytes(done()).splitlines() == [
        f"{name}\t{post}" for name, post in zip(names, posts, strict=True)
    ]


def test_words_without_spaces_between_them(canvas: Drawing) -> None:
    page, done = canvas
    page.drawString(70, 700, "Решили")
    page.drawString(70 + page.stringWidth("Решили", "Cyrillic", 11) + 4, 700, "принять")
    assert read_bytes(done()) == "Решили принять\n"


def test_print_twice_to_be_bold(canvas: Drawing) -> None:
    page, done = canvas
    page.drawString(70, 700, "РЕШИЛИ")
    page.drawString(70.3, 700, "РЕШИЛИ")
    assert read_bytes(done()) == "РЕШИЛИ\n"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages(angle: int, pdf_minutes: bytes, lines: Callable[[str], list[str]]) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_minutes))
    for page in writer.pages:
        page.rotate(angle)
        page.transfer_rotation_to_content()
    turned = io.BytesIO()
    writer.write(turned)
    assert lines(read_bytes(turned.getvalue())) == lines(read_bytes(pdf_minutes))


def test_a_stamp_across_the_page_is_no_line(canvas: Drawing) -> None:
    page, done = canvas
    column(page, 70, 700, ["Решили:", "принять."])
    page.saveState()
    page.rotate(90)
    page.drawString(100, -30, "КОПИЯ")
    page.restoreState()
    assert read_bytes(done()) == "Решили:\nпринять.\n"


def test_running_heads_and_page_numbers(canvas: Drawing) -> None:
    page, done = canvas
    for number in (1, 2, 3):
        page.setFont("Cyrillic", 11)
        page.drawString(200, 810, f"Протокол № 5, лист {number}")
        page.drawString(300, 30, str(number))
        column(page, 70, 700, [f"{number}. Поручить отделу", str(number)])
        page.showPage()
    assert read_bytes(done()).split("\n") == [
        "1. Поручить отделу", "1", "2. Поручить отделу", "2", "3. Поручить отделу", "3", "",
    ]  # fmt: skip


def test_a_number_that_is_not_the_page_stays(canvas: Drawing) -> None:
    page, done = canvas
    page.drawString(70, 800, "2024")
    page.drawString(70, 700, "Решили")
    page.showPage()
    page.setFont("Cyrillic", 11)
    page.drawString(70, 700, "принять")
    assert [line for line in read_bytes(done()).splitlines() if line] == [
        "2024",
        "Решили",
        "принять",
    ]


def grid(page: Canvas, xs: list[float], ys: list[float], rows: list[list[str]]) -> None:
    page.grid(xs, ys)
    for y, row in zip(ys[1:], rows, strict=True):
        for x, text in zip(xs, row, strict=False):
            column(page, x + 3, y + 18, text.split("\n"), 11)


def test_cells_of_several_lines(canvas: Drawing) -> None:
    page, done = canvas
    page.setFont("Cyrillic", 9)
    rows = [
        ["№", "Поручение", "Срок"],
        ["1", "Подгото-\nвить отчёт", "до 1\nмая"],
        ["2", "", "мая"],
    ]
    page.drawString(70, 760, "Перечень:")
    grid(page, [70, 100, 300, 400], [700, 670, 640, 610], rows)
    page.drawString(70, 580, "Конец")
    assert read_bytes(done()).splitlines() == [
        "Перечень:", "№ | Поручение | Срок", "1 | Подготовить отчёт | до 1 мая", "2 |  | мая",
        "Конец",
    ]  # fmt: skip


def test_a_table_over_two_pages_has_one_head(canvas: Drawing) -> None:
    page, done = canvas
    for first in (1, 3):
        page.setFont("Cyrillic", 9)
        rows = [["№", "Поручение"], [str(first), "Смета"], [str(first + 1), "Отчёт"]]
        grid(page, [70, 100, 300], [800, 770, 740, 710], rows)
        page.showPage()
    assert [line for line in read_bytes(done()).splitlines() if line] == [
        "№ | Поручение", "1 | Смета", "2 | Отчёт", "3 | Смета", "4 | Отчёт",
    ]  # fmt: skip


def test_a_table_without_rules(canvas: Drawing) -> None:
    page, done = canvas
    page.setFont("Cyrillic", 9)
    column(page, 70, 730, ["РЕШИЛИ:"])
    column(page, 70, 700, ["№", "1.", "", "2.", ""])
    column(page, 110, 700, ["Поручение", "Подготовить", "смету", "Проверить", "котельную"])
    column(page, 300, 700, ["Ответственный", "Седов К.П.", "", "Жилин К.П.,", "Кротова М.Н."])
    column(page, 430, 700, ["Срок", "1 мая", "", "", ""])
    column(page, 70, 610, ["Глава района"])
    page.drawString(300, 610, "С.Л. Тихонкин")
    assert [line for line in read_bytes(done()).splitlines() if line] == [
        "РЕШИЛИ:", "№ | Поручение | Ответственный | Срок",
        "1. | Подготовить смету | Седов К.П. | 1 мая",
        "2. | Проверить котельную | Жилин К.П., Кротова М.Н. |", "Глава района\tС.Л. Тихонкин",
    ]  # fmt: skip


def test_a_frame_is_no_table(canvas: Drawing) -> None:
    page, done = canvas
    page.rect(60, 600, 400, 150)
    page.line(70, 640, 200, 640)
    column(page, 70, 700, ["УТВЕРЖДАЮ", "Глава района"])
    assert read_bytes(done()) == "УТВЕРЖДАЮ\nГлава района\n"


def test_letters_that_a_font_calls_western() -> None:
    stream = io.BytesIO()
    page = Canvas(stream)
    text = "Решили принять к сведению".encode("cp1251").decode("cp1252")
    page.drawString(70, 700, text)
    page.save()
    assert read_bytes(stream.getvalue()) == "Решили принять к сведению\n"


def test_a_scan(canvas: Drawing) -> None:
    from PIL import Image  # noqa: PLC0415 (reportlab brings it)
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    page, done = canvas
    page.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    with pytest.raises(
        ReadError, match=r"a\.pdf has no text layer; run OCR first, e\.g\. ocrmypdf"
    ):
        read_bytes(done(), "a.pdf")


def test_limits(pdf_minutes: bytes) -> None:
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf_minutes)).pages:
        for _ in range(4):
            writer.add_page(page)
    many = io.BytesIO()
    writer.write(many)
    with pytest.raises(ReadError, match="more pages than the limit of 3"):
        read_bytes(many.getvalue(), limits=Limits(pages=3))
    with pytest.raises(ReadError, match=r"longer to read than the limit of 0\.01 s"):
        read_bytes(pdf_minutes, limits=Limits(seconds=0.01))


@pytest.mark.parametrize("password", ["secret"])
def test_encrypted(password: str, pdf_minutes: bytes) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_minutes))
    writer.encrypt(password, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(ReadError, match="is encrypted"):
        read_bytes(locked.getvalue())


def test_locked_for_changes_only(
    pdf_minutes: bytes, lines: Callable[[str], list[str]], on_paper: list[str]
) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_minutes))
    writer.encrypt("", "owner", algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    assert lines(read_bytes(locked.getvalue())) == on_paper
