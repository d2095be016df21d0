"""One document's work, as it is done in a process of its own."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection

from protocol_nlp import codec
from protocol_nlp.analyzer import Analyzer
from protocol_nlp.readers import ReadError, read_bytes
from protocol_nlp.readers.limits import Limits
from protocol_nlp.redaction import Redactor

__all__ = ["Answer", "Job", "done", "serve"]


@dataclass(frozen=True, slots=True)
class Job:
    """A document: its text, or the bytes of its file; how the answer is wanted."""

    name: str
    text: str | None = None
    data: bytes | None = None
    date: str | None = None
    with_text: bool = False
    redactor: Redactor | None = None
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and a JSON text."""

    status: int
    body: bytes


def done(job: Job, nlp: Analyzer) -> Answer:
    """The minutes of a document as JSON, or one sentence where it cannot be read.

    >>> done(Job("a", text="РЕШИЛИ:"), Analyzer()).status
    200
    >>> done(Job("a.docx", data=b"MZ" + bytes(9)), Analyzer()).body.decode()
    '{"error": "a.docx is a Windows program, not a document"}'
    """
    try:
        text = job.text
        if text is None:
            limits = Limits(seconds=job.seconds)
            text = read_bytes(job.data or b"", job.name, limits=limits)
    except ReadError as error:
        return Answer(422, json.dumps({"error": str(error)}, ensure_ascii=False).encode())
    minutes = nlp(text, id=job.name, date=job.date)
    if job.redactor is not None:
        minutes = job.redactor(minutes)
    told = codec.dumps(minutes).encode()
    if job.with_text:
        said = json.dumps(minutes.text, ensure_ascii=False).encode("utf-8", "backslashreplace")
        told = told[:-1] + b', "text": ' + said + b"}"
    return Answer(200, told)


def serve(connection: Connection) -> None:
    """A process's life: jobs in, answers out, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nlp = Analyzer()
    nlp("РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года.")
    connection.send(None)
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = done(job, nlp)
        except Exception as error:  # noqa: BLE001 - one document never ends the service
            failed = {"error": f"the document cannot be analysed ({type(error).__name__})"}
            answer = Answer(500, json.dumps(failed).encode())
        try:
            connection.send(answer)
        except OSError:
            return
