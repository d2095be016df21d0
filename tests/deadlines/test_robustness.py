"""No text crashes or runs away; spans point at their words; values are what they say."""

from __future__ import annotations

import re
from datetime import date

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol_nlp.deadlines import find, parse

WORDS = re.findall(
    r"\S+",
    "до к в на с по не позднее чем через за после от со дня срок сроки месяца числа квартала "
    "года недели дней рабочих календарных 1 5 15 31 30 2 2022 2023 99999999 II IV XII июня мая "
    "февраля понедельник пятницу каждый каждую ежемесячно ежегодно раз раза реже следующего "
    "за отчетным последний первый второй третий конца начала середине декаде утверждения "
    "подписания протокола заседания постоянно срочно немедленно далее , ; : . ( ) – - « » № "
    "12:00 17.30 03.06.2022 31.06.2022 29.02 т.г. представить отчет учебного Новому году "
    "кварталом полугодии весь период согласно графику тот же двадцать пятого тысячи один",
)
phrases = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
days = st.dates().map(date.isoformat) | st.none()
ISO = re.compile(r"\d{4}-\d\d-\d\d")


@settings(max_examples=600, deadline=None)
@given(phrases, days)
def test_any_words_give_a_valid_deadline(phrase: str, day: str | None) -> None:
    for deadline in [d for d in [parse(phrase, day)] if d] + list(find(phrase, day)):
        assert deadline.text == phrase[deadline.span.start : deadline.span.stop]
        assert deadline.parts
        assert deadline.due in {part.due for part in deadline.parts}
        for part in deadline.parts:
            for value in (part.due, part.start):
                assert value is None or (ISO.fullmatch(value) and date.fromisoformat(value))
            if part.rrule:
                rrulestr(part.rrule)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    whole = parse(text, "2022-05-18")
    assert whole is None or whole.parts
    assert all(d.parts and d.span.of(text) == d.text for d in find(text, "2022-05-18"))


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_white_space_and_case_do_not_matter(phrase: str) -> None:
    plain = parse(phrase, "2022-05-18")
    other = parse(phrase.replace(" ", "\u00a0 "), "2022-05-18")
    assert (plain and plain.parts and [p.value for p in plain.parts]) == (
        other and other.parts and [p.value for p in other.parts]
    )


@pytest.mark.parametrize(
    "text",
    ["\ud800до 3 июня", "\0до 3 июня\0", "İ до 3 июня", "до 3 июня \U0001f600", "до\u20283 июня"],
)
def test_odd_characters_move_no_span(text: str) -> None:
    (deadline,) = find(text, "2022-05-18")
    assert deadline.span.of(text) == deadline.text
    assert deadline.due == "2022-06-03"


@pytest.mark.parametrize(
    "piece",
    ["до 3 июня ", "«", "» до ", "до ", "1.", "1 ", "и ", "(", "ежемесячно ", "пять тысяч ",
     "до утверждения ", "со дня ", "раз в ", "до 3 июня, ", "не позднее ", "№ ", "слово ", "\n",
     "с 1 по ", "II-", "1-", "12.12.", "«до 3 июня» ", "а", "1"],
)  # fmt: skip
def test_long_and_odd(piece: str) -> None:
    """A hundred kilobytes of anything; how long it takes is the benchmark's business."""
    text = piece * (100_000 // len(piece))
    for deadline in find(text, "2022-05-18"):
        assert deadline.span.of(text) == deadline.text
    parse(text, "2022-05-18")


def test_a_line_end_inside_a_sentence_is_a_space() -> None:
    text = "Подготовить смету до\n15 июня\nтекущего года."
    (deadline,) = find(text, "2022-05-18")
    assert (deadline.due, deadline.text) == ("2022-06-15", "до\n15 июня\nтекущего года")
