"""Measure claims on documents of many genres: ``python -m benchmarks.documents``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.documents.gold import read_gold
from benchmarks.documents.scoring import MEASURES, DocumentScore, Record, score_gold
from claimkit.documents.reading import read_document
from claimkit.extraction.extractor import Extractor
from claimkit.reports.exports.jsonl import claim_dict

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "accuracy.md"
DOCUMENTS, HELD_OUT = "documents", "held out"
GENRE_MEASURES = ("joint", "precision and source", "numbers", "said", "metadata")
START, END = "<!-- documents: start -->", "<!-- documents: end -->"


class FolderExtraction:
    """Extracts the documents of a folder by their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._extractor = Extractor()

    def __call__(self, name: str) -> tuple[Record, Sequence[dict[str, Any]]]:
        """Return the metadata and the claims of a document, as in the ledger."""
        document = read_document(self._folder / name)
        author = ", ".join(document.author) or None
        meta = {
            "title": document.title,
            "author": author,
            "outlet": document.outlet,
            "published": document.published,
        }
        return meta, [claim_dict(document, c) for c in self._extractor.claims(document)]


def make_table(columns: dict[str, DocumentScore]) -> str:
    """Return the figures as a Markdown table, with one column for each set of documents."""
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for measure, label in MEASURES.items():
        shares = [score.shares.get(measure) for score in columns.values()]
        if any(shares):
            lines.append(f"| {label} | {' | '.join(str(s) if s else '–' for s in shares)} |")
    return "\n".join(lines)


def make_genre_table(columns: dict[str, dict[str, DocumentScore]]) -> str:
    """Return a Markdown table with one row for each document, named after its genre."""
    labels = [MEASURES[measure] for measure in GENRE_MEASURES]
    lines = [f"| genre | {' | '.join(labels)} |", f"|---|{'---|' * len(labels)}"]
    for label, scores in columns.items():
        for name, score in sorted(scores.items()):
            shares = [score.shares.get(measure) for measure in GENRE_MEASURES]
            cells = " | ".join(f"{s.right}/{s.all}" if s else "–" for s in shares)
            genre = Path(name).stem.replace("-", " ")
            lines.append(f"| {genre}{' (held out)' if label != DOCUMENTS else ''} | {cells} |")
    return "\n".join(lines)


def measure(gold: Path, texts: Path) -> dict[str, DocumentScore]:
    """Return the scores of a gold file's documents by name."""
    return score_gold(read_gold(gold, texts), FolderExtraction(texts))


def add_up(scores: Iterable[DocumentScore]) -> DocumentScore:
    """Return the sum of scores."""
    total = DocumentScore()
    for score in scores:
        total.add(score)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="another gold file; needs --texts")
    parser.add_argument("--texts", type=Path, default=HERE / "texts", help="its documents")
    parser.add_argument("--held-out", action="store_true", help="also the documents held out")
    parser.add_argument("-v", "--verbose", action="store_true", help="list what is wrong")
    parser.add_argument(
        "--write", action="store_true", help="write the figures to docs/accuracy.md"
    )
    options = parser.parse_args()
    files = {DOCUMENTS: options.gold or HERE / "gold.yaml"}
    if options.held_out or options.write:
        files[HELD_OUT] = HERE / "held_out.yaml"
    scores = {label: measure(path, options.texts) for label, path in files.items()}
    totals = {label: add_up(found.values()) for label, found in scores.items()}
    if options.verbose:
        print(*(remark for total in totals.values() for remark in total.remarks), sep="\n")
    table = f"{make_table(totals)}\n\n{make_genre_table(scores)}"
    print(table)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
