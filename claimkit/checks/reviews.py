"""Check that no reviewed claim has changed or disappeared unnoticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimkit.checks.check import Check, about_claim
from claimkit.checks.context import CheckContext, CheckedFile
from claimkit.ledger.format.fields import REVIEWED_FIELDS
from claimkit.ledger.reviews.decisions import decision_of, is_same_person, status_of
from claimkit.ledger.reviews.second import PairStatus, pair_status_of
from claimkit.model import Claim, Finding, LedgerFile, Review, ReviewStatus

_MAX_IDS = 10
_DECIDED = (ReviewStatus.ACCEPTED, ReviewStatus.CORRECTED, ReviewStatus.REJECTED)


def without_reviewer(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims():
        review = claim.review
        is_signed = review is None or review.status is ReviewStatus.PENDING or bool(review.by)
        # A hand-written claim need not say who added it, nor need what extraction makes of it.
        is_own = claim.added is not None and claim.added.by is None
        if not (is_signed or is_own):
            message = f"{status_of(claim).value} without the name of a reviewer"
            yield check.at_claim(context, file, ledger, claim, message, key="review")


def disagreeing(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims(with_retired=False):
        review = claim.review
        if review is None or review.second is None:
            continue
        second = review.second
        if review.by and is_same_person(review.by, second.by):
            message = f"{review.by} made both decisions; the second must be somebody else's"
        elif pair_status_of(claim) is PairStatus.DISAGREEING:
            message = f"{_decision_text(claim)}, but {second.status.value}" + (
                f" by {second.by}" if second.by else ""
            )
        else:
            continue
        yield check.at_claim(context, file, ledger, claim, message, key="review")


def stale(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, claim in context.iter_claims(with_retired=False):
        if claim.review and claim.review.stale:
            names = ", ".join(claim.review.stale)
            message = f"changed since its review: {names}"
            yield check.at_claim(context, file, ledger, claim, message, key="review", detail=names)


def retired(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger in context.iter_judged():
        known = {claim.id for claim in file.base.retired} if file.base else set()
        for claim in ledger.retired:
            if status_of(claim) is ReviewStatus.PENDING or claim.id in known:
                continue
            what = "no longer yields this claim" if claim.added is None else "lost the sentence"
            message = f"{ledger.path} {what}, which was {_decision_text(claim)}"
            yield check.at_claim(context, file, ledger, claim, message)


def changed(context: CheckContext, check: Check) -> Iterator[Finding]:
    for file, ledger, before, after in _iter_changed(context):
        if status_of(before) not in _DECIDED or before.review is None or after.review is None:
            continue
        if _first_decision(after.review) != _first_decision(before.review):
            continue
        fields = [
            name
            for name in REVIEWED_FIELDS
            if getattr(before, name) != getattr(after, name) and name not in after.review.stale
        ]
        if fields and _may_be_decided_anew(context, file, ledger, before):
            continue
        if fields:
            names = ", ".join(fields)
            message = f"changed without a new review: {names}; was {_decision_text(before)}"
            yield check.at_claim(context, file, ledger, after, message, key=fields[0], detail=names)
        elif before.review.stale and not after.review.stale:
            if not _is_as_new_as_base(context, before):
                missed = ", ".join(before.review.stale)
                message = f"the stale mark was removed without a new review; it named {missed}"
                yield check.at_claim(
                    context, file, ledger, after, message, key="review", detail=missed
                )


def lost(context: CheckContext, check: Check) -> Iterator[Finding]:
    now = {
        claim.id: (file, file.ledger, claim)
        for file in context.files
        if file.ledger
        for claim in (*file.ledger.claims, *file.ledger.retired)
    }
    unread = {file.path for file in context.files if file.ledger is None}
    places = [(e.path, e.base) for e in context.files if e.base and e.path in context.judged]
    for path, base in [*places, *((None, ledger) for ledger in context.gone)]:
        decided = [claim for claim in base.claims if _must_stay(claim)]
        removed = [c for c in decided if c.id not in now]
        if path is None and removed:
            yield _lost_file(check, base, removed)
        for before in decided if path not in unread else ():
            if before in removed:
                if path is not None:
                    message = f"the reviewed claim was removed; was {_decision_text(before)}"
                    finding = check.at_file(path, message, 1, key="claims", detail=before.id)
                    yield about_claim(finding, before)
                continue
            file, ledger, after = now[before.id]
            if after.review is None or (after.review.status, after.review.by) == (
                ReviewStatus.PENDING,
                None,
            ):
                message = f"has lost its review; was {_decision_text(before)}"
                yield check.at_claim(context, file, ledger, after, message)
            elif before.review and before.review.second and not after.review.second:
                message = f"has lost its second review, by {before.review.second.by}"
                yield check.at_claim(context, file, ledger, after, message)


def _lost_file(check: Check, base: LedgerFile, removed: Sequence[Claim]) -> Finding:
    """Return one finding about a ledger file that was deleted with its reviews."""
    ids = ", ".join(claim.id for claim in removed[:_MAX_IDS])
    more = ", …" if len(removed) > _MAX_IDS else ""
    count = "1 reviewed claim" if len(removed) == 1 else f"{len(removed):,} reviewed claims"
    message = f"the ledger file of {base.path} was deleted with {count}: {ids}{more}"
    finding = check.at_file(base.path, message, key="claims")
    if len(removed) == 1:
        return about_claim(finding, removed[0])
    return replace(finding, affected=frozenset(claim.id for claim in removed))


def _must_stay(claim: Claim) -> bool:
    """Return whether a decision about a claim must not disappear.

    `claimkit review drop` removes an added claim, but not one that somebody else has decided about.
    """
    review = claim.review
    if review is None or status_of(claim) not in _DECIDED:
        return False
    return claim.added is None or review.by != claim.added.by


def unreviewed(context: CheckContext, check: Check) -> Iterator[Finding]:
    policy = context.policy.unreviewed
    for file, ledger, claim in context.iter_claims(with_retired=False):
        is_wanted = {
            "all": True,
            "quantities": bool(claim.quantities),
            "named": bool(claim.source) and not claim.anonymous,
        }.get(policy, False)
        if is_wanted and status_of(claim) is ReviewStatus.PENDING:
            yield check.at_claim(context, file, ledger, claim, "not reviewed yet")


def own_change(context: CheckContext, check: Check) -> Iterator[Finding]:
    if context.policy.self_review != "forbid":
        return
    for file, ledger, claim in context.iter_claims():
        review = claim.review
        if review is None or status_of(claim) not in _DECIDED:
            continue
        for by in filter(None, (review.by, review.second.by if review.second else None)):
            if by.casefold() in file.changers.get(claim.id, ()):
                message = f"{by} reviewed the claim and also changed it or its document"
                yield check.at_claim(context, file, ledger, claim, message, key="review", detail=by)


def _iter_changed(context: CheckContext) -> Iterator[tuple[CheckedFile, LedgerFile, Claim, Claim]]:
    """Yield the claims that differ from the base, each in its old and its new form."""
    before: dict[str, Claim] = {}
    for ledger in (*(e.base for e in context.files if e.base), *context.gone):
        before |= {claim.id: claim for claim in (*ledger.claims, *ledger.retired)}
    for file, ledger, claim in context.iter_claims():
        if claim.id in before:
            yield file, ledger, before[claim.id], claim


def _is_as_new_as_base(context: CheckContext, before: Claim) -> bool:
    """Return whether a person may have decided again on the day of the first decision.

    The second decision then looks the same as the first one.
    """
    review = before.review
    return review is not None and (review.on or "") >= context.base_day


def _may_be_decided_anew(
    context: CheckContext, file: CheckedFile, ledger: LedgerFile, before: Claim
) -> bool:
    """Return whether a changed claim, whose review looks the same, may have been reviewed again.

    An edit by hand, without a change of the document, is none.
    """
    is_same_document = file.base is None or file.base.sha256 == ledger.sha256
    return not is_same_document and _is_as_new_as_base(context, before)


def _first_decision(review: Review) -> tuple[object, ...]:
    """Return what the first reviewer wrote."""
    return decision_of(replace(review, second=None))


def _decision_text(claim: Claim) -> str:
    """Return what a person did with a claim."""
    review = claim.review or Review()
    if claim.added and review.status is ReviewStatus.PENDING:
        return f"added by {claim.added.by}" if claim.added.by else "added by hand"
    by = f" by {review.by}" if review.by else ""
    return f"{review.status.value}{by}"
