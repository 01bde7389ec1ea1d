"""Define the interface of all engines and choose one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from claimkit.engines.batches import Item, Outcome, extract_batch, iter_batches
from claimkit.engines.processes import open_processes
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.parsing.models import ModelInfo


class Engine(Protocol):
    """Extracts the claims of documents."""

    def describe_model(self) -> ModelInfo:
        """Return the name and version of the engine's model.

        Raises:
            ModelError: if it is missing or unsuitable.
        """

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Yield an outcome for each item, in order; findings are yielded unchanged.

        Items are consumed as needed, so that only a limited number of them is in memory.

        Raises:
            ClaimkitError: if no document can be processed.
        """


class InlineEngine:
    """Extracts in this process."""

    def __init__(self, options: ExtractOptions) -> None:
        self._extractor = Extractor(options)

    def describe_model(self) -> ModelInfo:
        return self._extractor.model

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        for batch in iter_batches(items):
            yield from extract_batch(self._extractor, batch)


@contextmanager
def open_engine(options: ExtractOptions, jobs: int = 1) -> Iterator[Engine]:
    """Provide an engine with ``jobs`` processes; with 1 it works in this process.

    The results do not depend on the number of processes.
    """
    if jobs == 1:
        yield InlineEngine(options)
    else:
        with open_processes(options, jobs) as engine:
            yield engine
