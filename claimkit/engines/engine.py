"""The engines' common face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from claimkit.engines.batches import Item, Outcome, extract_batch, iter_batches
from claimkit.engines.processes import open_processes
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.parsing.models import ModelInfo


class Engine(Protocol):
    """Turns documents into claims, somewhere."""

    def describe_model(self) -> ModelInfo:
        """Name the model that the engine works with.

        Raises:
            ModelError: if it is missing or unfit.
        """

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Yield an outcome for each item, in order; findings pass through.

        Items are taken as they are needed, and a bounded number of them is in memory.

        Raises:
            ClaimkitError: if no document can be done.
        """


class InlineEngine:
    """Extraction in this process."""

    def __init__(self, options: ExtractOptions) -> None:
        self._extractor = Extractor(options)

    def describe_model(self) -> ModelInfo:
        return self._extractor.model

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        for batch in iter_batches(items):
            yield from extract_batch(self._extractor, batch)


@contextmanager
def open_engine(options: ExtractOptions, jobs: int = 1) -> Iterator[Engine]:
    """Give an engine with ``jobs`` processes; one works in this process.

    The results are the same with any number.
    """
    if jobs == 1:
        yield InlineEngine(options)
    else:
        with open_processes(options, jobs) as engine:
            yield engine
