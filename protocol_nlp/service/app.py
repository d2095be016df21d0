"""The application: three addresses, every answer JSON, every error one sentence."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from protocol_nlp import __version__, codec
from protocol_nlp.redaction import Redactor
from protocol_nlp.service.description import EXTRACT, HEALTH, SCHEMA, with_schemas
from protocol_nlp.service.limits import ServiceLimits
from protocol_nlp.service.requests import RefusedError, job_of
from protocol_nlp.service.workers import BusyError, DiedError, LateError, Workers

__all__ = ["create_app"]

_LOG = logging.getLogger("protocol_nlp.service")
Text = Annotated[bool, Query(description="also the text that offsets refer to")]
Redact = Annotated[bool, Query(description="pseudonyms instead of people")]
_BUSY = {"Retry-After": "5"}


def create_app(limits: ServiceLimits | None = None, redactor: Redactor | None = None) -> FastAPI:
    """The service as an ASGI application.

    ``redactor`` is what ``?redact=true`` uses; without one each document draws its own
    pseudonyms.

    >>> sorted(r.path for r in create_app().routes if r.path in {"/extract", "/schema", "/health"})
    ['/extract', '/health', '/schema']
    """
    limits = limits or ServiceLimits()
    workers = Workers(limits)
    hide = redactor or Redactor()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()

    app = FastAPI(
        title="protocol_nlp", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None
    )

    @app.post("/extract", **EXTRACT)
    async def extract(
        request: Request,
        text: Text = False,  # noqa: FBT002 - a query parameter
        redact: Redact = False,  # noqa: FBT002 - ditto
    ) -> Response:
        job = await job_of(request, limits)
        hidden = hide if redact else None
        job = replace(job, with_text=text, redactor=hidden, seconds=limits.seconds)
        answer = await workers.run(job)
        return Response(answer.body, answer.status, media_type="application/json")

    @app.get("/schema", **SCHEMA)
    async def schema() -> dict[str, Any]:
        return codec.json_schema()

    @app.get("/health", **HEALTH)
    async def health() -> dict[str, Any]:
        counts = {"workers": limits.workers, "busy": workers.busy, "waiting": workers.waiting}
        return {"status": "ok", "version": __version__, **counts, "served": workers.served}

    _errors(app, limits)
    app.openapi = with_schemas(app)  # type: ignore[method-assign]
    return app


def _errors(app: FastAPI, limits: ServiceLimits) -> None:
    """One sentence for whatever happens; the log has no more of a document than a class's name."""
    said = {
        BusyError: (503, "too many documents are waiting; try again later"),
        LateError: (504, f"the document takes longer than {limits.seconds:g} s"),
        DiedError: (500, "the document cannot be processed"),
    }
    for kind, (status, sentence) in said.items():
        app.add_exception_handler(kind, _telling(status, sentence))

    @app.exception_handler(RefusedError)
    async def refused(_: Request, error: RefusedError) -> Response:
        return _error(error.status, error.sentence)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        names = ", ".join(sorted({str(e["loc"][-1]) for e in error.errors()}))
        return _error(422, f"wrong value of {names}")

    @app.exception_handler(HTTPException)
    async def other(_: Request, error: HTTPException) -> Response:
        return _error(error.status_code, str(error.detail).lower(), error.headers)

    @app.exception_handler(Exception)
    async def unforeseen(_: Request, error: Exception) -> Response:
        _LOG.error("a request failed: %s", type(error).__name__)
        return _error(500, "the request failed")


def _telling(status: int, sentence: str) -> Any:  # noqa: ANN401 - Starlette's own type is as wide
    async def tell(_: Request, __: Exception) -> Response:
        return _error(status, sentence, _BUSY if status == 503 else None)  # noqa: PLR2004

    return tell


def _error(status: int, sentence: str, headers: Any = None) -> Response:  # noqa: ANN401 - ditto
    return JSONResponse({"error": sentence}, status, headers=headers)
