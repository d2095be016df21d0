"""The service over HTTP: what it answers, what it refuses, and who has to wait for whom."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import httpx
import jsonschema
import pytest

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.readers.limits import Limits
from protocol_nlp.service import ServiceLimits

TEXT = "РЕШИЛИ:\n1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года.\n"


def test_text(client: httpx.Client) -> None:
    answer = client.post("/extract", json={"text": TEXT, "id": "п-7", "date": "2021-03-30"})
    assert answer.status_code == 200
    told = codec.from_dict(answer.json(), text=TEXT)
    assert told == protocol_nlp.extract(TEXT, id="п-7", date="2021-03-30")
    jsonschema.validate(answer.json(), codec.json_schema())


def test_file(client: httpx.Client) -> None:
    upload = {"file": ("C:\\minutes\\протокол.txt", TEXT.encode("cp1251"))}
    answer = client.post("/extract", files=upload, params={"text": True})
    assert answer.status_code == 200, answer.text
    assert answer.json()["source"]["id"] == "протокол.txt"
    assert answer.json()["text"] == TEXT


def test_redacted(client: httpx.Client) -> None:
    answer = client.post("/extract", json={"text": TEXT}, params={"redact": True, "text": True})
    assert "Зуев" not in answer.text
    told = answer.json()
    mention = told["mentions"][0]
    assert told["text"][slice(*mention["span"])] == mention["text"]


def test_schema_and_health(client: httpx.Client) -> None:
    assert client.get("/schema").json() == codec.json_schema()
    health = client.get("/health").json()
    assert (health["status"], health["workers"]) == ("ok", 1)
    assert client.get("/openapi.json").json()["paths"].keys() == {"/extract", "/schema", "/health"}


REFUSED = [
    (415, {"content": b"x", "headers": {"content-type": "text/plain"}}),
    (415, {"content": b""}),
    (400, {"content": b"{", "headers": {"content-type": "application/json"}}),
    (400, {"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}),
    (400, {"content": b'"\xff"', "headers": {"content-type": "application/json"}}),
    (422, {"json": []}),
    (422, {"json": {"text": 1}}),
    (422, {"json": {"text": "a", "path": "/etc/passwd"}}),
    (422, {"json": {"text": "a", "id": ""}}),
    (422, {"json": {"text": "a", "date": "yesterday"}}),
    (422, {"json": {"text": "a"}, "params": {"redact": "maybe"}}),
    (422, {"files": {"other": ("a.txt", b"a")}}),
    (422, {"files": {"file": ("../../etc/a.exe", b"MZ" + bytes(99))}}),
    (422, {"files": {"file": ("a.docx", b"PK\x03\x04" + bytes(99))}}),
    (400, {"files": [("file", ("a", b"a")), ("file", ("b", b"b"))]}),
    (400, {"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data"}}),
    (413, {"json": {"text": "a" * 300_000}}),
    (413, {"content": (b"a" * 100_000 for _ in range(5)),
           "headers": {"content-type": "application/json"}}),
]  # fmt: skip


@pytest.mark.parametrize(("status", "request_"), REFUSED, ids=range(len(REFUSED)))
def test_refused(status: int, request_: dict[str, object], client: httpx.Client) -> None:
    answer = client.post("/extract", **request_)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    told = answer.json()["error"]
    assert "\n" not in told
    for path in (os.sep + "work", os.sep + "tmp", os.sep + "usr", "site-packages", "Traceback"):
        assert path not in answer.text


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/", 404), ("GET", "/extract", 405), ("POST", "/schema", 405), ("GET", "/../etc", 404),
])  # fmt: skip
def test_other_addresses(method: str, path: str, status: int, client: httpx.Client) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def _slow(address: str, sent: bytes) -> bytes:
    """What a client is told that sends this and then nothing."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=30) as line:
        line.sendall(sent)
        return b"".join(iter(lambda: line.recv(4096), b""))


HEAD = b"POST /extract HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


def test_slow_clients_are_let_go_and_hold_up_nobody(address: str, client: httpx.Client) -> None:
    """A hundred that never finish, of three kinds; one that is in no hurry is served at once."""
    client.post("/extract", json={"text": TEXT})
    kinds = [HEAD, HEAD + b"Content-Length: 999\r\n\r\n{", b"POST /ex"]
    told: list[bytes] = []
    slow = [
        threading.Thread(target=lambda k=kinds[n % 3]: told.append(_slow(address, k)))
        for n in range(99)
    ]
    for thread in slow:
        thread.start()
    began = time.monotonic()
    assert client.post("/extract", json={"text": TEXT}).status_code == 200
    spent = time.monotonic() - began
    for thread in slow:
        thread.join(30)
    assert len(told) == 99
    assert sum(b" 408 " in t for t in told) == 33
    assert spent < 10


