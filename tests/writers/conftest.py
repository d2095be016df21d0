"""One small document that has everything a format may stumble over."""

import pytest

from protocol_nlp.records import (
    AgendaItem,
    Controller,
    Deadline,
    DeadlinePart,
    Decision,
    Entity,
    Evidence,
    Executor,
    Header,
    Mention,
    Minutes,
    Source,
    Span,
)

TEXT = (
    "ПРОТОКОЛ № 5\n1. О мостах <Заречья>\n"
    "1.1. Отделу дорог (Лапин П.Ю.) совместно с Гущиной А.Д. проверить | опоры 🌉.\n"
    "Срок: до 3 мая 2022 г.\n"
    "1.2. Отделу дорог =вести журнал. Срок: постоянно, с отчётом ежемесячно до 5-го числа.\n"
    "1.3. Ежеквартально сверять перечни.\n"
    "1.4. Принять к сведению.\nПредседатель Гущина А.Д."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def part(kind, role="execution", **told):
    return DeadlinePart(role, kind, **told)


def decision(number, words, *, executors=(), deadline=None, **told):
    span = at(words)
    told = {"kind": "assignment", "modality": "order", "lead": None, "confidence": 0.8, **told}
    return Decision(
        id=f"d{number[-1]}",
        number=number,
        path=("1", number),
        agenda_item="a1",
        span=span,
        text=words,
        executors=executors,
        deadline=deadline,
        **told,
    )


DEPARTMENT = Executor(
    "o1", "Отдел дорог", "responsible", "p1", inherited=False, span=at("Отделу дорог")
)
ALLY = Executor("p2", "Гущина А.Д.", "co_executor", None, inherited=False, span=at("Гущиной А.Д."))


def deadline(words, due, *parts):
    return Deadline(words, at(words), inherited=False, due=due, parts=parts)


@pytest.fixture(scope="session")
def minutes() -> Minutes:
    return Minutes(
        source=Source("roads.txt", "ab" * 32, len(TEXT)),
        header=Header("протокол", "о мостах", "5", "2022-04-11", "Заречье", "p2", None, ("p2",)),
        agenda=(AgendaItem("a1", "1", "О мостах <Заречья>", at("О мостах <Заречья>")),),
        decisions=(
            decision(
                "1.1",
                "проверить | опоры 🌉.",
                executors=(DEPARTMENT, ALLY),
                deadline=deadline(
                    "до 3 мая 2022 г.", "2022-05-03", part("absolute", due="2022-05-03")
                ),
                controllers=(
                    Controller("p2", "Гущина А.Д.", inherited=False, span=at("Гущина А.Д.")),
                ),
                evidence=(Evidence("executor.dative", at("Отделу дорог"), "датив"),),
            ),
            decision(
                "1.2",
                "=вести журнал.",
                executors=(DEPARTMENT,),
                deadline=deadline(
                    "постоянно, с отчётом ежемесячно до 5-го числа",
                    None,
                    part("permanent", start="2022-04-11"),
                    part("recurrent", "report", rrule="FREQ=MONTHLY;BYMONTHDAY=5"),
                ),
            ),
            decision(
                "1.3",
                "сверять перечни.",
                deadline=deadline(
                    "Ежеквартально", None, part("recurrent", rrule="FREQ=MONTHLY;INTERVAL=3")
                ),
            ),
            decision("1.4", "Принять к сведению.", kind="note"),
        ),
        entities=(
            Entity("o1", "organization", "Отдел дорог", mentions=("m1",)),
            Entity("p1", "person", "Лапин П.Ю.", "m", organization="o1", mentions=("m2",)),
            Entity("p2", "person", "Гущина А.Д.", "f", positions=("мэр",), mentions=("m3", "m4")),
        ),
        mentions=(
            Mention("m1", "o1", "organization", "Отделу дорог", at("Отделу дорог"), "datv"),
            Mention("m2", "p1", "person", "Лапин П.Ю.", at("Лапин П.Ю."), "nomn"),
            Mention("m3", "p2", "person", "Гущиной А.Д.", at("Гущиной А.Д."), "ablt"),
            Mention("m4", "p2", "person", "Гущина А.Д.", at("Гущина А.Д."), "nomn"),
        ),
        text=TEXT,
    )
