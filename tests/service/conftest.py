"""A service in this process, and one that really listens on loopback."""

import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

pytest.importorskip("fastapi", reason="needs protocol_nlp[serve]")
pytest.importorskip("uvicorn", reason="needs protocol_nlp[serve]")

from protocol_nlp.service import ServiceLimits
from protocol_nlp.service.server import server


@pytest.fixture(scope="session")
def limits() -> ServiceLimits:
    return ServiceLimits(body=200_000, arrival=1.0, seconds=20.0, workers=1, waiting=8, patience=15)


@pytest.fixture(scope="session")
def address(limits: ServiceLimits) -> Iterator[str]:
    """The address of a service of one worker that runs in a thread of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = server("127.0.0.1", port, limits)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    for _ in range(200):
        if running.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(15)


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=120) as found:
        yield found
