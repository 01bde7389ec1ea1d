"""Fit the weights that choose the end of a content to an annotated corpus.

    python -m benchmarks.fit_content_ends polnear/train.jsonl

This rewrites the weights of ``claimkit/lexicons/en/content_ends.yaml``. Only numbers are stored,
never text. Use only the training part: accuracy on a text that was used here means nothing.

Each draft whose cue is annotated is one observation: the possible ends of its content, of which the
annotated one is right. A softmax regression gives each trait its weight. Drafts whose annotated end
is not among the candidates are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]

from benchmarks.accuracy import iter_articles
from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.extraction.attribution.content_spans.chooser import has_choice, words_until
from claimkit.extraction.attribution.content_spans.ends import find_ends
from claimkit.extraction.attribution.content_spans.piece import Surroundings, is_word, pieces_of
from claimkit.model import Span
from claimkit.parsing.parsed_document import ParsedDocument
from claimkit.parsing.pipeline import load_pipeline

_OUTPUT = Path(__file__).parents[1] / "claimkit" / "lexicons" / "en" / "content_ends.yaml"
_MIN_SEEN = 40  # a trait of fewer candidates is left out
_SMALL = 0.25  # so is one with a smaller weight
_PENALTY = 2.0  # of the squared weights
_MIN_OVERLAP = 0.5
_HELD_OUT = 5  # one article in so many tests the weights with --check


@dataclass(frozen=True, slots=True)
class Observation:
    """The traits of each candidate of a draft, and how much it overlaps the annotated content.

    ``parsed`` is the number of the candidate that the parse gives.
    """

    candidates: list[list[str]]
    overlaps: list[float]
    parsed: int
    article: int
    kind: str

    @property
    def right(self) -> int:
        """The number of the best candidate."""
        return self.overlaps.index(max(self.overlaps))


def observe(
    parsed: ParsedDocument, finder: AttributionFinder, gold: Sequence[dict[str, Any]], article: int
) -> Iterator[Observation]:
    """Yield an observation for each draft of a document whose cue is annotated."""
    drafts = finder.find_parsed_drafts(parsed)
    around = Surroundings(parsed, drafts)
    by_cue = defaultdict(list)
    for record in gold:
        for i in _tokens(parsed, record["cue"]):
            by_cue[i].append(_words(parsed, record["content"]))
    for draft in drafts:
        contents = [content for i in draft.cue for content in by_cue.get(i, ())]
        if not contents or not has_choice(draft):
            continue
        content = max(contents, key=lambda words: _overlap(words, draft.content))
        for piece in pieces_of(around, draft):
            if not piece.is_behind:
                continue
            candidates = find_ends(piece)
            overlaps = [_overlap(content, words_until(piece, c.word)) for c in candidates]
            if max(overlaps) > 0:
                traits = [candidate.traits for candidate in candidates]
                ends = [candidate.word for candidate in candidates]
                # Grammar may end a piece before the parser does.
                own = ends.index(piece.words[-1]) if piece.words[-1] in ends else len(ends) - 1
                yield Observation(traits, overlaps, own, article, piece.kind)


def _tokens(parsed: ParsedDocument, spans: Sequence[Sequence[int]]) -> set[int]:
    return parsed.cover(Span(start, end) for start, end in spans)


def _words(parsed: ParsedDocument, spans: Sequence[Sequence[int]]) -> set[int]:
    return {i for i in _tokens(parsed, spans) if is_word(parsed.doc[i])}


def _overlap(words: set[int], content: set[int]) -> float:
    return len(words & content) / max(1, len(words | content))


def fit(observations: Sequence[Observation], names: Sequence[str]) -> dict[str, float]:
    """Return the weight of each trait that makes the right candidates likeliest."""
    column = {name: number for number, name in enumerate(names)}
    rows, columns, starts, right = [], [], [], []
    row = 0
    for observation in observations:
        starts.append(row)
        right.append(row + observation.right)
        for traits in observation.candidates:
            found = {column[trait] for trait in traits if trait in column}
            rows += [row] * len(found)
            columns += sorted(found)
            row += 1
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, len(names)))
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, row]))
    wanted = np.asarray(matrix[right].sum(axis=0)).ravel()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        highest = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - highest[group])
        totals = np.add.reduceat(powers, starts)
        value = np.sum(np.log(totals) + highest - scores[right]) + _PENALTY * weights @ weights / 2
        gradient = matrix.T @ (powers / totals[group]) - wanted + _PENALTY * weights
        return float(value), gradient

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: float(result[number]) for name, number in column.items()}


def fit_pruned(observations: Sequence[Observation]) -> dict[str, float]:
    """Return the rounded weights, without small ones."""
    seen = Counter(t for o in observations for traits in o.candidates for t in set(traits))
    weights = fit(observations, sorted(t for t, number in seen.items() if number >= _MIN_SEEN))
    kept = [name for name, weight in weights.items() if abs(weight) >= _SMALL]
    return {name: round(weight, 2) for name, weight in fit(observations, kept).items()}


def chosen(observation: Observation, weights: dict[str, float]) -> int:
    scores = [sum(weights.get(t, 0.0) for t in traits) for traits in observation.candidates]
    return scores.index(max(scores))


def format_weights(weights: dict[str, float]) -> str:
    """Return the lines of the lexicon's ``weights``, by kind of trait, largest first."""
    ordered = sorted(weights.items(), key=lambda item: (item[0].partition(":")[0], -item[1], item))
    quoted = ((name.replace("'", "''"), weight) for name, weight in ordered)
    return "".join(f"  '{name}': {weight:.2f}\n" for name, weight in quoted)


def _check(observations: Sequence[Observation]) -> None:
    """Print how many ends are right in held-out articles: by the parse, and by the weights."""
    train = [o for o in observations if o.article % _HELD_OUT]
    test = [o for o in observations if o.article % _HELD_OUT == 0]
    weights = fit_pruned(train)
    print(f"{len(weights)} weights")
    for kind in ("", *sorted({o.kind for o in test})):
        some = [o for o in test if kind in ("", o.kind)]
        columns = [_shares(some, [o.parsed for o in some])]
        columns.append(_shares(some, [chosen(o, weights) for o in some]))
        print(f"{kind or 'all':20} {len(some):6} parsed {columns[0]} chosen {columns[1]}")


def _shares(observations: Sequence[Observation], choices: Sequence[int]) -> str:
    """Return the shares of contents that are exact, and that overlap by half or more."""
    found = [o.overlaps[choice] for o, choice in zip(observations, choices, strict=True)]
    exact = sum(overlap == 1 for overlap in found) / len(found)
    return f"{exact:.3f} {sum(overlap >= _MIN_OVERLAP for overlap in found) / len(found):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="training part, JSON Lines")
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="only test on held-out articles")
    options = parser.parse_args()
    nlp = load_pipeline()
    finder = AttributionFinder(nlp.vocab)
    observations = [
        observation
        for number, article in enumerate(iter_articles(options.corpus))
        for observation in observe(
            ParsedDocument(nlp(article["text"])), finder, article["gold"], number
        )
    ]
    if options.check:
        _check(observations)
        return
    head = options.output.read_text(encoding="utf-8").partition("weights:\n")[0]
    text = head + "weights:\n" + format_weights(fit_pruned(observations))
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
