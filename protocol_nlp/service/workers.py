"""A few processes that read documents; one that takes too long is ended and replaced."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from protocol_nlp.service.limits import ServiceLimits
from protocol_nlp.service.work import Answer, Job, serve

__all__ = ["BusyError", "DiedError", "LateError", "Workers"]

_START = 120.0  # seconds within which a process has to be ready
_SPAWN = multiprocessing.get_context("spawn")


class BusyError(Exception):
    """More documents wait than may."""


class LateError(Exception):
    """A document took longer than it may."""


class DiedError(Exception):
    """The process died over a document: it needed more memory than there was, say."""


@dataclass(slots=True)
class _Worker:
    """One process, started when it is first asked."""

    process: SpawnProcess | None = None
    connection: Connection | None = None

    def ask(self, job: Job, seconds: float) -> Answer:
        """The answer to a job; LateError or DiedError where none comes."""
        connection = self._started()
        try:
            connection.send(job)
            if not connection.poll(seconds):
                self.end()
                raise LateError
            answer: Answer = connection.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise DiedError from error
        return answer

    def _started(self) -> Connection:
        if self.process is not None and self.connection is not None and self.process.is_alive():
            return self.connection
        self.end()
        ours, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.connection = ours
        try:
            if ours.poll(_START):
                ours.recv()
                return ours
        except EOFError:
            pass
        self.end()
        raise DiedError

    def end(self) -> None:
        """Ends the process, whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.join(5)
        if self.connection is not None:
            self.connection.close()
        self.process = self.connection = None


@dataclass(slots=True)
class Workers:
    """All processes; a document waits for the first that is idle."""

    limits: ServiceLimits
    waiting: int = 0
    served: int = 0
    _all: list[_Worker] = field(default_factory=list)
    _idle: asyncio.Queue[_Worker] = field(default_factory=asyncio.Queue)
    _threads: ThreadPoolExecutor | None = None

    def open(self) -> None:
        """Makes the workers; their processes start when first asked."""
        self._all = [_Worker() for _ in range(self.limits.workers)]
        for worker in self._all:
            self._idle.put_nowait(worker)
        self._threads = ThreadPoolExecutor(len(self._all), "protocol-nlp-worker")

    @property
    def busy(self) -> int:
        """How many documents are being read."""
        return len(self._all) - self._idle.qsize()

    async def run(self, job: Job) -> Answer:
        """The answer to a job.

        Raises BusyError where no worker becomes idle in time or too many wait, LateError
        and DiedError.
        """
        if self._threads is None:
            self.open()
        worker = await self._next()
        try:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, worker.ask, job, self.limits.seconds)
        finally:
            self._idle.put_nowait(worker)
        self.served += 1
        return answer

    async def _next(self) -> _Worker:
        if self._idle.empty() and self.waiting >= self.limits.waiting:
            raise BusyError
        self.waiting += 1
        try:
            return await asyncio.wait_for(self._idle.get(), self.limits.patience)
        except TimeoutError as error:
            raise BusyError from error
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Ends all processes."""
        for worker in self._all:
            worker.end()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
