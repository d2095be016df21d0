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
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any, Generic, Literal, TypeVar

__all__ = ["StartMethod", "ordered_map"]

T = TypeVar("T")
R = TypeVar("R")

StartMethod = Literal["fork", "spawn", "forkserver"]

_AHEAD = 2  # batches a process: one in work, one waiting for it


@dataclass(frozen=True, slots=True)
class _Batch(Generic[T]):
    """Items or results in order, and what went wrong after the last of them."""

    items: list[T] = field(default_factory=list)
    failure: Exception | None = None


def ordered_map(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    processes: int = 1,
    batch_size: int = 16,
    start_method: StartMethod | None = None,
) -> Iterator[R]:
    """``work`` of each item, in the order of the items.

    ``work`` is pickled once a process, items and results in batches of ``batch_size``.  At
    most ``2 * processes * batch_size`` items are in flight.  With one process everything
    happens in this one, an item at a time, and nothing is pickled.  ``start_method`` is
    the caller's own (:func:`multiprocessing.get_start_method`) unless named.

    What ``work`` or the input raises is raised in its place, after the results of the
    items before it.  Closing the iterator, or an interrupt, cancels what has not begun;
    processes never outlive this one, even if it is killed.

    Raises ValueError where a number is less than one, and
    :class:`concurrent.futures.process.BrokenProcessPool` where a process died.

    >>> from itertools import count, islice
    >>> list(islice(ordered_map(abs, count(-2)), 4))
    [2, 1, 0, 1]
    """
    if processes < 1 or batch_size < 1:
        raise ValueError("processes and batch_size are at least 1")
    if processes == 1:
        return map(work, items)
    return _pooled(work, items, processes, batch_size, start_method)


def _pooled(
    work: Callable[[T], R],
    items: Iterable[T],
    processes: int,
    batch_size: int,
    start_method: StartMethod | None,
) -> Iterator[R]:
    context = multiprocessing.get_context(start_method)
    pool = ProcessPoolExecutor(processes, context, _begin, (work,))
    flying: deque[tuple[Future[_Batch[R]], Exception | None]] = deque()
    try:
        for batch in _batches(items, batch_size):
            flying.append((pool.submit(_worked, batch.items), batch.failure))
            if len(flying) == processes * _AHEAD:
                yield from _landed(*flying.popleft())
        while flying:
            yield from _landed(*flying.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


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


def _landed(future: Future[_Batch[R]], unread: Exception | None) -> Iterator[R]:
    batch = future.result()
    yield from batch.items
    failure = batch.failure or unread
    if failure is not None:
        raise failure


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """A process begins: an interrupt is its parent's business, and so is its life."""
    global _work  # noqa: PLW0603 - what a process of the pool is for
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
