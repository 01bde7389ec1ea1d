"""Check what claims state: their dates, their sources, and contradictions between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext, CheckedFile
from claimkit.compare.contradictions import describe_contradiction, topic
from claimkit.edtf import first_day, is_edtf, last_day
from claimkit.ledger.reviews.decisions import effective, status_of
from claimkit.ledger.sources.spellings import fold_name, is_local
from claimkit.model import Claim, Finding, LedgerFile, Location, ReviewStatus

_MAX_PLACES = 10
_GRACE = timedelta(days=1)  # in some time zones the next day has already begun


def impossible_date(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        if ledger.published is not None and not is_edtf(ledger.published):
            message = f"published: {ledger.published!r} is not a date"
            yield check.at_document(file, "published", message, ledger.published)
    for file, ledger, claim in context.iter_claims():
        for key, name, text in _iter_dates(claim):
            if not is_edtf(text):
                message = f"{name}: {text!r} is not a date"
                detail = f"{name}: {text}"
                yield check.at_claim(context, file, ledger, claim, message, key=key, detail=detail)


def _iter_dates(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Yield each date of a claim with its key in the ledger file and its name."""
    if claim.said is not None:
        yield "said", "said", claim.said
    for dating in claim.dates:
        if dating.value is not None:
            yield "dates", dating.text, dating.value
    review = claim.review
    if review and review.on is not None:
        yield "review", "on", review.on
    said = dict(review.corrections).get("said") if review else None
    if isinstance(said, str):
        yield "review", "corrected said", said


def future_date(context: CheckContext, check: Check) -> Iterator[Finding]:
    latest = (context.today + _GRACE).isoformat()
    for file, ledger in context.iter_judged():
        if _is_after(ledger.published, latest):
            message = f"published in the future: {ledger.published}"
            yield check.at_document(file, "published", message, ledger.published)
    for file, ledger, claim in context.iter_claims():
        on = claim.review.on if claim.review else None
        for key, name, text in (
            (_said_key(claim), "said", effective(claim).said),
            ("review", "reviewed", on),
        ):
            if _is_after(text, latest):
                message = f"{name} in the future: {text}"
                detail = f"{name}: {text}"
                yield check.at_claim(context, file, ledger, claim, message, key=key, detail=detail)


def said_after_published(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims():
        said = effective(claim).said
        published = last_day(ledger.published) if ledger.published else None
        if published is not None and _is_after(said, published):
            message = f"said {said}, after the document was published ({ledger.published})"
            key = _said_key(claim)
            yield check.at_claim(context, file, ledger, claim, message, key=key, detail=said)


def _said_key(claim: Claim) -> str:
    """Return the key that has the day of a claim: its own, or the review that corrects it."""
    return "said" if effective(claim).said == claim.said else "review"


def _is_after(text: str | None, day: str) -> bool:
    first = first_day(text) if text else None
    return first is not None and first > day


def unknown_source(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim, name, key in iter_unknown_sources(context):
        message = f"the source {name!r} is not in _sources.yaml"
        yield check.at_claim(context, file, ledger, claim, message, key=key, detail=name)


def iter_unknown_sources(
    context: CheckContext,
) -> Iterator[tuple[CheckedFile, LedgerFile, Claim, str, str]]:
    """Yield the names of claims that no entry of the sources has, and the key that has the name.

    The key is ``review`` for a correction.
    """
    if context.sources is None:
        return
    known = {fold_name(name) for entry in context.sources for name in (entry.name, *entry.aliases)}
    for file, ledger, claim in context.iter_claims(with_retired=False):
        now = effective(claim)
        for name in now.source:
            # A name that is copied from the evidence is a source that extraction could not resolve.
            if (
                fold_name(name) in known
                or fold_name(name) in fold_name(claim.evidence)
                or is_local(name)
            ):
                continue
            yield file, ledger, claim, name, "source" if name in claim.source else "review"


def unknown_outer_claim(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims():
        if claim.within is None:
            continue
        if claim.within == claim.id:
            message = "the claim is within itself"
        elif any(claim.within == other.id for other in (*ledger.claims, *ledger.retired)):
            continue
        else:
            message = f"within: this file has no claim {claim.within}"
        finding = check.at_claim(
            context, file, ledger, claim, message, key="within", detail=claim.within
        )
        yield replace(finding, affected=frozenset({claim.within}))


def contradiction(context: CheckContext, check: Check) -> Iterator[Finding]:
    accepted: dict[object, list[tuple[CheckedFile, Claim]]] = {}
    for file in context.files:
        for claim in file.ledger.claims if file.ledger else ():
            if status_of(claim) in (ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED):
                accepted.setdefault(topic(effective(claim)), []).append((file, claim))
    if not accepted:
        return
    reported: set[frozenset[str]] = set()
    for file, ledger, claim in context.iter_claims(with_retired=False):
        if status_of(claim) is ReviewStatus.REJECTED:
            continue
        found = [
            (other_file, other, words)
            for other_file, other in accepted.get(topic(effective(claim)), ())
            if other.id != claim.id
            and frozenset((claim.id, other.id)) not in reported
            and (words := describe_contradiction(effective(other), effective(claim)))
        ]
        if not found:
            continue
        reported |= {frozenset((claim.id, other.id)) for _, other, _ in found}
        more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
        _, first, words = found[0]
        message = f"contradicts the accepted claim {first.id}{more}: {words}"
        places = tuple(Location(f.path, *f.positions.of_claim(other.id)) for f, other, _ in found)
        yield check.at_claim(
            context,
            file,
            ledger,
            claim,
            message,
            key="content",
            detail=first.id,
            others=places[:_MAX_PLACES],
        )
