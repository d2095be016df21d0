"""What the words around a name tell: who is somebody's, whose verb it is, what agrees."""

from __future__ import annotations

import pytest

from protocol_nlp.normalization import clues, readings
from protocol_nlp.records import Span
from protocol_nlp.resolution import Naming
from protocol_nlp.resolution.persons import persons

# before | name | after | normal
LINES = """
Пришла вдова |Дымова| с детьми|Дымов
Возложили цветы к могиле |Лаптева|.|Лаптев
Пресс-служба |Зуева| заявила, что сроки сорваны|Зуев
Выступили сторонники |Карпина| и жители|Карпин
По вопросу |Зуева| сообщила, что смета готова|Зуева
Смета готова», — заявила |Рощина|.|Рощина
Предложение внесла известная |Чайка| из Омска|Чайка
Собрание. |Гончарова| поддержал секретарь|Гончаров
Собрание. |Гончарова| поддержала секретаря|Гончарова
Просят пригласить |Лаптеву| на собрание|Лаптева
Вчера комиссия встретила |Жукова| у входа|Жукова
Вчера жители встретили |Жукова| у входа|Жуков
Благодарность слесарю |Чайке| и всей смене|Чайка
На сцену вышла певица |Жук|, ей вручили цветы|Жук
За победу наградили спортсмена |Лаптева|, сообщила газета|Лаптев
Смена собрана силами Дымова, |Лаптева|, Рощина|Лаптев
Силами Дымова и |Лаптева|.|Лаптев
В 2019 году |Рощина| возглавила цех|Рощина
Вчера на встрече с |Зуевым| заявила, что смета готова|Зуев
|Лаптеву| понравилась смета|Лаптев
Вход через приемную, приемная |Лаптева| слева|Лаптев
Все «ошибки» |Лаптева| разобраны|Лаптев
Работал помощник |Зуева|, он уволен|Зуева
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_words_around(line: str) -> None:
    before, name, after, normal = line.split("|")
    told = clues(before, after, name=name)
    assert readings(name, told.cases or None, told.gender)[0].normal == normal


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Такеши Накамура", "Такеши Накамура"),
        pytest.param(
            "Теру Миядзаки",
            "Теру Миядзаки",
            marks=pytest.mark.xfail(reason="alone, «Теру» reads as a dative", strict=True),
        ),
        ("Пьер Де Врис", "Пьер Де Врис"),
        ("Яну ван Дейку", "Ян ван Дейк"),
        ("Энтони Хорнер", "Энтони Хорнер"),
        ("Мишелю Дютье", "Мишель Дютье"),
        ("Эмили Росси", "Эмили Росси"),
        ("Джону Уильяму Барнсу", "Джон Уильям Барнс"),
        ("Барнсом-старшим", "Барнс-старший"),
        ("Гулькаю Сабирову", "Гулькай Сабиров"),
    ],
)
def test_foreign_names(name: str, normal: str) -> None:
    assert readings(name)[0].written == normal


def test_each_mention_in_its_own_words() -> None:
    full = Naming("person", "Громов П.О.", Span(0, 11), "nomn")
    bare = Naming("person", "Громова", Span(20, 27))
    (person,) = persons([full, bare])
    assert person.name == "Громов П.О."
    assert [form.normal for form in person.forms.values() if form] == ["Громов П.О.", "Громов"]
