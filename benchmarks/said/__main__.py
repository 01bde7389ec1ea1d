"""Measure the days on which claims were made: ``python -m benchmarks.said``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.documents.gold import words_of
from claimkit.documents.reading import document_from_text
from claimkit.extraction.extractor import Extractor

HERE = Path(__file__).resolve().parent
OUTCOMES = {
    "right": "right day",
    "empty": "rightly none",
    "missing": "missing",
    "wrong": "wrong day",
    "absent": "claim not found",
}


def iter_outcomes(extractor: Extractor, record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the outcome of each annotated claim of a document, with a remark.

    Of several claims that contain the words, the shortest one counts.
    """
    document = document_from_text(record["text"], name="text.txt", published=record["published"])
    claims = extractor.claims(document)
    for begin, said in record["claims"]:
        accepted = said if isinstance(said, list) else [said]
        words = " ".join(words_of(begin))
        near = [c for c in claims if words in " ".join(words_of(c.content))]
        if not near:
            yield "absent", begin
            continue
        found = min(near, key=lambda c: len(c.content)).said
        if found in accepted:
            outcome = "empty" if found is None else "right"
        else:
            outcome = "missing" if found is None else "wrong"
        yield outcome, f"{begin}: {found} instead of {accepted}"


def measure(extractor: Extractor, path: Path, *, is_verbose: bool = False) -> Counter[str]:
    """Return how often each outcome occurs in the documents of a gold file."""
    counts: Counter[str] = Counter()
    for record in yaml.safe_load(path.read_text(encoding="utf-8"))["documents"]:
        for outcome, remark in iter_outcomes(extractor, record):
            counts[outcome] += 1
            if is_verbose and outcome not in ("right", "empty"):
                print(f"{record['genre']}: {OUTCOMES[outcome]}: {remark}")
    return counts


def describe(counts: Counter[str]) -> str:
    """Return the figures in words; claims that are not found are counted apart.

    >>> describe(Counter(right=8, empty=5, missing=1, wrong=1))
    '13 of 15 right (0.87); 8 of 9 days right (0.89), 8 of 10 days found; 0 claims not found'
    """
    right, empty, wrong = counts["right"], counts["empty"], counts["wrong"]
    found = sum(counts.values()) - counts["absent"]
    share = (right + empty) / found if found else 0.0
    precision = right / (right + wrong) if right + wrong else 0.0
    return (
        f"{right + empty} of {found} right ({share:.2f}); {right} of {right + wrong} days right "
        f"({precision:.2f}), {right} of {right + wrong + counts['missing']} days found; "
        f"{counts['absent']} claims not found"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="also the documents held out")
    parser.add_argument("-v", "--verbose", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    extractor = Extractor()
    for name in ("gold", "held_out") if options.held_out else ("gold",):
        counts = measure(extractor, HERE / f"{name}.yaml", is_verbose=options.verbose)
        print(f"{name}: {describe(counts)}")


if __name__ == "__main__":
    main()