def test_a_document_that_takes_too_long() -> None:
    """It is told so, its process is ended, and the next document is read."""
    from fastapi.testclient import TestClient  # noqa: PLC0415 - an extra

    from protocol_nlp.service import app  # noqa: PLC0415 - ditto

    limits = ServiceLimits(seconds=20, workers=1)
    with TestClient(app.create_app(limits), raise_server_exceptions=False) as near:
        assert near.post("/extract", json={"text": TEXT}).status_code == 200
        object.__setattr__(limits, "seconds", 0.0001)
        late = near.post("/extract", json={"text": TEXT * 500})
        assert (late.status_code, list(late.json())) == (504, ["error"])
        object.__setattr__(limits, "seconds", 60.0)
        assert near.post("/extract", json={"text": TEXT}).status_code == 200


def test_a_worker_that_dies_costs_one_answer() -> None:
    from fastapi.testclient import TestClient  # noqa: PLC0415 - an extra

    from protocol_nlp.service import app  # noqa: PLC0415 - ditto

    with TestClient(
        app.create_app(ServiceLimits(workers=1)), raise_server_exceptions=False
    ) as near:
        assert near.post("/extract", json={"text": TEXT}).status_code == 200
        before = {p.pid for p in _children()}
        results: list[int] = []
        heavy = threading.Thread(
            target=lambda: results.append(
                near.post("/extract", json={"text": TEXT * 20_000}).status_code
            )
        )
        heavy.start()
        time.sleep(0.5)
        for process in _children():
            if process.pid in before:
                os.kill(process.pid, signal.SIGKILL)
        heavy.join(60)
        assert results == [500]
        assert near.post("/extract", json={"text": TEXT}).status_code == 200


def _children() -> list:
    import multiprocessing  # noqa: PLC0415 - here only

    return multiprocessing.active_children()


def test_too_many_wait() -> None:
    from fastapi.testclient import TestClient  # noqa: PLC0415 - an extra

    from protocol_nlp.service import app  # noqa: PLC0415 - ditto

    limits = ServiceLimits(workers=1, waiting=1, patience=60)
    with TestClient(app.create_app(limits), raise_server_exceptions=False) as near:
        near.post("/extract", json={"text": TEXT})
        found: list[httpx.Response] = []
        many = [
            threading.Thread(
                target=lambda: found.append(near.post("/extract", json={"text": TEXT * 200}))
            )
            for _ in range(6)
        ]
        for thread in many:
            thread.start()
        for thread in many:
            thread.join(60)
        busy = [a for a in found if a.status_code == 503]
        assert busy
        assert all(a.headers["retry-after"] for a in busy)
        assert {a.status_code for a in found} == {200, 503}


def test_limits_are_positive() -> None:
    with pytest.raises(ValueError, match="workers"):
        ServiceLimits(workers=0)
    assert Limits().size >= ServiceLimits().body


def test_command_starts_answers_and_ends(tmp_path) -> None:
    """SIGTERM ends it with its processes; nothing of a document is in what it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "protocol_nlp.cli",
        "serve",
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                httpx.get(f"{address}/health")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        assert httpx.post(f"{address}/extract", json={"text": TEXT}, timeout=60).status_code == 200
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=30)
    assert b"\xd0" not in said
    assert said.decode().count("\n") == 1, said
    assert list(tmp_path.iterdir()) == []


def test_port_that_is_taken(address: str) -> None:
    port = str(urlsplit(address).port)
    command = [sys.executable, "-m", "protocol_nlp.cli", "serve", "--port", port]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].endswith("cannot be listened to")


def test_lone_surrogates(client: httpx.Client) -> None:
    body = json.dumps({"text": "РЕШИЛИ: \ud800 1. Зуевой Т.П. отчёт"}).encode()
    answer = client.post("/extract", content=body, params={"text": True},
                         headers={"content-type": "application/json"})  # fmt: skip
    assert answer.status_code == 200
    assert "\ud800" in answer.json()["text"]
