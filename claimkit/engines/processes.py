"""Run extraction in several processes on this machine."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from claimkit.engines.batches import Item, Outcome, extract_batch, iter_batches
from claimkit.errors import ClaimkitError
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.model import Claim, Document, Finding
from claimkit.parsing.models import ModelInfo

_BATCHES_PER_JOB = 2

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
            found = self._pool.submit(_describe_model, self._options).result()
        if isinstance(found, _WorkerError):
            raise ClaimkitError(found.message, hint=found.hint)
        return found

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        pending: deque[tuple[list[Item], Future[_Results | _WorkerError]]] = deque()
        with _raise_if_worker_died():
            for batch in iter_batches(items):
                pending.append((batch, self._pool.submit(_extract, self._options, batch)))
                if len(pending) >= self._window:
                    yield from _iter_outcomes(*pending.popleft())
            while pending:
                yield from _iter_outcomes(*pending.popleft())


@contextmanager
def open_processes(options: ExtractOptions, jobs: int) -> Iterator[ProcessEngine]:
    """Provide an engine whose processes end when the block ends, also after an exception."""
    # Fresh interpreters, since a fork would copy the threads and locks of the caller.
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


def _start_worker() -> None:
    """Let Ctrl-C end a worker at once and silently; the parent process prints the message."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
