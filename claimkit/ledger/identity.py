"""Match a new extraction with the existing ledger, and carry over what people did."""

from __future__ import annotations

from dataclasses import replace

from claimkit.ledger.added_claims import AddedClaims, decided_review, is_kept, join
from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.format.fields import REVIEWED_FIELDS
from claimkit.ledger.format.plain_values import is_manual
from claimkit.ledger.matching import match_claims
from claimkit.ledger.nesting import link_nested, relink
from claimkit.ledger.reviews.decisions import mark_stale
from claimkit.model import Claim, LedgerFile


def carry_over(old: LedgerFile | None, new: LedgerFile) -> LedgerFile:
    """Carry ids, reviews and added claims over from the existing ledger to a new extraction.

    A new claim is matched with at most one old or retired claim, and an old claim with at most
    one new claim. A matched claim keeps its id and its review; if reviewed fields have changed,
    the review is marked stale. Added claims without a match stay in force as long as their
    sentence is in the document. Other claims without a match are retired if they are reviewed or
    added, and dropped if not. The result has the order of ``new``, with added claims at the place
    of their evidence; retired claims keep the order in which they were retired.
    """
    if old is None:
        old = replace(new, claims=(), retired=())
    before = (*old.claims, *old.retired)
    added = AddedClaims(old, new)
    match = match_claims(before, new.claims, new.path, added.may_join)
    matched = set(match.values())
    staying = added.find_staying(index for index in range(len(before)) if index not in matched)
    kept = {before[index].id for index in matched} | {claim.id for claim in staying}
    retired: dict[str, Claim] = {}
    for claim in (*old.retired, *filter(is_kept, old.claims), *new.retired):
        if claim.id not in kept:
            retired.setdefault(claim.id, claim)
    found = [
        _carry_over_claim(before[match[index]], claim) if index in match else claim
        for index, claim in enumerate(new.claims)
    ]
    taken = {*retired, *(claim.id for claim in staying)}
    numbered = assign_ids(new.path, found, taken=taken)
    ids = {was.id: now.id for was, now in zip(new.claims, numbered, strict=True) if was.id}
    claims = added.in_document_order(link_nested(numbered), staying)
    return relink(replace(new, claims=tuple(claims), retired=tuple(retired.values())), ids)


def _carry_over_claim(old: Claim, new: Claim) -> Claim:
    if old.added and not new.added:
        if is_manual(old):
            return join(old, new)
        old, new = replace(old, review=decided_review(old)), replace(new, added=old.added)
    if not old.review:
        return replace(new, id=old.id, review=new.review)
    changed = {name for name in REVIEWED_FIELDS if getattr(old, name) != getattr(new, name)}
    return replace(new, id=old.id, review=mark_stale(old.review, changed))
