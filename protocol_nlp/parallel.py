"""Work over many items in many processes: in order, bounded, lazily, interrupted cleanly.

:meth:`concurrent.futures.Executor.map` reads its whole input before it answers; here no
more than a few batches are read ahead, so that the input may be endless.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait
from typing import Any, Generic, Literal, TypeVar

__all__ = ["StartMethod", "ordered_map"]

T = TypeVar("T")
R = TypeVar("R")

StartMethod = Literal["fork", "spawn", "forkserver"]

_AHEAD = 2  # batches a process: one in work, one waiting for it
_MOST_DEATHS = 10  # items alone, one after another, before the machine is to blame


@dataclass(frozen=True, slots=True)
class _Batch(Generic[T]):
    """Items or results in order, and what went wrong after the last of them."""

    items: list[T] = field(default_factory=list)
    failure: Exception | None = None


def ordered_map(  # noqa: PLR0913 - options by name
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    processes: int = 1,
    batch_size: int = 16,
    start_method: StartMethod | None = None,
    on_death: Callable[[T], R] | None = None,
) -> Iterator[R]:
    """``work`` of each item, in the order of the items.

    ``work`` is pickled once a process, items and results in batches of ``batch_size``.  At
    most ``2 * processes * batch_size`` items are in flight.  With one process everything
    happens in this one, an item at a time, and nothing is pickled.  ``start_method`` is
    the caller's own (:func:`multiprocessing.get_start_method`) unless named.

    What ``work`` or the input raises is raised in its place, after the results of the
    items before it.  Closing the iterator, or an interrupt, cancels what has not begun;
    processes never outlive this one, even if it is killed.

    Where a process dies (the system kills it for memory, say), the batches that it may
    have held are done again, one item at a time in a process apart; an item that ends that
    one too gives ``on_death(item)``, and processes are begun anew.  Ten such items with
    none between them that lived, and the trouble is not the items'.

    Raises ValueError where a number is less than one, and
    :class:`concurrent.futures.process.BrokenProcessPool` where a process died and there
    is no ``on_death``, or died too often.

    >>> from itertools import count, islice
    >>> list(islice(ordered_map(abs, count(-2)), 4))
    [2, 1, 0, 1]
    """
    if processes < 1 or batch_size < 1:
        raise ValueError("processes and batch_size are at least 1")
    if processes == 1:
        return map(work, items)
    pool = _Pool(work, processes, multiprocessing.get_context(start_method))
    return _pooled(pool, items, batch_size, on_death)


class _Pool(Generic[T, R]):
    """Processes that do batches; begun when first needed, and anew where one of them died."""

    def __init__(
        self, work: Callable[[T], R], processes: int, context: multiprocessing.context.BaseContext
    ) -> None:
        self.processes = processes
        self.deaths = 0  # of items alone, since one lived
        self._begun = partial(
            ProcessPoolExecutor, mp_context=context, initializer=_begin, initargs=(work,)
        )
        self._executor = self._begun(processes)

    def submit(self, items: list[T]) -> Future[_Batch[R]]:
        """The items' results, to come."""
        try:
            return self._executor.submit(_worked, items)
        except BrokenProcessPool:
            self.close()
            self._executor = self._begun(self.processes)
            return self._executor.submit(_worked, items)

    def alone(self, items: list[T], on_death: Callable[[T], R]) -> Iterator[_Batch[R]]:
        """Each item's result, done one at a time in a process of their own."""
        executor = self._begun(1)
        try:
            for item in items:
                try:
                    yield executor.submit(_worked, [item]).result()
                    self.deaths = 0
                except BrokenProcessPool:
                    self.deaths += 1
                    if self.deaths > _MOST_DEATHS:
                        raise
                    executor.shutdown()
                    executor = self._begun(1)
                    yield _Batch([on_death(item)])
        finally:
            executor.shutdown(cancel_futures=True)

    def close(self) -> None:
        """Ends the processes, without what they have not begun."""
        self._executor.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Flight(Generic[T, R]):
    """A batch on its way: what went, what will come, what went wrong when it was read."""

    items: list[T]
    future: Future[_Batch[R]]
    unread: Exception | None


def _pooled(
    pool: _Pool[T, R], items: Iterable[T], batch_size: int, on_death: Callable[[T], R] | None
) -> Iterator[R]:
    flying: deque[_Flight[T, R]] = deque()
    try:
        for batch in _batches(items, batch_size):
            flying.append(_Flight(batch.items, pool.submit(batch.items), batch.failure))
            if len(flying) == pool.processes * _AHEAD:
                yield from _landed(pool, flying.popleft(), on_death)
        while flying:
            yield from _landed(pool, flying.popleft(), on_death)
    finally:
        pool.close()


def _landed(
    pool: _Pool[T, R], flight: _Flight[T, R], on_death: Callable[[T], R] | None
) -> Iterator[R]:
    for batch in _arrived(pool, flight, on_death):
        yield from batch.items
        if batch.failure is not None:
            raise batch.failure
    if flight.unread is not None:
        raise flight.unread


def _arrived(
    pool: _Pool[T, R], flight: _Flight[T, R], on_death: Callable[[T], R] | None
) -> Iterator[_Batch[R]]:
    """The whole batch; item by item where a process died over it."""
    try:
        yield flight.future.result()
    except BrokenProcessPool:
        if on_death is None:
            raise
        yield from pool.alone(flight.items, on_death)


def _batches(items: Iterable[T], size: int) -> Iterator[_Batch[T]]:
    """The items in batches; an input that fails ends with a batch that says so."""
    batch: list[T] = []
    try:
        for item in items:
            batch.append(item)
            if len(batch) == size:
                yield _Batch(batch)
                batch = []
    except Exception as failure:  # noqa: BLE001 - raised again in its place
        yield _Batch(batch, failure)
        return
    if batch:
        yield _Batch(batch)


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """A process begins: an interrupt is its parent's business, and so is its life."""
    global _work  # noqa: PLW0603 - what a process of the pool is for
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a fork has its parent's handler
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed closes no queue, and its processes would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _worked(items: list[Any]) -> _Batch[Any]:
    results: list[Any] = []
    for item in items:
        try:
            results.append(_work(item))
        except Exception as failure:  # noqa: BLE001 - handed to the caller
            return _Batch(results, _portable(failure))
    return _Batch(results)


def _portable(failure: Exception) -> Exception:
    """The failure as it can cross to the caller, with the place where it happened."""
    failure.add_note("".join(traceback.format_tb(failure.__traceback__)))
    try:
        pickle.loads(pickle.dumps(failure))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - pickling may fail in any way
        return RuntimeError(f"{type(failure).__name__}: {failure}")
    return failure
