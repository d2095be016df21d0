"""A load on ``protocol-nlp serve``, on loopback: latency and memory over time.

Run: ``python benchmarks/service.py [--seconds 600] [--clients 4] [--plot docs/images/load.svg]
[--json FILE]``.  The service is started here and ended here; all that is sent is made here.  A
hundredth of the requests are files that are refused, and one client is always slow.  Exit
status 1 where an answer was not the right one, or memory grew by more than a tenth from the
second fifth of the time to the last.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_SURNAMES = [f"{a}{b}" for a in ("Вихр", "Лапт", "Сусл", "Бобр", "Гусар", "Кедр", "Мохн", "Рябц")
             for b in ("ов", "ин", "енко", "ук", "овский", "ич")]  # fmt: skip
_VERBS = ("подготовить смету", "представить отчёт", "провести проверку", "обеспечить вывоз снега")
_BODIES = ("Отделу дорог", "Комитету по культуре", "МБУ «Чистый город»", "Управлению финансов")
_FORM = "----load"
_MOST_GROWTH = 1.10


@dataclass
class Load:
    """What was seen: per answer (second, latency, right or not), per sample (second, MiB)."""

    answers: list[tuple[float, float, bool]] = field(default_factory=list)
    memory: list[tuple[float, float, int]] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    over: threading.Event = field(default_factory=threading.Event)

    def now(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began


def minutes(rng: random.Random) -> str:
    """A document of 1 to 20 KB that nobody has seen before."""
    lines = [f"ПРОТОКОЛ № {rng.randrange(999)}", "совещания у главы района", "РЕШИЛИ:"]
    for n in range(1, rng.choice((4, 10, 20, 60))):
        initials = "".join(f"{chr(rng.randrange(1040, 1066))}." for _ in range(2))
        task = f"{rng.choice(_VERBS)} № {rng.randrange(1, 1000)}"
        day = f"{rng.randrange(1, 29)}.{rng.randrange(1, 13):02}.{rng.randrange(2015, 2030)}"
        lines.append(
            f"{n}. {rng.choice(_BODIES)} ({rng.choice(_SURNAMES)} {initials}) {task} до {day}."
        )
    return "\n".join(lines)


def request(rng: random.Random) -> tuple[bytes, str, int]:
    """Body, content type, and the status that is right."""
    kind = rng.random()
    if kind < 0.8:  # noqa: PLR2004
        return json.dumps({"text": minutes(rng)}).encode(), "application/json", 200
    content, status = minutes(rng).encode("cp1251"), 200
    if kind > 0.99:  # noqa: PLR2004
        content, status = b"PK\x03\x04" + rng.randbytes(2000), 422
    head = (
        f'--{_FORM}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'.encode()
    )
    body = head + content + f"\r\n--{_FORM}--\r\n".encode()
    return body, f"multipart/form-data; boundary={_FORM}", status


def client(load: Load, port: int, seed: int) -> None:
    """Asks, one question after the other, until it is over."""
    rng, line = random.Random(seed), http.client.HTTPConnection("127.0.0.1", port, timeout=60)  # noqa: S311
    while not load.over.is_set():
        body, kind, status = request(rng)
        began = time.monotonic()
        try:
            line.request("POST", "/extract", body, {"Content-Type": kind})
            answer = line.getresponse()
            answer.read()
            right = answer.status == status
        except (OSError, http.client.HTTPException):
            line.close()
            right = False
        load.answers.append((load.now(), time.monotonic() - began, right))


def slow(load: Load, port: int) -> None:
    """A client that sends a byte a second and never comes to an end."""
    while not load.over.is_set():
        with socket.create_connection(("127.0.0.1", port)) as line:
            try:
                for byte in (
                    b"POST /extract HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n" * 9
                ):
                    line.sendall(bytes([byte]))
                    if load.over.wait(1):
                        return
            except OSError:
                continue


def watch(load: Load, pid: int) -> None:
    """Memory (proportional set size) of the service and its processes, every second."""
    while not load.over.wait(1):
        sizes = [_mebibytes(p) for p in (pid, *_children(pid))]
        load.memory.append((load.now(), sum(sizes), len(sizes)))


def _children(pid: int) -> list[int]:
    """The processes below one; each thread has its own."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listed.read_text("ascii").split())
        except OSError:
            continue
    return [*found, *(below for child in found for below in _children(child))]


