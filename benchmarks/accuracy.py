"""Measure attributions on an annotated corpus: ``python -m benchmarks.accuracy dev.jsonl``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from benchmarks.measure import Article, AttributionScore
from claimkit.documents.reading import document_from_text
from claimkit.extraction.extractor import Extractor
from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.nesting import link_nested
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Confidence, Document, Kind
from claimkit.reports.exports.jsonl import claim_dict

PAGE = Path(__file__).resolve().parent.parent / "docs" / "accuracy.md"
START, END = "<!-- figures: start -->", "<!-- figures: end -->"
_MIN_RULE = 10


def iter_articles(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def as_document(article: dict[str, Any]) -> Document:
    """Return the document of an article of the corpus."""
    return document_from_text(
        article["text"], name=article["doc"], published=article.get("date") or None
    )


@dataclass(slots=True)
class SourceTally:
    """The number of claims, and of those whose resolved source is still a pronoun."""

    claims: int = 0
    pronouns: int = 0

    def add(self, record: dict[str, Any]) -> None:
        source = record["source"] or ()
        names = (source,) if isinstance(source, str) else source
        self.claims += 1
        self.pronouns += any(name.lower() in _personal_pronouns() for name in names)


@cache
def _personal_pronouns() -> frozenset[str]:
    words = load_source_lexicon().pronouns
    return frozenset(
        (*words.male, *words.female, *words.plural, *words.thing, *words.speaker, *words.relative)
    )


def measure(
    path: Path, predictions: TextIO | None = None
) -> tuple[AttributionScore, SourceTally, int]:
    """Return the score over a corpus, the tally of sources, and the number of articles.

    Left out are author claims, which have no cue and are not annotated, and reports inside the
    content of another claim: in the corpus no word belongs to two contents.
    """
    score, sources = AttributionScore(), SourceTally()
    articles = list(iter_articles(path))
    outcomes = Extractor().iter_claims(map(as_document, articles))
    for article, (document, claims) in zip(articles, outcomes, strict=True):
        linked = link_nested(assign_ids(document.path, claims))
        found = [
            claim_dict(document, claim)
            for claim in linked
            if claim.kind is not Kind.AUTHOR and claim.within is None
        ]
        if predictions is not None:
            spans = [record["spans"] for record in found]
            predictions.write(json.dumps({"doc": article["doc"], "claims": spans}) + "\n")
        for record in found:
            sources.add(record)
        text = Article(article["text"])
        score.add(
            [text.attribution(gold) for gold in article["gold"]],
            [
                text.attribution(record["spans"], family(record["rule"]), record["confidence"])
                for record in found
            ],
        )
    return score, sources, len(articles)


def family(rule: str) -> str:
    """Return the construction of a rule: the frame without its cue.

    >>> family("say.verb clause"), family("according-to")
    ('clause', 'according-to')
    """
    return rule.partition(" ")[2] or rule


def make_tables(score: AttributionScore, sources: SourceTally, number: int) -> str:
    """Return the figures as Markdown tables."""
    lines = [
        f"claimkit on {number} articles with {score.joint.gold:,} attributions:",
        "",
        "| | precision | recall | F1 |",
        "|---|---|---|---|",
    ]
    for label, count in (
        ("content", score.claim),
        ("content and source (joint)", score.joint),
        ("direct and mixed, joint", score.quoted_joint),
    ):
        lines.append(f"| {label} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f} |")
    lines += [
        f"| statements, joint | | {score.statement_joint.recall:.3f} | |",
        "",
        "| exact spans | precision | recall | F1 |",
        "|---|---|---|---|",
        *(
            f"| {part} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f} |"
            for part, count in score.exact.items()
        ),
        "",
        f"Of the contents found, {score.joint.pairs / score.claim.pairs:.1%} have the right source"
        " as printed.",
        f"Of all claims found, {sources.pronouns / sources.claims:.1%} name a pronoun as their"
        " source in the end.",
        "",
        "By the confidence that the ledger states:",
        "",
        "| confidence | claims | right (content and source) | precision |",
        "|---|---|---|---|",
        *(
            f"| {name} | {found.predicted} | {found.pairs} | {found.precision:.2f} |"
            for name in Confidence
            if (found := score.confidences.get(name))
        ),
        "",
        f"By rule, the cues of a frame together; rules with fewer than {_MIN_RULE} claims in one.",
        "",
        "| rule | claims | right (content and source) | precision |",
        "|---|---|---|---|",
    ]
    ranked = sorted(score.rules.items(), key=lambda item: (-item[1].predicted, item[0]))
    rest_claims = sum(c.predicted for _, c in ranked if c.predicted < _MIN_RULE)
    rest_right = sum(c.pairs for _, c in ranked if c.predicted < _MIN_RULE)
    rows = [(n, c.predicted, c.pairs) for n, c in ranked if c.predicted >= _MIN_RULE]
    if rest_claims:
        rows.append(("others", rest_claims, rest_right))
    lines += [f"| {n} | {all_} | {right} | {right / all_:.2f} |" for n, all_, right in rows]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSON Lines with doc, text and gold")
    parser.add_argument(
        "--predictions", type=Path, help="write the spans that were found, for other scorers"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the figures into docs/accuracy.md"
    )
    options = parser.parse_args()
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as file:
            tables = make_tables(*measure(options.corpus, file))
    else:
        tables = make_tables(*measure(options.corpus))
    print(tables)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{START}\n{tables}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
