import pytest

from protocol_nlp.morphology import dress, fold


@pytest.mark.parametrize(
    ("form", "model", "gold"),
    [
        ("щёкина", "Щекиной", "Щекина"),
        ("щёкина", "ЩЁКИНОЙ", "ЩЁКИНА"),
        ("пётр", "Петру", "Петр"),
        ("козёл", "Козла", "Козёл"),
        ("минстрой", "МинСтроя", "МинСтрой"),
        ("мамин-сибиряк", "Мамину-Сибиряку", "Мамин-Сибиряк"),
        ("бонч-бруевич", "БОНЧ-БРУЕВИЧУ", "БОНЧ-БРУЕВИЧ"),
        ("орёл", "орла", "орёл"),
        ("я", "Мне", "Я"),
        ("", "Ы", ""),
    ],
)
def test_dress(form, model, gold):
    assert dress(form, model) == gold


def test_fold():
    assert fold("ЁЛКИНОЙ") == "елкиной"
