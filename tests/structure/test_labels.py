"""A number at the head of a printed line: an item's, or one that the sentence refers to."""

import pytest

import protocol_nlp


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Отделу связи сообщить об исполнении пунктов 1.1, 2.1 и", "5.1 настоящего перечня."),
        ("Отделу связи сдать отчёт по форме, утверждённой пунктом", "3.2 приказа завода."),
        ("Складу сдать ключи в порядке, указанном в п.", "2.4 плана."),
        ("Складу убрать двор во исполнение подпунктов 4.2,", "4.3 плана."),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_number_referred_to_begins_no_item(first, second, end):
    lines = ["РЕШИЛИ:", f"1. {first}", second, "2. Отделу кадров купить бумагу."]
    found = protocol_nlp.extract(end.join(lines)).decisions
    assert [d.number for d in found] == ["1", "2"]
    assert found[0].text == f"{first} {second}"


@pytest.mark.parametrize(
    "items",
    [
        ["1.1 сдать смету за 2024,", "1.2 убрать двор."],
        ["1.1. Выполнить работы по пункту 4.", "1.2. Убрать двор."],
        ["1.1 исполнить пункт 3;", "1.2 убрать двор."],
        ["1.1. Сдать ключи и", "1.2. Убрать двор."],
    ],
)
def test_a_number_that_counts_on_begins_one(items):
    found = protocol_nlp.extract("\n".join(["РЕШИЛИ:", "1. Складу:", *items])).decisions
    assert [d.number for d in found] == ["1.1", "1.2"]
