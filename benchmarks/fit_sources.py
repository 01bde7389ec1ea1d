"""Fit the weights by which the source of a cue is chosen to an annotated corpus.

    python -m benchmarks.fit_sources polnear/train.jsonl
    python -m benchmarks.fit_sources polnear/train.jsonl --folds 5    # only measure

This rewrites the weights of ``claimkit/lexicons/en/source_choice.yaml``. Only numbers are stored,
never text. Use only the training part: accuracy on a text that was used here means nothing.

Each draft whose cue and content are annotated is one observation, with several candidates for its
source. A softmax regression over the candidates gives each trait its weight. With ``--folds``, the
weights are fitted to all articles but every nth and measured on those.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]

from benchmarks.accuracy import iter_articles
from benchmarks.fit_context import draft_spans, format_weights
from benchmarks.measure import Article
from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.draft_selector import has_words
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.extraction.attribution.source_choice import (
    index_by_source,
    is_open,
    iter_candidates,
    iter_source_traits,
)
from claimkit.model import Span
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.pipeline import load_pipeline

_OUTPUT = Path(__file__).parents[1] / "claimkit" / "lexicons" / "en" / "source_choice.yaml"
_MIN_SEEN = 25  # a trait with fewer candidates is left out
_SMALL = 0.2  # so is one with a smaller weight
_PENALTY = 1.0  # of the squared weights
_MIN_OVERLAP = 0.5

# The corpus never annotates a report inside a report, but a ledger wants it: in "The report warned
# of floods and asked for sandbags, the mayor said", the report asked.
_BY_HAND = {"source of: the verb beside the cue": 2.5}


@dataclass(frozen=True, slots=True)
class Choice:
    """The traits of the candidates of one draft; ``right`` are the numbers of right ones.

    The first candidate is the one that grammar proposes.
    """

    article: int
    traits: list[list[str]]
    right: list[int]


def observe(
    number: int,
    parsed: ParsedDocument,
    record: Mapping[str, Any],
    drafts: Sequence[AttributionDraft],
) -> Iterator[Choice]:
    """Yield the choices of an article whose right answer is annotated."""
    article = Article(record["text"])
    gold = [(article.attribution(one), one) for one in record["gold"]]
    rivals = index_by_source(drafts)
    for draft in drafts:
        if not is_open(draft) or not has_words(parsed, draft):
            continue
        content = article.attribution(draft_spans(parsed, draft)).content
        overlaps = [len(m.content & content) / len(m.content | content) for m, _ in gold]
        best = max(range(len(gold)), key=overlaps.__getitem__, default=None)
        if best is None or overlaps[best] < _MIN_OVERLAP:
            continue
        annotated = gold[best][1]
        if parsed.cover(_as_spans(annotated["cue"])).isdisjoint(draft.cue):
            continue
        source = parsed.cover(_as_spans(annotated["source"]))
        candidates = list(iter_candidates(parsed, draft))
        traits = [list(iter_source_traits(parsed, draft, c, rivals)) for c in candidates]
        right = [n for n, c in enumerate(candidates) if _is_right(c.source, source)]
        yield Choice(number, traits, right)


def _as_spans(pairs: Sequence[Sequence[int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]


def _is_right(source: SourceMatch, annotated: set[int]) -> bool:
    if not source.heads:
        return not annotated
    named = {head.i for head in source.heads}
    if source.pronoun is not None:
        named.add(source.pronoun.i)
    return not named.isdisjoint(annotated)


def fit(choices: Sequence[Choice], names: Sequence[str]) -> dict[str, float]:
    """Return the weight of each trait: the softmax over candidates, several of them right."""
    column = {name: number for number, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    owner: list[int] = []  # the number of each candidate's choice
    right: list[bool] = []
    for number, choice in enumerate(choices):
        for n, traits in enumerate(choice.traits):
            for trait in {t for t in traits if t in column}:
                rows.append(len(owner))
                columns.append(column[trait])
            owner.append(number)
            right.append(n in choice.right)
    matrix = sparse.csr_matrix(
        (np.ones(len(rows)), (rows, columns)), shape=(len(owner), len(names))
    )
    starts = np.flatnonzero(np.diff([-1, *owner]))
    group, is_right = np.array(owner), np.array(right)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ weights
        odds -= np.maximum.reduceat(odds, starts)[group]
        shares = np.exp(odds)
        total = np.add.reduceat(shares, starts)
        wanted = np.add.reduceat(np.where(is_right, shares, 0.0), starts) + 1e-300
        value = np.sum(np.log(total) - np.log(wanted)) + _PENALTY * weights @ weights / 2
        error = shares / total[group] - np.where(is_right, shares / wanted[group], 0.0)
        return float(value), matrix.T @ error + _PENALTY * weights

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, map(float, result), strict=True))


def fit_all(choices: Sequence[Choice]) -> dict[str, float]:
    """Return rounded weights without small ones."""
    usable = [choice for choice in choices if choice.right]
    seen = Counter(t for c in usable for traits in c.traits for t in set(traits))
    names = sorted(name for name, count in seen.items() if count >= _MIN_SEEN)
    weights = fit(usable, names)
    kept = [name for name in names if abs(weights[name]) >= _SMALL]
    return {name: round(weight, 2) for name, weight in fit(usable, kept).items()} | _BY_HAND


def count_right(choices: Sequence[Choice], weights: Mapping[str, float]) -> tuple[int, int, int]:
    """Return how many choices are right: by grammar, by the weights, and at best."""
    grammar = learned = best = 0
    for choice in choices:
        odds = [sum(weights.get(t, 0.0) for t in traits) for traits in choice.traits]
        grammar += 0 in choice.right
        learned += odds.index(max(odds)) in choice.right
        best += bool(choice.right)
    return grammar, learned, best


def read_choices(path: Path) -> list[Choice]:
    nlp = load_pipeline()
    finder = AttributionFinder(nlp.vocab)
    choices: list[Choice] = []
    for number, record in enumerate(iter_articles(path)):
        parsed = ParsedDocument(nlp(record["text"]))
        choices += observe(number, parsed, record, finder.find_cued_drafts(parsed))
    return choices


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="training part, JSON Lines")
    parser.add_argument("--folds", type=int, help="cross-validate and write nothing")
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="default: %(default)s")
    options = parser.parse_args()
    choices = read_choices(options.corpus)
    if options.folds:
        sums = np.zeros(3, dtype=int)
        for fold in range(options.folds):
            rest = [c for c in choices if c.article % options.folds != fold]
            held = [c for c in choices if c.article % options.folds == fold]
            sums += count_right(held, fit_all(rest))
        print(
            f"{len(choices)} sources: {sums[0]} by grammar, {sums[1]} by weights, {sums[2]} at best"
        )
        return
    head = options.output.read_text(encoding="utf-8").partition("weights:\n")[0]
    lines = format_weights(fit_all(choices))
    options.output.write_text(head + "weights:\n" + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
