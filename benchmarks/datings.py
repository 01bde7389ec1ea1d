"""Measure date expressions on an annotated corpus: ``python -m benchmarks.datings corpus.jsonl``.

The values of the corpus are TIMEX3, those of claimkit are EDTF; `as_timex` converts them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.accuracy import iter_articles
from claimkit.edtf import is_day
from claimkit.extraction.extractor import Extractor
from claimkit.model import Dating

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_WEEK_DAYS, _SATURDAY = 7, 6
_LINK = re.compile(r" (?:to|through|until|and) |(?<=\d)[-–](?=\d)")


def as_timex(dating: Dating) -> str | None:
    """Return the value of a dating as TIMEX3.

    In EDTF a week is an interval, quarters and seasons are numbers, and an unknown digit is an X.
    """
    printed = dating.value or ""
    value = printed.rstrip("~")
    if not value:
        return f"{dating.vague.upper()}_REF" if dating.vague else None
    if is_day(value) and value != printed:
        about = date.fromisoformat(value).isocalendar()  # "six weeks ago" is a week in TIMEX3
        return f"{about.year}-W{about.week:02}"
    first, _, last = value.partition("/")
    if last:
        return _week(first, last) or value
    match = re.fullmatch(r"(\d{4})-(\d\d)", value)
    if match and match[2] in _SEASONS:
        return f"{match[1]}-{_SEASONS[match[2]]}"
    if match and "33" <= match[2] <= "36":
        return f"{match[1]}-Q{int(match[2]) - 32}"
    if match and match[2] in ("40", "41"):
        return f"{match[1]}-H{int(match[2]) - 39}"
    return value.rstrip("X") if re.fullmatch(r"\d+X+", value) else value


def _week(first: str, last: str) -> str | None:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    year, week, weekday = start.isocalendar()
    days = (end - start).days + 1
    if (weekday, days) == (_SATURDAY, 2):
        return f"{year}-W{week:02}-WE"
    return f"{year}-W{week:02}" if days == _WEEK_DAYS else None


@dataclass(slots=True)
class DatingScore:
    """Numbers of dates: annotated, found, found at an annotated place, found with its value."""

    gold: int = 0
    found: int = 0
    placed: int = 0
    valued: int = 0

    def add(self, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> None:
        """Count one article.

        An annotated date is paired with the unpaired expression that overlaps it and whose ends
        are nearest. An expression on another kind of annotation, such as a duration or a time of
        day, does not count.
        """
        dates = [g for g in gold if g["type"] == "DATE"]
        taken: set[int] = set()
        for g in dates:
            near = [i for i, p in enumerate(found) if i not in taken and _overlap(g, p)]
            if not near:
                continue
            best = min(near, key=lambda i: _distance(g, found[i]))
            taken.add(best)
            self.placed += 1
            self.valued += found[best]["value"] == g["value"]
        stray = [p for i, p in enumerate(found) if i not in taken]
        self.gold += len(dates)
        self.found += len(taken) + sum(not any(_overlap(p, g) for g in gold) for p in stray)

    def f1(self, hits: int) -> float:
        total = self.gold + self.found
        return 2 * hits / total if total else 0.0


def _overlap(some: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(some["start"] < other["end"] and other["start"] < some["end"])


def _distance(some: dict[str, Any], other: dict[str, Any]) -> int:
    return int(abs(some["start"] - other["start"]) + abs(some["end"] - other["end"]))


def predict(extractor: Extractor, text: str, published: str | None) -> list[dict[str, Any]]:
    """Return the datings of a text in the form of the corpus, with offsets.

    The corpus has no intervals except weeks: it annotates both ends of "from May to June".
    """
    found: list[dict[str, Any]] = []
    for dating in extractor.datings(text, published):
        if dating.span is None:
            continue
        value, start, end = as_timex(dating), dating.span.start, dating.span.end
        links = list(_LINK.finditer(text, start + 1, end))
        if dating.value is not None and "/" in dating.value and len(links) == 1:
            first, _, last = dating.value.partition("/")
            middle = links[0]
            found.append(_record(text, start, middle.start(), first))
            found.append(_record(text, middle.end(), end, last))
        else:
            found.append(_record(text, start, end, value))
    return found


def _record(text: str, start: int, end: int, value: str | None) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end], "value": value, "type": "DATE"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSON Lines with id, dct, text and gold")
    parser.add_argument(
        "--predictions", type=Path, help="write the dates that were found, for other scorers"
    )
    options = parser.parse_args()
    extractor, score, lines = Extractor(), DatingScore(), []
    for article in iter_articles(options.corpus):
        found = predict(extractor, article["text"], article["dct"])
        score.add(article["gold"], found)
        lines.append(json.dumps({"id": article["id"], "pred": found}, ensure_ascii=False))
    if options.predictions:
        options.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} articles with {score.gold:,} dates")
    place, value = score.f1(score.placed), score.f1(score.valued)
    print(f"  place F1 {place:.3f}, place and value F1 {value:.3f}")


if __name__ == "__main__":
    main()
