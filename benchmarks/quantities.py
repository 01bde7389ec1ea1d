"""Measure quantities on annotated sentences: ``python -m benchmarks.quantities dev.jsonl``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from benchmarks.accuracy import iter_articles
from benchmarks.measure import PairCount
from claimkit import yamlio
from claimkit.extraction.extractor import Extractor
from claimkit.lexicons.units import load_unit_words, load_units
from claimkit.model import Bound, Quantity

_SIGNS = {
    Bound.EXACT: "=",
    Bound.RANGE: "=",
    Bound.ABOUT: "~",
    Bound.AT_LEAST: ">",
    Bound.MORE_THAN: ">",
    Bound.AT_MOST: "<",
    Bound.LESS_THAN: "<",
}
_CLOSE = 1e-5

Record = dict[str, Any]


@dataclass(slots=True)
class QuantityScore:
    """The figures, summed over sentences. Each measure includes the ones before it."""

    value: PairCount = field(default_factory=PairCount)
    unit: PairCount = field(default_factory=PairCount)
    bound: PairCount = field(default_factory=PairCount)

    def add(self, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
        """Count one sentence; gold and predicted quantities are paired one to one."""
        for count, is_same in ((self.value, _value), (self.unit, _unit), (self.bound, _bound)):
            count.gold += len(gold)
            count.predicted += len(predicted)
            count.pairs += _pairs(gold, predicted, is_same)


def _pairs(
    gold: Sequence[Record], predicted: Sequence[Record], is_same: Callable[[Record, Record], bool]
) -> int:
    if not gold or not predicted:
        return 0
    same = np.array([[is_same(g, p) for p in predicted] for g in gold], dtype=int)
    return int(same[linear_sum_assignment(same, maximize=True)].sum())


def _value(gold: Record, predicted: Record) -> bool:
    some, other = gold["value"], predicted["value"]
    if isinstance(some, list) != isinstance(other, list):
        return False
    return bool(np.allclose(some, other, rtol=_CLOSE, atol=_CLOSE**2))


def _unit(gold: Record, predicted: Record) -> bool:
    """Return whether values and units agree.

    Units agree if their last words do, without the "s" of the plural.
    """
    if not _value(gold, predicted):
        return False
    heads = {_head(gold[key]) for key in ("unit", "unit_norm") if key in gold}
    return _head(predicted["unit"]) in heads


def _head(unit: str) -> str:
    unit = _unit_words().get(unit.strip("-"), unit)
    return unit.lower().replace("-", " ").split()[-1].removesuffix("s") if unit.strip("-") else ""


def _bound(gold: Record, predicted: Record) -> bool:
    sign = {"up": "=", "down": "=", "-": "="}.get(gold["change"], gold["change"])
    return _unit(gold, predicted) and sign == predicted["change"]


@cache
def _unit_words() -> dict[str, str]:
    """Return the first word in the lexicon for each unit."""
    units, words = load_units(), load_unit_words()
    first = {u.unit: u.words[0] for u in words.units} | {
        c.code: c.words[0] for c in words.currencies
    }
    forms = [(u.unit, (u.unit, *u.symbols)) for u in units.units]
    forms += [(u.unit, (*u.words, *u.abbreviations)) for u in words.units]
    forms += [(c.code, (c.code, *c.symbols)) for c in units.currencies]
    forms += [(c.code, c.words) for c in words.currencies]
    return {form: first[name] for name, printed in forms for form in printed}


def as_record(quantity: Quantity) -> Record:
    """Return a quantity in the form of the corpus.

    A range and a vague number have two values; a bounded number is its bound.
    """
    low, high = quantity.min, quantity.max
    if low is None or high is None or low == high:
        known = high if low is None else low
        value: object = float(known) if known is not None else None
    else:
        value = [float(low), float(high)]
    return {"value": value, "change": _SIGNS[quantity.bound], "unit": _printed(quantity.unit)}


def _printed(unit: str | None) -> str:
    """Return a unit as a text prints it: the words of a currency for its code."""
    amount, per, rate = (unit or "-").partition(" per ")
    return f"{_currency_words().get(amount, amount)}{per}{rate}"


@cache
def _currency_words() -> dict[str, str]:
    return {c.code: c.words[0] for c in load_unit_words().currencies}


def iter_sentences(path: Path) -> Iterator[Record]:
    """Yield the sentences of a corpus: JSON Lines, or a YAML list whose gold has min and max."""
    if path.suffix == ".jsonl":
        yield from iter_articles(path)
        return
    node = yamlio.compose(path.read_text(encoding="utf-8"), path.name)
    for row in yamlio.construct(node, path.name) if node else ():
        yield {**row, "gold": [_from_limits(gold) for gold in row["gold"]]}


def _from_limits(gold: Record) -> Record:
    bound = Bound.ABOUT if gold["bound"] == "approx" else Bound(gold["bound"])
    return as_record(Quantity(gold["text"], gold["min"], gold["max"], bound, gold["unit"]))


def measure(path: Path, predictions: TextIO | None = None) -> tuple[QuantityScore, int]:
    """Return the score over a corpus and the number of its sentences."""
    score, number = QuantityScore(), 0
    extractor = Extractor()
    for sentence in iter_sentences(path):
        found = [as_record(quantity) for quantity in extractor.quantities(sentence["text"])]
        if predictions is not None:
            predictions.write(json.dumps({"id": sentence["id"], "pred": found}) + "\n")
        score.add(sentence["gold"], found)
        number += 1
    return score, number


def make_table(score: QuantityScore, number: int) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        f"claimkit on {number} sentences with {score.value.gold:,} quantities:",
        "",
        "| | precision | recall | F1 |",
        "|---|---|---|---|",
    ]
    for label, count in (
        ("value", score.value),
        ("value and unit", score.unit),
        ("value, unit and bound", score.bound),
    ):
        lines.append(f"| {label} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSON Lines or YAML with id, text and gold")
    parser.add_argument(
        "--predictions", type=Path, help="write the quantities that were found, for other scorers"
    )
    options = parser.parse_args()
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as file:
            print(make_table(*measure(options.corpus, file)))
    else:
        print(make_table(*measure(options.corpus)))


if __name__ == "__main__":
    main()
