"""Write claims with their review status, and the precision of rules, for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.reviews.agreement import Agreement, PairAgreement
from claimkit.ledger.reviews.precision import RuleTally, Tally
from claimkit.reports.counts import plural
from claimkit.reports.diffs.view import name_of
from claimkit.reports.escaping.terminal import printable
from claimkit.reports.text_width import cut, cut_start, fill, width_of

_WIDTH = 80
_MAX_LISTED = 10
_MIN_SOURCE = 12  # columns
_INDENT = "  "
_GAP = "  "


def claims_text(claims: Iterable[FiledClaim], *, width: int = _WIDTH) -> str:
    """Return one line for each claim, below the path of its document.

    A line has the id, the review status, the source and the first words of the content.

    Args:
        width: long names and contents are cut so that each line fits; of a long path, the end
            stays.
    """
    claims = list(claims)
    standing_width = max((len(_standing_of(filed)) for filed in claims), default=0)
    lines = []
    for document, group in groupby(claims, key=lambda filed: filed.document):
        lines.append(cut_start(printable(document), width))
        lines += [_INDENT + claim_text(f, standing_width, width - len(_INDENT)) for f in group]
    return "".join(f"{line}\n" for line in lines)


def claim_text(filed: FiledClaim, standing_width: int = 0, width: int = _WIDTH) -> str:
    """Return a claim's id, its status padded to a width, and its source and content."""
    start = f"{filed.claim.id}{_GAP}{fill(_standing_of(filed), standing_width)}{_GAP}"
    return cut(start + _fitted_name(filed, width - width_of(start)), width)


def _fitted_name(filed: FiledClaim, width: int) -> str:
    """Return source and content in one line; a source that takes too much of it is cut."""
    source, colon, content = printable(" ".join(name_of(filed.claim).split())).partition(": ")
    room = max(width // 3, _MIN_SOURCE, width - width_of(content) - len(colon))
    return cut(cut(source, room) + colon + content, width)


def preview_text(claims: Sequence[FiledClaim], what: str, *, width: int = _WIDTH) -> str:
    """Return how many claims a decision would change, by document, and the first of them.

    Args:
        what: the decision as a participle, such as "rejected".
    """
    by_document = Counter(filed.document for filed in claims)
    places = plural(len(by_document), "document")
    lines = [f"{plural(len(claims), 'claim')} in {places} would be {what}:"]
    for document, count in list(by_document.items())[:_MAX_LISTED]:
        lines.append(f"  {count:5,}  {cut_start(printable(document), width - 9)}")
    lines += _more(len(by_document), "document")
    lines.append("")
    standing_width = max((len(_standing_of(f)) for f in claims[:_MAX_LISTED]), default=0)
    lines += [
        _INDENT + claim_text(f, standing_width, width - len(_INDENT)) for f in claims[:_MAX_LISTED]
    ]
    lines += _more(len(claims), "claim")
    return "".join(f"{line}\n" for line in lines)


def _more(count: int, noun: str) -> list[str]:
    left = count - _MAX_LISTED
    return [f"  and {plural(left, f'more {noun}')}"] if left > 0 else []


def _standing_of(filed: FiledClaim) -> str:
    second = filed.claim.review.second if filed.claim.review else None
    words: list[str] = [*filed.ordered_standings]
    words += [f"second {'stale' if second.stale else second.status}"] if second else []
    return ", ".join(words)


def agreement_text(total: Agreement, pairs: Sequence[PairAgreement], *, width: int = _WIDTH) -> str:
    """Return a table with the agreement of reviewers; empty if no claim has two decisions.

    Each two reviewers have a row of their own if there are several pairs.
    """
    if not total.claims:
        return ""
    rows: list[tuple[str, ...]] = [_AGREEMENT_HEADER]
    rows += (
        _agreement_row(" and ".join(map(printable, pair.reviewers)), pair.agreement)
        for pair in pairs
    )
    if len(pairs) > 1:
        rows.append(_agreement_row("all", total))
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    rest = sum(widths[1:]) + len(_GAP) * (len(widths) - 1)
    widths[0] = min(widths[0], max(width - rest, _MIN_SOURCE))
    lines = (
        _GAP.join(
            fill(cut(cell, columns), columns, is_number=place > 0)
            for place, (cell, columns) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


_AGREEMENT_HEADER = ("reviewers", "both decided", "alike", "agreement", "kappa")


def _agreement_row(name: str, found: Agreement) -> tuple[str, ...]:
    observed = "" if found.observed is None else f"{found.observed:.0%}"
    kappa = "undefined" if found.kappa is None else f"{found.kappa:.2f}"
    return name, str(found.claims), str(found.agreeing), observed, kappa


def added_text(added: int) -> str:
    """Return a line with the number of claims that people added; empty if there are none."""
    return f"added by people, since no rule finds them: {plural(added, 'claim')}\n" if added else ""


def stats_text(rules: Iterable[RuleTally], total: Tally, *, width: int = _WIDTH) -> str:
    """Return a table with a row for each rule, and one for each confidence if it has several.

    Args:
        width: long names are cut so that each line fits. The last columns are left out where
            there is no room for them.
    """
    rows = [_HEADER, *(row for rule in rules for row in _iter_rows(rule)), _row("all", "", total)]
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    while len(widths) > _FEWEST_COLUMNS and _MIN_RULE + _width_behind_rule(widths) > width:
        widths.pop()
    widths[0] = min(widths[0], max(width - _width_behind_rule(widths), _MIN_RULE))
    return "".join(f"{_padded(row, widths)}\n" for row in rows)


_HEADER = ("rule", "conf.", "decided", "precision", "corrected", "rejected", "stale", "pending")
_TEXT_COLUMNS = 2  # the other columns hold numbers
_FEWEST_COLUMNS = 4
_MIN_RULE = 12


def _width_behind_rule(widths: Sequence[int]) -> int:
    return sum(width + len(_separator(column)) for column, width in enumerate(widths) if column)


def _separator(column: int) -> str:
    """Return what stands before a column."""
    return "" if column == 0 else _GAP if column < _TEXT_COLUMNS else " "


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        _separator(column) + fill(cut(cell, width), width, is_number=column >= _TEXT_COLUMNS)
        for column, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return "".join(cells).rstrip()


def _iter_rows(rule: RuleTally) -> Iterator[tuple[str, ...]]:
    name = printable(rule.rule)
    if len(rule.confidences) == 1:
        yield _row(name, rule.confidences[0][0].value, rule.tally)
        return
    yield _row(name, "", rule.tally)
    for confidence, part in rule.confidences:
        yield _row("", confidence.value, part)


def _row(rule: str, confidence: str, tally: Tally) -> tuple[str, ...]:
    shares = (tally.precision, tally.corrected_share, tally.rejected_share)
    texts = ("" if share is None else f"{share:.0%}" for share in shares)
    return rule, confidence, str(tally.decided), *texts, str(tally.stale), str(tally.pending)
