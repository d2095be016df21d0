"""A small document with a gold answer, from which each test takes what it needs."""

from dataclasses import replace

import pytest

from protocol_nlp.records import (
    AgendaItem,
    Attendee,
    Controller,
    Deadline,
    DeadlinePart,
    Decision,
    Entity,
    Executor,
    Header,
    Mention,
    Minutes,
    Source,
    Span,
    Speaker,
)

TEXT = (
    "ПРОТОКОЛ\nг. Зареченск, 11.04.2022\n"
    "Поручить Лесному отделу (Осипова Р.Ж.):\n"
    "1. Проверить просеки. Срок – до 20.05.2022.\n"
    "2. Докладывать ежемесячно.\n"
    "Благодарить Фёдорова П.П.\n"
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def part(kind: str, value: str | None, due: str | None = None, rrule: str | None = None):
    return DeadlinePart("execution", kind, value=value, due=due, rrule=rrule)


def decision(name: str, words: str, **fields) -> Decision:
    number, span = name[1:], at(words)
    bare = Decision(name, number, (number,), None, span, words, None, "assignment", "order")
    return replace(bare, **fields)


BODY = Executor(
    "o1", "Лесной отдел", "responsible", "p1", inherited=True, span=at("Лесному отделу")
)
LEAD = "Поручить Лесному отделу (Осипова Р.Ж.):"
BY_MAY = Deadline(
    "до 20.05.2022",
    at("до 20.05.2022"),
    inherited=False,
    due="2022-05-20",
    parts=(part("absolute", "2022-05-20", "2022-05-20"),),
)
MONTHLY = Deadline(
    "ежемесячно",
    at("ежемесячно"),
    inherited=False,
    due=None,
    parts=(part("recurrent", "P1M", rrule="FREQ=MONTHLY"),),
)


@pytest.fixture
def gold() -> Minutes:
    return Minutes(
        source=Source("forest", "", len(TEXT)),
        header=Header("протокол", None, None, "2022-04-11", "Зареченск", "p2", None, ("p2",)),
        attendees=(Attendee("p2", "chair", "лесничий", at("Фёдорова П.П.")),),
        agenda=(
            AgendaItem(
                "a1",
                None,
                "Разное",
                Span(0, 8),
                (Speaker("p1", None, "heard", at("Осипова Р.Ж.")),),
                ("d1", "d2", "d3"),
            ),
        ),
        decisions=(
            decision(
                "d1",
                "Проверить просеки.",
                lead=LEAD,
                agenda_item="a1",
                executors=(BODY,),
                deadline=BY_MAY,
                controllers=(Controller("p2", "Фёдоров П.П.", False, at("Фёдорова П.П.")),),  # noqa: FBT003
            ),
            decision(
                "d2",
                "Докладывать ежемесячно.",
                lead=LEAD,
                agenda_item="a1",
                executors=(BODY,),
                deadline=MONTHLY,
            ),
            decision("d3", "Благодарить Фёдорова П.П.", agenda_item="a1", kind="other"),
        ),
        entities=(
            Entity("o1", "organization", "Лесной отдел", mentions=("m1",)),
            Entity("p1", "person", "Осипова Р.Ж.", "f", ("Осипов Р.Ж.",), mentions=("m2",)),
            Entity("p2", "person", "Фёдоров П.П.", "m", mentions=("m3",)),
        ),
        mentions=(
            Mention(
                "m1",
                "o1",
                "organization",
                "Лесному отделу",
                at("Лесному отделу"),
                "datv",
                "Лесной отдел",
            ),
            Mention(
                "m2", "p1", "person", "Осипова Р.Ж.", at("Осипова Р.Ж."), "nomn", "Осипова Р.Ж."
            ),
            Mention(
                "m3", "p2", "person", "Фёдорова П.П.", at("Фёдорова П.П."), "accs", "Фёдоров П.П."
            ),
        ),
        text=TEXT,
    )


@pytest.fixture
def changed(gold):
    """The gold with some fields of one decision changed."""

    def change(place: int, **fields) -> Minutes:
        decisions = list(gold.decisions)
        decisions[place] = replace(decisions[place], **fields)
        return replace(gold, decisions=tuple(decisions))

    return change
