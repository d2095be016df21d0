"""A request's body to a job: JSON, or a file in a form; within limits of size and time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date as day
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from protocol_nlp.readers.errors import printable
from protocol_nlp.service.limits import ServiceLimits
from protocol_nlp.service.work import Job

__all__ = ["RefusedError", "job_of"]

_LONGEST_NAME = 200
_UNNAMED = "document"


@dataclass(slots=True)
class RefusedError(Exception):
    """A request that gives no job: the status, and one sentence for whoever sent it."""

    status: int
    sentence: str


async def job_of(request: Request, limits: ServiceLimits) -> Job:
    """The job that a request asks for; RefusedError where it asks for none.

    A body that does not arrive in time is given up; nobody else waits for it.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "multipart/form-data"):
        raise RefusedError(415, "send application/json or multipart/form-data")
    try:
        body = await asyncio.wait_for(_body(request, limits.body), limits.arrival)
    except TimeoutError as error:
        raise RefusedError(408, f"the body took longer than {limits.arrival:g} s") from error
    except ClientDisconnect as error:
        raise RefusedError(400, "the body is cut short") from error
    if kind == "application/json":
        return _of_json(body)
    return await _of_form(request, body)


async def _body(request: Request, most: int) -> bytes:
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told[:20]) > most:
        raise RefusedError(413, f"the body is larger than {most} bytes")
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise RefusedError(413, f"the body is larger than {most} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _of_json(body: bytes) -> Job:
    try:
        obj = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "the body is no JSON in UTF-8") from error
    if not isinstance(obj, dict) or not isinstance(obj.get("text"), str):
        raise RefusedError(422, "the body is an object with a string in «text»")
    unknown = sorted(obj.keys() - {"text", "id", "date"})
    if unknown:
        raise RefusedError(422, "the body has «text», and may have «id» and «date»")
    return Job(_name(obj.get("id")), text=obj["text"], date=_date(obj.get("date")))


async def _of_form(request: Request, body: bytes) -> Job:
    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    parser = _InMemory(request.headers, whole(), max_files=1, max_fields=2, max_part_size=1 << 16)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError, AssertionError) as error:
        raise RefusedError(400, "the form is damaged or holds more than one file") from error
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise RefusedError(422, "the form has a file in «file»")
    name = form.get("id") or (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return Job(_name(name or None), data=await file.read(), date=_date(form.get("date")))


class _InMemory(MultiPartParser):
    """Nothing of an upload goes to a disk: the body is in memory already."""

    spool_max_size = 1 << 40


def _name(value: Any) -> str:  # noqa: ANN401 - JSON
    if value is None:
        return _UNNAMED
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME:
        raise RefusedError(422, f"«id» is a string of 1 to {_LONGEST_NAME} characters")
    return printable(value.encode("utf-8", "replace").decode("utf-8"))


def _date(value: Any) -> str | None:  # noqa: ANN401 - JSON
    if value is None:
        return None
    try:
        found = day.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        found = None
    if found != value:  # nor are the shorter ways to write a day
        raise RefusedError(422, "«date» is a day such as 2021-03-30")
    return found