def _mebibytes(pid: int) -> float:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def started(workers: int) -> tuple[subprocess.Popen[bytes], int]:
    """The service, ready, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "protocol_nlp.cli", "serve", "--port", str(port)]
    service = subprocess.Popen([*command, "--workers", str(workers)])  # noqa: S603
    for _ in range(300):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", "/health")
            line.getresponse().read()
            break
        except OSError:
            time.sleep(0.1)
    return service, port


def run(seconds: float, clients: int, workers: int) -> Load:
    """The whole load."""
    service, port = started(workers)
    load = Load()
    threads = [threading.Thread(target=client, args=(load, port, n)) for n in range(clients)]
    threads += [threading.Thread(target=slow, args=(load, port))]
    threads += [threading.Thread(target=watch, args=(load, service.pid))]
    try:
        for thread in threads:
            thread.start()
        time.sleep(seconds)
    finally:
        load.over.set()
        for thread in threads:
            thread.join(90)
        service.terminate()
        service.wait(30)
    return load


def summary(load: Load, seconds: float) -> dict[str, float]:
    """The figures of a load."""
    spent = sorted(s for _, s, _ in load.answers)
    fifth = seconds / 5
    early = [m for t, m, _ in load.memory if fifth <= t < 2 * fifth]
    late = [m for t, m, _ in load.memory if t >= 4 * fifth]
    cuts = statistics.quantiles(spent, n=100) if len(spent) > 1 else [0.0] * 99
    return {
        "seconds": seconds,
        "answers": len(load.answers),
        "wrong": sum(not right for _, _, right in load.answers),
        "per_second": round(len(load.answers) / seconds, 1),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p95_ms": round(cuts[94] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "max_ms": round(max(spent, default=0) * 1000, 1),
        "early_mib": round(statistics.median(early), 1) if early else 0.0,
        "late_mib": round(statistics.median(late), 1) if late else 0.0,
    }


def plot(load: Load, path: Path, step: float) -> None:
    """Two small curves: the 50th and 95th percentile of latency, and memory."""
    import matplotlib as mpl  # noqa: PLC0415 - only who plots needs it

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "load", "svg.fonttype": "none", "font.size": 8})
    import matplotlib.pyplot as plt  # noqa: PLC0415

    slots: dict[int, list[float]] = {}
    for t, s, _ in load.answers:
        slots.setdefault(int(t / step), []).append(s * 1000)
    whole = {k: sorted(v) for k, v in sorted(slots.items()) if len(v) > 20}  # noqa: PLR2004
    figure, (above, below) = plt.subplots(2, 1, figsize=(6, 3.2), sharex=True)
    for share, label in ((0.5, "50 %"), (0.95, "95 %")):
        above.plot(
            [k * step for k in whole], [v[int(share * len(v))] for v in whole.values()], label=label
        )
    above.set_ylabel("latency, ms")
    above.set_ylim(0)
    above.legend(frameon=False)
    below.plot([t for t, _, _ in load.memory[::5]], [m for _, m, _ in load.memory[::5]])
    below.set_ylabel("memory, MiB")
    below.set_ylim(0)
    below.set_xlabel("seconds")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    """Runs, prints the figures, judges them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    load = run(args.seconds, args.clients, args.workers)
    told = summary(load, args.seconds)
    print(json.dumps(told, indent=2))
    if args.plot:
        plot(load, args.plot, step=max(1.0, args.seconds / 60))
    grown = told["late_mib"] > _MOST_GROWTH * told["early_mib"]
    return int(bool(told["wrong"]) or grown)


if __name__ == "__main__":
    sys.exit(main())
