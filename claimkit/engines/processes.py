"""Run extraction in several processes on this machine."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread, current_thread, main_thread

from claimkit.engines.batches import Item, Outcome, extract_batch, iter_batches
from claimkit.errors import ClaimkitError
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.model import Claim, Document, Finding
from claimkit.parsing.models import ModelInfo

_BATCHES_PER_JOB = 2
_SIGNALS = (signal.SIGINT, signal.SIGTERM)

_Results = list[list[Claim] | Finding]


@dataclass(frozen=True, slots=True)
class _WorkerError:
    """The message of a `ClaimkitError` that a worker sends; not every exception can be pickled."""

    message: str
    hint: str | None


class ProcessEngine:
    """Passes batches to a pool of processes, each with its own model."""

    def __init__(self, pool: ProcessPoolExecutor, options: ExtractOptions, jobs: int) -> None:
        self._pool = pool
        self._options = options
        self._window = jobs * _BATCHES_PER_JOB

    def describe_model(self) -> ModelInfo:
        with _raise_if_worker_died():
            with _delayed_signals():
                future = self._pool.submit(_describe_model, self._options)
            found = future.result()
        if isinstance(found, _WorkerError):
            raise ClaimkitError(found.message, hint=found.hint)
        return found

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        pending: deque[tuple[list[Item], Future[_Results | _WorkerError]]] = deque()
        with _raise_if_worker_died():
            for batch in iter_batches(items):
                with _delayed_signals():  # this may start a worker
                    future = self._pool.submit(_extract, self._options, batch)
                pending.append((batch, future))
                if len(pending) >= self._window:
                    yield from _iter_outcomes(*pending.popleft())
            while pending:
                yield from _iter_outcomes(*pending.popleft())


@contextmanager
def open_processes(options: ExtractOptions, jobs: int) -> Iterator[ProcessEngine]:
    """Provide an engine whose processes end when the block ends, also after an exception."""
    # Fresh interpreters, since a fork would copy the threads and locks of the caller.
    with _delayed_signals():
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        yield ProcessEngine(pool, options, jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _iter_outcomes(
    batch: Sequence[Item], future: Future[_Results | _WorkerError]
) -> Iterator[Outcome]:
    """Yield the results of a worker with the caller's documents, which are not sent back."""
    found = future.result()
    if isinstance(found, _WorkerError):
        raise ClaimkitError(found.message, hint=found.hint)
    for item, result in zip(batch, found, strict=True):
        if isinstance(result, Finding):
            yield result
        elif isinstance(item, Document):
            yield item, result


@contextmanager
def _raise_if_worker_died() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise ClaimkitError(
            "a worker process has died, perhaps from lack of memory",
            hint="run again with fewer --jobs; the files written so far are complete",
        ) from error


@contextmanager
def _delayed_signals() -> Iterator[None]:
    """Delay signals that end the run until the block ends, so that no worker is half started.

    A worker that starts in the block does not get them before `_start_worker`.
    """
    if current_thread() is not main_thread():  # other threads do not get them
        yield
        return
    caught: list[int] = []
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    # Another thread may still take a blocked signal, so the handlers wait as well.
    for number, handler in handlers.items():
        if handler is not None:
            signal.signal(number, lambda number, _: caught.append(number))
    blocked = _block_signals()
    try:
        yield
    finally:
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number, handler in handlers.items():
            if handler is not None:
                signal.signal(number, handler)
        if caught:
            signal.raise_signal(signal.Signals(caught[0]))


def _block_signals() -> set[int] | None:
    """Block signals and return those that were blocked before; None on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS))


def _start_worker() -> None:
    """Let Ctrl-C end a worker at once and silently; the parent process prints the message.

    A worker also ends when its parent is killed.
    """
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@cache
def _cached_extractor(options: ExtractOptions) -> Extractor:
    return Extractor(options)


def _describe_model(options: ExtractOptions) -> ModelInfo | _WorkerError:
    try:
        return _cached_extractor(options).model
    except ClaimkitError as error:
        return _WorkerError(error.message, error.hint)


def _extract(options: ExtractOptions, batch: list[Item]) -> _Results | _WorkerError:
    try:
        outcomes = extract_batch(_cached_extractor(options), batch)
    except ClaimkitError as error:
        return _WorkerError(error.message, error.hint)
    return [outcome if isinstance(outcome, Finding) else outcome[1] for outcome in outcomes]
