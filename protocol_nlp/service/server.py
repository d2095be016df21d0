"""uvicorn around the application, with a clock for clients that never finish a request."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from protocol_nlp.redaction import Redactor
from protocol_nlp.service.app import create_app
from protocol_nlp.service.limits import ServiceLimits

__all__ = ["server"]


def server(
    host: str, port: int, limits: ServiceLimits, redactor: Redactor | None = None
) -> uvicorn.Server:
    """A server that is ready to run; ``port`` 0 takes any that is free.

    Its log has no line a request: addresses and names of documents are nobody's business.
    """
    config = uvicorn.Config(
        create_app(limits, redactor),
        host=host,
        port=port,
        http=_timed(limits.arrival),
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=1 << 16,
    )
    return uvicorn.Server(config)


def _timed(seconds: float) -> type[asyncio.Protocol]:
    class Timed(H11Protocol):
        """Closes a connection whose request has no whole head after ``seconds``."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._watch()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._watch()

        def _watch(self) -> None:
            served = self.cycle
            self.loop.call_later(seconds, self._close_if_headless, served)

        def _close_if_headless(self, served: Any) -> None:  # noqa: ANN401 - uvicorn's own
            if self.cycle is served and not self.transport.is_closing():
                self.transport.close()

    return Timed
