"""Fit the weights of an attribution's traits to an annotated corpus.

    python -m benchmarks.fit_context polnear/train.jsonl

This rewrites the weights of ``claimkit/lexicons/en/context.yaml``. Only numbers are stored, never
text. Use only the training part: accuracy on a text that was used here means nothing.

Each draft of an attribution is one observation. It is right if the measure of accuracy pairs it
with an annotated attribution of the same source. A logistic regression gives each trait its weight;
the log-odds of the draft's cue and frame are its offset. Traits beside a stronger draft depend on
which drafts are kept, so the fit is repeated with the weights of the previous round. Drafts inside
the content of a stronger one are left out: in the corpus no word belongs to two contents.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]

from benchmarks.accuracy import iter_articles
from benchmarks.measure import Article, is_same_source, pair
from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.extraction.attribution.draft_conversion import as_attribution
from claimkit.extraction.attribution.draft_selector import KeptDrafts, has_words, is_same
from claimkit.extraction.attribution.draft_traits import (
    is_nested,
    iter_rival_traits,
    iter_traits,
    weigh,
)
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.attribution import ContextLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Span
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.pipeline import load_pipeline

_OUTPUT = Path(__file__).parents[1] / "claimkit" / "lexicons" / "en" / "context.yaml"
_ROUNDS = 3
_MIN_SEEN = 40  # a trait with fewer observations is left out
_SMALL = 0.2  # so is one with a smaller weight
_PENALTY = 3.0  # of the squared weights

# The impersonal "one" is rare in the corpus. The corpus never annotates a report inside another
# content and seldom annotates "the geologist's warning that", but a ledger wants both. A report
# inside another one is a clause of a clause, for which the weights of relations are too low.
_BY_HAND = {
    "source: one": -3.0,
    "place: report inside a report": 0.6,
    "place: report inside a quotation": 0.4,
    "path: possessor": 0.0,
}


@dataclass(frozen=True, slots=True)
class Observation:
    traits: list[str]
    weight: float
    is_right: bool


def observe(
    annotated: Sequence[
        tuple[ParsedDocument, list[AttributionDraft], str, list[dict[str, list[list[int]]]]]
    ],
    weights: Mapping[str, float],
    threshold: float,
) -> Iterator[Observation]:
    """Yield the traits of each draft beside the drafts that ``weights`` keep."""
    for parsed, drafts, text, gold in annotated:
        ranked = [
            (draft, traits)
            for draft, traits, nested in _rank(parsed, drafts, weights, threshold)
            if not nested
        ]
        article = Article(text)
        found = [article.attribution(draft_spans(parsed, draft)) for draft, _ in ranked]
        wanted = [article.attribution(record) for record in gold]
        right = {id(p) for g, p in pair(wanted, found) if is_same_source(g, p)}
        for (draft, traits), prediction in zip(ranked, found, strict=True):
            yield Observation(traits, draft.weight, id(prediction) in right)


def _rank(
    parsed: ParsedDocument,
    drafts: list[AttributionDraft],
    weights: Mapping[str, float],
    threshold: float,
) -> list[tuple[AttributionDraft, list[str], bool]]:
    """Return the drafts, likeliest first, with their traits and whether they are nested."""
    scored = []
    for draft in drafts:
        if has_words(parsed, draft):
            traits = list(iter_traits(parsed, draft))
            scored.append((weigh(draft.weight, traits, weights), draft, traits))
    scored.sort(key=lambda item: (-item[0], item[1].anchor))
    kept = KeptDrafts()
    ranked = []
    for share, draft, traits in scored:
        near = kept.near(draft)
        traits = [*traits, *iter_rival_traits(parsed, draft, near)]
        if any(is_same(parsed, draft, other) for other in near):
            continue
        if min(share, weigh(draft.weight, traits, weights)) >= threshold:
            kept.add(draft)
        ranked.append((draft, traits, is_nested(draft, near)))
    return ranked


def draft_spans(parsed: ParsedDocument, draft: AttributionDraft) -> dict[str, list[list[int]]]:
    """Return the spans of a draft as the corpus writes them."""
    found = as_attribution(parsed, draft)

    def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans]

    return {
        "source": pairs(found.source),
        "cue": pairs(found.cue),
        "content": pairs(found.content),
    }


def fit(observations: Sequence[Observation], traits: Sequence[str]) -> dict[str, float]:
    """Return the weight of each trait, and the base rate under the empty name."""
    column = {trait: number + 1 for number, trait in enumerate(traits)}
    rows, columns = [], []
    for row, observation in enumerate(observations):
        for number in {0, *(column[t] for t in observation.traits if t in column)}:
            rows.append(row)
            columns.append(number)
    shape = (len(observations), len(traits) + 1)
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    shares = np.array([observation.weight for observation in observations])
    offset = np.log(shares / (1 - shares))
    right = np.array([float(observation.is_right) for observation in observations])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ weights + offset
        penalised = np.concatenate([[0.0], weights[1:]])
        value = np.sum(np.logaddexp(0, odds) - right * odds) + _PENALTY * penalised @ penalised / 2
        gradient = matrix.T @ (1 / (1 + np.exp(-odds)) - right) + _PENALTY * penalised
        return float(value), gradient

    result = minimize(loss, np.zeros(shape[1]), jac=True, method="L-BFGS-B").x
    return {"": float(result[0])} | {trait: float(result[n]) for trait, n in column.items()}


def fit_corpus(path: Path, threshold: float) -> dict[str, float]:
    """Return the weights fitted to a corpus, without small ones."""
    nlp = load_pipeline()
    finder = AttributionFinder(nlp.vocab)
    annotated = []
    for article in iter_articles(path):
        parsed = ParsedDocument(nlp(article["text"]))
        drafts = finder.find_drafts(parsed)
        annotated.append((parsed, drafts, article["text"], article["gold"]))
    weights: dict[str, float] = {}
    for _ in range(_ROUNDS):
        observations = list(observe(annotated, weights, threshold))
        seen = Counter(trait for o in observations for trait in set(o.traits))
        traits = sorted(trait for trait, number in seen.items() if number >= _MIN_SEEN)
        weights = fit(observations, traits)
    kept = [trait for trait in traits if abs(weights[trait]) >= _SMALL]
    return fit(observations, kept) | _BY_HAND


def format_weights(weights: Mapping[str, float]) -> str:
    """Return the lines of the lexicon's ``weights``, by kind of trait, largest first."""
    ordered = sorted(weights.items(), key=lambda item: (item[0].partition(":")[0], -item[1]))
    return "".join(f'  "{trait}": {weight:.2f}\n' for trait, weight in ordered)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="training part, JSON Lines")
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="default: %(default)s")
    options = parser.parse_args()
    threshold = load_lexicon("context", ContextLexicon).threshold
    head = options.output.read_text(encoding="utf-8").partition("weights:\n")[0]
    weights = fit_corpus(options.corpus, threshold)
    options.output.write_text(head + "weights:\n" + format_weights(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
