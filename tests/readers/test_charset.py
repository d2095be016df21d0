"""Which encoding a text is in: short ones too, and no rubbish for a text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol_nlp.readers.charset import decode, russian_score

SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5")
TEXTS = (
    "РЕШИЛИ:",
    "Решили:",
    "протокол",
    "ПРОТОКОЛ N 3",
    "Срок - до 20 мая",
    "СЛУШАЛИ: Кротову М.Н.",
    "1. Принять к сведению",
    "г. Лугова",
    "ООО и ЗАО",
    "Ответственный: Жилин К.П.",
    "Приложение 1",
    "Ещё раз",
)


@pytest.mark.parametrize("encoding", [*SINGLE_BYTE, "utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", TEXTS)
def test_short_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks_are_no_text(encoding: str) -> None:
    assert decode("Да\r\nнет\r".encode(encoding)) == "Да\r\nнет\r"


def test_typography_of_windows() -> None:
    text = "Решение № 5 «О смете» – принять…"
    assert decode(text.encode("cp1251")) == text


def test_frames_of_dos() -> None:
    text = "┌────┬──────────┐\n│ №  │ Поручение│\n├────┼──────────┤\n│ 1  │ Смета    │\n"
    assert decode(text.encode("cp866")) == text


def test_latin_text_needs_no_guess() -> None:
    assert decode(b"To do: nothing.\n") == "To do: nothing.\n"


def test_what_a_file_says_of_itself_is_believed_only_if_it_can_be_true() -> None:
    text = "Срок исполнения"
    assert decode(text.encode("utf-8"), "windows-1251") == text
    assert decode(text.encode("cp1251"), "utf-8") == text
    assert decode(text.encode("cp1251"), "no-such-encoding") == text
    assert decode("naïve café".encode("latin-1"), "iso-8859-1") == "naïve café"


@pytest.mark.parametrize("size", [30, 200, 5000])
def test_rubbish_is_no_text(size: int) -> None:
    dice = random.Random(size)  # noqa: S311 (no secret)
    assert sum(decode(dice.randbytes(size)) is not None for _ in range(50)) <= 1


def test_letters_come_after_others_at_the_head() -> None:
    text = "=" * 9000 + "\nПоручить отделу кадров"
    assert decode(text.encode("koi8-r")) == text


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    text = decode(data)
    assert text is None or isinstance(text.encode("utf-8"), bytes)


@given(st.text(alphabet="абвгдежз АБВГ.,12\n", min_size=1))
def test_utf8_is_always_itself(text: str) -> None:
    assert decode(text.encode()) == text


def test_case_is_a_witness() -> None:
    assert russian_score("Решили") > russian_score("рЕШИЛИ")
