"""The notation refuses what it should, and computes days as the contract says."""

from datetime import date

import pytest
from gold.build import build
from gold.places import path
from gold.quotes import GoldError
from gold.terms import part

from protocol_nlp.records import AgendaItem, Span

TEXT = "ПРОТОКОЛ\n1. Бору А.А. вывезти снег до 5 мая. Отв. Бор."
DAY = date(2023, 4, 3)


def _source(mentions: str, **decision: object) -> dict[str, object]:
    return {
        "header": {"kind": "протокол", "date": DAY.isoformat()},
        "people": {"p1": "Бор А.А. | m"},
        "mentions": mentions,
        "decision": [{"number": "1", "text": "Бору [...] мая.", **decision}],
    }


WHOLE = "p1 datv Бору А.А.\np1 nomn Бор = Бор"


@pytest.mark.parametrize(
    ("mentions", "decision", "says"),
    [
        ("p1 datv Бору А.А.\np1 nomn Бор", {}, "say its own"),
        ("p1 datv Бору А.А.\np1 nomn Бур = Бур", {}, "not in the text"),
        ("p2 datv Бору А.А.", {}, "no entity"),
        ("p1 datv Бору = Бор\np1 nomn Бор = Бор", {"executors": ["p1 Бур"]}, "neither in"),
        (WHOLE, {"executors": ["p1"]}, "2 times"),
        (WHOLE, {"executors": "same"}, "no executors"),
        (WHOLE, {"deadline": ["до 5 мая"]}, "without parts"),
        (WHOLE, {"text": "Бору [-] снег"}, "only brackets"),
        (WHOLE, {"dedline": ["до 5 мая", "permanent"]}, "no such key"),
        (WHOLE, {"deadline": ["до 5 мая", "absolut by 2023-05-05"]}, "no kind"),
    ],
)
def test_a_wrong_source_is_refused(mentions: str, decision: dict[str, object], says: str) -> None:
    with pytest.raises(GoldError, match=says):
        build("x", TEXT, _source(mentions, **decision))


def test_an_unmarked_place_of_marked_words_is_refused() -> None:
    source = _source("p1 datv Бору А.А.")
    build("x", TEXT, source)
    with pytest.raises(GoldError, match="unmarked"):
        build("x", TEXT + " Бору А.А. спасибо.", source)
    source["mentions"] = "p1 datv Бору А.А.\n- Бору А.А."
    build("x", TEXT + " Бору А.А. спасибо.", source)


@pytest.mark.parametrize(
    ("line", "start", "due"),
    [
        ("absolute by 2023-05-05", None, "2023-05-05"),
        ("absolute before 2023-05", None, "2023-04-30"),
        ("absolute in 2023-Q2", "2023-04-01", "2023-06-30"),
        ("absolute by 2023-06 mod=END", None, "2023-06-30"),
        ("absolute in 2023-06 mod=MID", "2023-06-11", "2023-06-20"),
        ("range 2023-05/2023-09", "2023-05-01", "2023-09-30"),
        ("relative within P10D", None, "2023-04-13"),
        ("relative within P5D business", None, "2023-04-10"),
        ("relative within P1M", None, "2023-05-03"),
        ("relative within P3D anchor='получение акта'", None, None),
        ("relative after P1M", "2023-05-04", None),
        ("permanent", "2023-04-03", None),
        ("urgency P0D", None, "2023-04-03"),
        ("event before anchor='ввод котельной'", None, None),
    ],
)
def test_days_of_a_part(line: str, start: str | None, due: str | None) -> None:
    made = part(line, DAY)
    assert (made.start, made.due) == (start, due)


def test_a_label_above_or_below_serves_several() -> None:
    text = "Отв. Бор\n1. Вывезти снег.\n2. Вымыть пол.\nСрок: до 5 мая"
    source = {
        "header": {"kind": "протокол", "date": DAY.isoformat()},
        "people": {"p1": "Бор | m"},
        "mentions": "p1 nomn Бор",
        "decision": [
            {
                "number": "1",
                "text": "Вывезти снег.",
                "executors": ["p1 ^ Бор"],
                "deadline": ["v до 5 мая", "absolute by 2023-05-05"],
            },
            {"number": "2", "text": "Вымыть пол.", "executors": "same", "deadline": "same"},
        ],
    }
    for decision in build("x", text, source).decisions:
        assert decision.executors[0].inherited
        assert decision.deadline is not None
        assert (decision.deadline.due, decision.deadline.inherited) == ("2023-05-05", True)


def test_the_paths_of_items() -> None:
    item = AgendaItem("a1", "2", "О зиме", Span(0, 1))
    assert path({"number": "2.1"}, item) == ("2", "2.1")
    assert path({"number": "2.1", "lead": "same"}, item) == ("2", "2", "2.1")
    assert path({"number": "1.1"}, item) == ("2", "1", "1.1")
    assert path({}, item) == ("2",)
