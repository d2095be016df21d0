"""XML of ГОСТ Р 53898-2010: an electronic message with the document and its task list.

Valid against ``gost_53898_2010.xsd``, which says what annex А of the standard says, but for
days: where a document tells no day, none is invented, and :func:`shortfalls` names what the
standard demands and whoever sends the message must fill in (``deadline`` of a task,
``regdate`` and ``taskDate`` of an undated document).  ``from_org_id``, ``from_organization``,
``from_sys_id`` and ``to_organization`` are there and empty: the document does not know them.

The edition of 2013 replaced that of 2010 and is built otherwise (``Resource``,
``InitialDoc``, ``Subscriptions``).  Its schema was not to be had, so it is not written.

What the standard has no field for, and where it goes:

- lead, representative's role, kind, modality, confidence, evidence: ``Expansion/AnyData``,
  which the standard leaves to the sender, as the contract's JSON;
- recurrent, permanent, event-bound and conditional deadlines: the standard knows a day alone.
  Their words are appended to ``task_text``;
- a group («главы районов») or a role: there are organisations and officials only, so that
  both are an ``Organization`` with ``organization_string``;
- who controls: words after ``task_text``;
- a second responsible executor: the standard has one, the first.

Source: ГОСТ Р 53898-2010, sections 9 to 15 and annex А.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path

from lxml import etree

from protocol_nlp import codec
from protocol_nlp.records import Decision, Entity, Executor, Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.markdown import title_of
from protocol_nlp.writers.rows import error_of
from protocol_nlp.writers.wording import KINDS, day

__all__ = ["SCHEMA", "dumps", "remarks", "shortfalls"]

SCHEMA = Path(__file__).with_name("gost_53898_2010.xsd")
"""The schema of the message."""

_STANDARD = "ГОСТ Р 53898-2010"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "protocol_nlp")
_MAIN_DOCUMENT = "1"  # against a notice, an addition, an answer
_INTERNAL = "2"  # against outgoing and incoming: minutes and orders are an office's own
_TO_A_DOCUMENT = "1"  # against a link to a task
_DAWN = datetime(1970, 1, 1)  # noqa: DTZ001 - xs:dateTime without a zone, as documents tell it


def dumps(minutes: Minutes | list[Minutes]) -> bytes:
    """The message of one document, the same bytes for the same document.

    Raises ValueError for any other number of documents: a message holds one.
    """
    (document,) = printable_documents(minutes)
    told = day(document.header.date)
    stamp = datetime(told.year, told.month, told.day) if told else _DAWN  # noqa: DTZ001
    root = etree.Element(
        "Header",
        standart=_STANDARD,
        version="1.0",
        time=stamp.isoformat(),
        msg_type=_MAIN_DOCUMENT,
        msg_id=str(uuid.uuid5(_NAMES, f"{document.source.sha256}/{document.source.id}")),
        msg_acknow="0",
        from_org_id="",
        from_organization="",
        from_sys_id="",
        from_system="protocol_nlp",
        to_org_id="",
        to_organization="",
    )
    _Message(document).fill(root)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


def shortfalls(message: bytes) -> tuple[str, ...]:
    """What the standard's schema still demands of a message, an entry an error, in its order.

    >>> from protocol_nlp.records import Header, Source
    >>> shortfalls(dumps(Minutes(Source("a", "", 0), Header())))
    ("line 4: Element 'RegNumber': The attribute 'regdate' is required but missing.",)
    """
    schema = etree.XMLSchema(_schema())
    schema.validate(etree.fromstring(message, etree.XMLParser(resolve_entities=False)))
    return tuple(f"line {error.line}: {error.message}" for error in schema.error_log)


def remarks(minutes: Minutes) -> tuple[str, ...]:
    """What a sender should know of the message: a sentence where days are missing.

    >>> from protocol_nlp.records import Header, Source
    >>> remarks(Minutes(Source("a.txt", "", 0), Header(date="2022-04-11")))
    ()
    """
    missing = () if error_of(minutes) else shortfalls(dumps(minutes))
    if not missing:
        return ()
    tasks = sum("'Task'" in told for told in missing)
    days = [f"a deadline of {tasks} of {len(minutes.decisions)} tasks"] if tasks else []
    days += ["the document's day"] if len(missing) > tasks else []
    return (f"{minutes.source.id}: {_STANDARD} demands {' and '.join(days)}: fill it in",)


@cache
def _schema() -> etree._ElementTree:
    return etree.parse(SCHEMA)


class _Message:
    """The zones of one message."""

    def __init__(self, minutes: Minutes) -> None:
        self.minutes = minutes
        self.entities: dict[str, Entity] = {e.id: e for e in minutes.entities}

    def fill(self, root: etree._Element) -> None:
        """Document, task list and expansion, in the schema's order."""
        self._document(root)
        if self.minutes.decisions:
            tasks = etree.SubElement(root, "TaskList")
            for decision in self.minutes.decisions:
                self._task(tasks, decision)
        expansion = etree.SubElement(root, "Expansion", organization="protocol_nlp", exp_ver="1.0")
        data = etree.SubElement(expansion, "AnyData")
        error = error_of(self.minutes)
        told = etree.SubElement(data, "error" if error else "protocol_nlp")
        told.text = error or codec.dumps(self.minutes)

    def _document(self, root: etree._Element) -> None:
        header = self.minutes.header
        document = etree.SubElement(
            root,
            "Document",
            idnumber=self.minutes.source.sha256,
            type=_INTERNAL,
            kind=header.kind or "",
            title=title_of(self.minutes),
        )
        self._registration(document)
        etree.SubElement(document, "Confident", flag="0")
        signers = dict.fromkeys(chain(header.signers, filter(None, [header.chair])))
        for id_ in signers or ("",):
            self._signer(etree.SubElement(document, "Author"), id_)

    def _registration(self, parent: etree._Element) -> None:
        number = etree.SubElement(parent, "RegNumber")
        number.text = self.minutes.header.number or "б/н"
        if day(self.minutes.header.date):
            number.set("regdate", self.minutes.header.date or "")

    def _signer(self, parent: etree._Element, id_: str) -> None:
        """An official with the office; the office is empty where the document tells none."""
        entity = self.entities.get(id_)
        body = self.entities.get(entity.organization or "") if entity else None
        office = etree.SubElement(
            parent, "OrganizationWithSign", organization_string=body.name if body else ""
        )
        if entity:
            self._official(office, entity, "OfficialPersonWithSign")

    def _official(self, parent: etree._Element, entity: Entity, tag: str) -> None:
        official = etree.SubElement(parent, tag)
        etree.SubElement(official, "Name").text = entity.name
        for position in entity.positions[:1]:
            etree.SubElement(official, "Official").text = position

    def _task(self, tasks: etree._Element, decision: Decision) -> None:
        minutes = self.minutes
        due = decision.deadline.due if decision.deadline else None
        task = etree.SubElement(
            tasks,
            "Task",
            idnumber=f"{minutes.source.sha256[:16]}-{decision.id}",
            task_reg="0",
            task_copy="0",
            kind=KINDS[decision.kind],
            task_text=_task_text(decision),
        )
        number = etree.SubElement(task, "TaskNumber")
        number.text = decision.number or decision.id
        if day(minutes.header.date):
            number.set("taskDate", minutes.header.date or "")
        if day(due or ""):
            task.set("deadline", due or "")
        etree.SubElement(task, "Confident", flag="0")
        referred = etree.SubElement(
            task, "Referred", idnumber=minutes.source.sha256, retype=_TO_A_DOCUMENT
        )
        self._registration(referred)
        author = etree.SubElement(task, "AuthorOrganization")
        self._signer(author, next(iter(minutes.header.signers), minutes.header.chair or ""))
        first = next((e for e in decision.executors if e.role == "responsible"), None)
        for executor in decision.executors:
            self._executor(task, executor, due, responsible=executor is first)

    def _executor(
        self, task: etree._Element, executor: Executor, due: str | None, *, responsible: bool
    ) -> None:
        who = etree.SubElement(task, "Executor", responsible="1" if responsible else "0")
        if day(due or ""):
            who.set("deadline", due or "")
        entity = self.entities.get(executor.entity)
        person = entity if entity and entity.kind == "person" else None
        body = self.entities.get(person.organization or "") if person else None
        name = (body.name if body else "") if person else executor.name
        office = etree.SubElement(who, "Organization", organization_string=name)
        official = person or self.entities.get(executor.representative or "")
        if official:
            self._official(office, official, "OfficialPerson")


def _task_text(decision: Decision) -> str:
    """The task with what the standard has no field for."""
    told = [decision.text or decision.lead or ""]
    if decision.deadline and not day(decision.deadline.due):
        told.append(f"Срок: {' '.join(decision.deadline.text.split())}.")
    told += [f"Контроль: {controller.name}." for controller in decision.controllers]
    return " ".join(told)
