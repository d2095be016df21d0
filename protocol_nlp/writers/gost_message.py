"""XML of ГОСТ Р 53898: an electronic message with the document and its task list.

Elements, attributes and their order in ``Header``, ``TaskList``, ``Task``, ``Executor`` and
the officials follow the beginning of the schema of annex А (edition of 2010).  The whole of
that schema was not at hand: the attributes of ``Document``, ``TaskNumber`` and ``Referred``,
and the values of enumerations, are unproved, so validity against the standard is too.

What the standard has no field for, and where it goes:

- lead, representative's role, kind, modality, confidence, evidence: ``Expansion``, which the
  standard leaves to the sender, as the contract's JSON;
- recurrent, permanent, event-bound and conditional deadlines: the standard knows a day alone.
  Their words are appended to ``task_text``;
- a group («главы районов») or a role: there are organisations and officials only, so that
  both are an ``Organization`` with ``organization_string``;
- who controls: words after ``task_text``.

What the standard demands and a document does not tell is not invented: ``deadline`` of a
task without a day, ``from_org_id`` and ``to_org_id`` are absent or empty, and whoever sends
the message must fill them in.  Decisions without a day are therefore not valid by the letter
of the schema, in which ``deadline`` is required.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from itertools import chain

from lxml import etree

from protocol_nlp import codec
from protocol_nlp.records import Decision, Entity, Executor, Minutes
from protocol_nlp.writers.characters import printable_documents
from protocol_nlp.writers.markdown import title_of
from protocol_nlp.writers.rows import error_of
from protocol_nlp.writers.wording import KINDS, day

__all__ = ["dumps"]

_STANDARD = "ГОСТ Р 53898-2013"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "protocol_nlp")
_DOCUMENT_WITH_TASKS = "1"
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
        msg_type=_DOCUMENT_WITH_TASKS,
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
        error = error_of(self.minutes)
        expansion.text = f"Ошибка: {error}" if error else codec.dumps(self.minutes)

    def _document(self, root: etree._Element) -> None:
        header = self.minutes.header
        document = etree.SubElement(
            root,
            "Document",
            idnumber=self.minutes.source.sha256,
            type="0",
            kind=header.kind or "",
            title=title_of(self.minutes),
        )
        number = etree.SubElement(document, "RegNumber")
        number.text = header.number or "б/н"
        if day(header.date):
            number.set("regdate", header.date or "")
        etree.SubElement(document, "Confident", flag="0")
        author = etree.SubElement(document, "Author")
        for id_ in dict.fromkeys(chain(header.signers, filter(None, [header.chair]))):
            self._signer(author, id_)

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
        referred = etree.SubElement(task, "Referred", idnumber=minutes.source.sha256, retype="1")
        etree.SubElement(referred, "RegNumber").text = minutes.header.number or "б/н"
        author = etree.SubElement(task, "AuthorOrganization")
        self._signer(author, next(iter(minutes.header.signers), minutes.header.chair or ""))
        for executor in decision.executors:
            self._executor(task, executor, due)

    def _executor(self, task: etree._Element, executor: Executor, due: str | None) -> None:
        who = etree.SubElement(
            task, "Executor", responsible="1" if executor.role == "responsible" else "0"
        )
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
