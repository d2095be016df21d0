"""Minutes with what a bridge may stumble over, read once."""

import pytest

import protocol_nlp
from protocol_nlp.records import Minutes

TEXT = (
    "ПРОТОКОЛ № 7\n11.04.2022  г. Заречье\n\nПредседатель: Лапин П.Ю.\n\nРЕШИЛИ:\n"
    "1. Отделу дорог (Гущина А.Д.)  проверить опоры 🌉 моста.\nСрок: до 3 мая 2022 г.\n"
    "2. Поручить и.о.начальника связи Рябцеву И.К. обновить реестр по п.1.2 до 1 июня 2022 года.\n"
)


@pytest.fixture(scope="session")
def text() -> str:
    return TEXT


@pytest.fixture(scope="session")
def minutes() -> Minutes:
    read = protocol_nlp.extract(TEXT)
    assert [d.deadline.due for d in read.decisions] == ["2022-05-03", "2022-06-01"]
    return read
