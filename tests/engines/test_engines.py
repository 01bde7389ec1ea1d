"""Every engine gives the same outcomes, in order, whatever befalls one of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest

from claimkit.documents.reading import document_from_text
from claimkit.engines import Item, open_engine
from claimkit.engines.batches import iter_batches
from claimkit.errors import ClaimkitError
from claimkit.extraction.extractor import ExtractOptions
from claimkit.faults import EXTRACTION_FAILED
from claimkit.model import Document, Finding, Severity

FINDING = Finding("CK105", Severity.ERROR, "there is no such file", "gone.txt")


def document(number: int, text: str | None = None) -> Document:
    text = text or f"Town {number} has {number} mills, Ivo Kern said."
    return document_from_text(text, name=f"{number}.txt")


@pytest.mark.model
def test_outcomes_are_the_same_with_any_number_of_processes() -> None:
    # More than the model takes, whatever the reader lets through.
    broken = replace(document(99), text="word " * 250_000)
    items: list[Item] = [document(n) for n in range(1, 21)]
    items[3:3] = [FINDING, broken]
    outcomes = []
    for jobs in (1, 2):
        with open_engine(ExtractOptions(), jobs) as engine:
            assert engine.describe_model().name == "en_core_web_sm"
            outcomes.append(list(engine.run(items)))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][3] == FINDING
    failed = outcomes[0][4]
    assert isinstance(failed, Finding)
    assert (failed.code, failed.path) == (EXTRACTION_FAILED.code, "99.txt")
    done = [outcome for outcome in outcomes[0] if not isinstance(outcome, Finding)]
    assert [document.path for document, _ in done] == [f"{n}.txt" for n in range(1, 21)]
    assert all(len(claims) == 1 for _, claims in done)


@pytest.mark.model
@pytest.mark.parametrize("jobs", [1, 2])
def test_documents_are_taken_as_they_are_needed(jobs: int) -> None:
    taken = 0

    def items() -> Iterator[Item]:
        nonlocal taken
        while True:
            taken += 1
            yield document(taken)

    with open_engine(ExtractOptions(), jobs) as engine:
        outcomes = engine.run(items())
        next(outcomes)
        assert taken <= 8 * (2 * jobs + 1)
        outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.model
def test_dead_worker_is_a_clear_error() -> None:
    def items() -> Iterator[Item]:
        for number in range(1_000):
            if number == 30:
                for child in multiprocessing.active_children():
                    assert child.pid
                    os.kill(child.pid, signal.SIGKILL)
            yield document(number)

    died = pytest.raises(ClaimkitError, match="a worker process has died")
    with open_engine(ExtractOptions(), 2) as engine, died:
        list(engine.run(items()))


@pytest.mark.parametrize("jobs", [1, 2])
def test_missing_model_is_named(jobs: int) -> None:
    options = ExtractOptions(model="en_no_such_model")
    missing = pytest.raises(ClaimkitError, match="en_no_such_model")
    with open_engine(options, jobs) as engine, missing as caught:
        engine.describe_model()
    assert caught.value.hint


def test_batches_are_bounded_and_keep_the_order() -> None:
    large = document(0, "word " * 30_000)
    items: list[Item] = [document(1), FINDING, large, *(document(n) for n in range(2, 20))]
    batches = list(iter_batches(items))
    assert [item for batch in batches for item in batch] == items
    assert [len(batch) for batch in batches] == [2, 1, 8, 8, 2]
