import pytest

from protocol_nlp.normalization import clues, parse_name, readings


@pytest.mark.parametrize(
    ("text", "surname", "given", "patronymic", "initials"),
    [
        ("Лугин А.Б.", "Лугин", "", "", "А.Б."),
        ("А. Б. Лугин", "Лугин", "", "", "А.Б."),
        ("А.Лугин", "Лугин", "", "", "А."),
        ("Лугин А", "Лугин", "", "", "А."),
        ("Лугин АБ", "Лугин", "", "", "А.Б."),
        ("Лугин Ю.-Х.", "Лугин", "", "", "Ю.-Х."),
        ("Лугин Иван Ильич", "Лугин", "Иван", "Ильич", ""),
        ("Иван Ильич Лугин", "Лугин", "Иван", "Ильич", ""),
        ("Иван Лугин", "Лугин", "Иван", "", ""),
        ("Лугин Иван", "Лугин", "Иван", "", ""),
        ("Иван Ильич", "", "Иван", "Ильич", ""),
        ("Степанович Иван Ильич", "Степанович", "Иван", "Ильич", ""),
        ("Иван Ильич Степанович", "Степанович", "Иван", "Ильич", ""),
        ("ЛУГИН ИВАН ИЛЬИЧ", "ЛУГИН", "ИВАН", "ИЛЬИЧ", ""),
        ("Алиев Вагиф Рауф оглы", "Алиев", "Вагиф", "Рауф", ""),
    ],
)
def test_parts(text, surname, given, patronymic, initials):
    name = parse_name(text)
    assert (name.surname, name.given, name.patronymic, name.initials) == (
        surname,
        given,
        patronymic,
        initials,
    )


@pytest.mark.parametrize("text", ["директор", "№ 5", "", "Лугин пришёл", "А" * 200, "1"])
def test_no_name(text):
    assert parse_name(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Павлом Лугиным", "Павел Лугин"),
        ("П. Лугиным", "П. Лугин"),
        ("Лугиным Павлом", "Лугин Павел"),
    ],
)
def test_order_of_the_text(text, written):
    assert readings(text)[0].written == written


def test_scores_add_up():
    assert sum(r.score for r in readings("Лугину А.А.")) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "gender", "normal"),
    [
        ("Лугину А.А.", "m", "Лугин А.А."),
        ("Лугину А.А.", "f", "Лугина А.А."),
        ("Лугина А.А.", "m", "Лугин А.А."),
    ],
)
def test_gender_known(text, gender, normal):
    assert readings(text, None, gender)[0].normal == normal


@pytest.mark.parametrize(
    ("around", "text", "normal", "gender"),
    [
        (("Поручить ", "", ""), "Лугину А.А.", "Лугин А.А.", "m"),
        (("ответственность возложить на ", "", ""), "Лугину А.А.", "Лугина А.А.", "f"),
        (("", " доложила о ходе", ""), "Крюк А.А.", "Крюк А.А.", "f"),
        (("", "", "директор"), "Лугина А.А.", "Лугина А.А.", "f"),
        (("", "", "директора"), "Лугина А.А.", "Лугин А.А.", "m"),
        (("", "", "заведующей складом"), "Крюк А.А.", "Крюк А.А.", "f"),
        (("г-же ", "", ""), "Крюк А.А.", "Крюк А.А.", "f"),
        (("", "", ""), "Крюку А.А.", "Крюк А.А.", "m"),
    ],
)
def test_clues(around, text, normal, gender):
    told = clues(*around)
    best = readings(text, told.cases or None, told.gender)[0]
    assert (best.normal, best.gender) == (normal, gender)
