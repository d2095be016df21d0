"""How the Russian office calls what the records hold: words for every table, card and page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from protocol_nlp.records import Deadline, DeadlinePart

__all__ = [
    "HEADINGS",
    "KINDS",
    "MODALITIES",
    "ROLES",
    "day",
    "entity_kind",
    "russian",
    "timing",
    "when",
]

HEADINGS: Mapping[str, str] = {
    "document": "Документ",
    "document_date": "Дата документа",
    "document_number": "Номер документа",
    "item": "Вопрос",
    "item_title": "Вопрос повестки",
    "number": "Пункт",
    "lead": "Вводные слова",
    "text": "Поручение",
    "kind": "Вид",
    "modality": "Обязательность",
    "executor": "Исполнитель",
    "role": "Роль",
    "representative": "Представитель",
    "controllers": "Контроль",
    "deadline": "Срок (текст)",
    "due": "Срок",
    "timing": "Вид срока",
    "rrule": "Повторение (RRULE)",
    "confidence": "Уверенность",
    "start": "Начало",
    "stop": "Конец",
    "error": "Ошибка",
}
"""The columns of a row, in their order, with their Russian headings."""

KINDS: Mapping[str, str] = {
    "assignment": "поручение",
    "note": "принято к сведению",
    "approval": "утверждение",
    "appointment": "назначение",
    "other": "решение",
}
MODALITIES: Mapping[str, str] = {
    "order": "обязательно",
    "recommendation": "рекомендация",
    "request": "просьба",
}
ROLES: Mapping[str, str] = {"responsible": "ответственный", "co_executor": "соисполнитель"}

_TIMINGS: Mapping[str, str] = {
    "absolute": "дата",
    "range": "период",
    "relative": "через время",
    "recurrent": "периодически",
    "permanent": "постоянно",
    "event": "по событию",
    "urgency": "срочно",
    "reference": "по ссылке",
}
_ENTITIES: Mapping[str, str] = {
    "person": "человек",
    "organization": "организация",
    "role": "должность",
    "group": "группа",
}


def entity_kind(kind: str) -> str:
    """The kind of an entity in Russian.

    >>> entity_kind("person")
    'человек'
    """
    return _ENTITIES[kind]


def day(iso: str | None) -> date | None:
    """The day that an ISO 8601 string tells, None where it tells no single day.

    >>> day("2022-05-03"), day("2022-05"), day(None)
    (datetime.date(2022, 5, 3), None, None)
    """
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None


def russian(iso: str | None) -> str:
    """A day as the office writes it; what is no day stays as it is.

    >>> russian("2022-05-03"), russian("2022-Q2"), russian(None)
    ('03.05.2022', '2022-Q2', '')
    """
    told = day(iso)
    return told.strftime("%d.%m.%Y") if told else iso or ""


def timing(parts: tuple[DeadlinePart, ...]) -> str:
    """The kinds of the parts of a deadline, in Russian.

    >>> timing((DeadlinePart("execution", "permanent"), DeadlinePart("report", "recurrent")))
    'постоянно; отчёт: периодически'
    """
    told = (("отчёт: " if p.role == "report" else "") + _TIMINGS[p.kind] for p in parts)
    return "; ".join(dict.fromkeys(told))


def when(deadline: Deadline | None) -> str:
    """A deadline for a person: the day, or the words that stand for it.

    >>> when(None)
    ''
    """
    if deadline is None:
        return ""
    words = " ".join(deadline.text.split())
    if deadline.due and len(deadline.parts) == 1:
        return russian(deadline.due)
    return f"{russian(deadline.due)} ({words})" if deadline.due else words
