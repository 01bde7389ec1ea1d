"""Extraction in several processes of this machine."""

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
class _Trouble:
    """A `ClaimkitError` on its way between processes; not every one can be pickled."""

    message: str
    hint: str | None


class ProcessEngine:
    """Hands batches to a pool of processes, each with a model of its own."""

    def __init__(self, pool: ProcessPoolExecutor, options: ExtractOptions, jobs: int) -> None:
        self._pool = pool
        self._options = options
        self._window = jobs * _BATCHES_PER_JOB

    def describe_model(self) -> ModelInfo:
        with _dead_worker_is_named():
            found = self._pool.submit(_describe_model, self._options).result()
        if isinstance(found, _Trouble):
            raise ClaimkitError(found.message, hint=found.hint)
        return found

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        pending: deque[tuple[list[Item], Future[_Results | _Trouble]]] = deque()
        with _dead_worker_is_named():
            for batch in iter_batches(items):
                pending.append((batch, self._pool.submit(_extract, self._options, batch)))
                if len(pending) >= self._window:
                    yield from _iter_outcomes(*pending.popleft())
            while pending:
                yield from _iter_outcomes(*pending.popleft())


@contextmanager
def open_processes(options: ExtractOptions, jobs: int) -> Iterator[ProcessEngine]:
    """Give an engine whose processes end with the block, whatever way it is left."""
    # Fresh interpreters: a fork would copy whatever threads and locks the caller has.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        yield ProcessEngine(pool, options, jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _iter_outcomes(batch: Sequence[Item], future: Future[_Results | _Trouble]) -> Iterator[Outcome]:
    """Join a worker's results to the caller's own documents, which need no way back."""
    found = future.result()
    if isinstance(found, _Trouble):
        raise ClaimkitError(found.message, hint=found.hint)
    for item, result in zip(batch, found, strict=True):
        if isinstance(result, Finding):
            yield result
        elif isinstance(item, Document):
            yield item, result


@contextmanager
def _dead_worker_is_named() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise ClaimkitError(
            "a worker process has died, perhaps for want of memory",
            hint="run again with fewer --jobs; what has been written is whole",
        ) from error


def _start_worker() -> None:
    """Let Ctrl-C end a worker at once and without a word; the parent says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@cache
def _extractor(options: ExtractOptions) -> Extractor:
    return Extractor(options)


def _describe_model(options: ExtractOptions) -> ModelInfo | _Trouble:
    try:
        return _extractor(options).model
    except ClaimkitError as error:
        return _Trouble(error.message, error.hint)


def _extract(options: ExtractOptions, batch: list[Item]) -> _Results | _Trouble:
    try:
        outcomes = extract_batch(_extractor(options), batch)
    except ClaimkitError as error:
        return _Trouble(error.message, error.hint)
    return [outcome if isinstance(outcome, Finding) else outcome[1] for outcome in outcomes]
