import pytest

from protocol_nlp.normalization import nominative


@pytest.mark.parametrize(
    ("phrase", "normal", "lemma", "number", "case"),
    [
        ("старшему мастеру участка", "старший мастер участка", "мастер", "sing", "datv"),
        ("складам и базам", "склады и базы", "склад", "plur", "datv"),
        ("новым членам совета", "новые члены совета", "член", "plur", "datv"),
        ("малым предприятием", "малое предприятие", "предприятие", "sing", "ablt"),
        ("службу охраны", "служба охраны", "служба", "sing", "accs"),
        ("ПАО «Восход»", "ПАО «Восход»", "пао", "sing", "nomn"),
        ("«Восхода»", "«Восход»", "восход", "sing", "gent"),
        ("и.о. завхоза", "и.о. завхоза", "завхоз", "sing", None),
        ("12-й школе", "12-я школа", "школа", "sing", "datv"),
        ("№ 5", "№ 5", "", None, None),
    ],
)
def test_nominative(phrase, normal, lemma, number, case):
    form = nominative(phrase)
    assert (form.normal, form.lemma, form.number, form.case) == (normal, lemma, number, case)


@pytest.mark.parametrize(
    ("phrase", "case", "normal"),
    [
        ("главы поселений", "nomn", "главы поселений"),
        ("главы поселения", "gent", "глава поселения"),
        ("директора базы", "nomn", "директора базы"),
        ("директора базы", "accs", "директор базы"),
    ],
)
def test_case_of_the_caller(phrase, case, normal):
    assert nominative(phrase, case).normal == normal


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("завхозу и кладовщику базы", ("завхоз", "кладовщик базы")),
        ("завхозу базы, кладовщику", ("завхоз базы", "кладовщик")),
        ("отделу науки и техники", ("отдел науки и техники",)),
        ("совету по спорту и туризму", ("совет по спорту и туризму",)),
    ],
)
def test_parts(phrase, parts):
    assert nominative(phrase).parts == parts


@pytest.mark.parametrize(
    "phrase",
    [
        "общества, оказывающие услуги связи",
        "цеха и участки",
        "директора школ",
        "заведующий складом",
        "врио главы",
        "Минкультуры",
        "два мастера",
        "склад № 5 (Зея)",
    ],
)
def test_a_nominative_stays(phrase):
    assert nominative(phrase).normal == phrase
