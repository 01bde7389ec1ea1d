"""Keep the claims that people added when a document is extracted again.

An added claim stays in force as long as its sentence is in the document. When extraction finds the
same claim itself, the two are *joined*: the found claim gets the id, and what the person wrote
differently becomes the corrections of a review.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from claimkit.ledger.anchoring import Anchor, content_place, find_anchor
from claimkit.ledger.claim_ids import ComparedClaim
from claimkit.ledger.format.fields import CORRECTABLE_FIELDS, in_field_order
from claimkit.ledger.format.plain_values import MANUAL, is_manual, usual_mention
from claimkit.ledger.locating import find_content, find_evidence, find_parts
from claimkit.ledger.normalized_text import normalize_text
from claimkit.ledger.quoted_content import find_kind
from claimkit.ledger.reviews.decisions import effective
from claimkit.model import (
    BlockKind,
    Claim,
    Confidence,
    Dating,
    LedgerFile,
    Quantity,
    Review,
    ReviewStatus,
    Span,
)

ItemT = TypeVar("ItemT", Quantity, Dating)

Position = tuple[int, int, int]
"""The start of the evidence, of the first word of cue or content, and of the content."""

_ALWAYS_GIVEN = frozenset({"source", "content", "negated"})


class AddedClaims:
    """The added claims of an existing ledger, looked up in a new extraction of the document."""

    def __init__(self, old: LedgerFile, new: LedgerFile) -> None:
        self._old, self._new = old, new
        self._before = (*old.claims, *old.retired)
        self._anchors: dict[int, Anchor] = {}
        text = new.text
        if text is None or all(claim.added is None for claim in self._before):
            return
        evidence = [normalize_text(claim.evidence) for claim in self._before]
        for index, claim in enumerate(self._before):
            if claim.added is not None:
                others = {other for other in evidence if other != evidence[index]}
                anchor = find_anchor(text, claim, others)
                if anchor is not None:
                    self._anchors[index] = anchor

    def may_join(self, index: int, found: Claim) -> bool:
        """Return whether a found claim may be the old claim with an index.

        An added claim whose sentence is still there is only joined with a claim about the same
        words. If its sentence is gone, the found claim must have the same source and content: what
        a person added is retired with its sentence and does not become another claim.
        """
        old = self._before[index]
        if old.added is None or found.added is not None or self._new.text is None:
            return True
        anchor = self._anchors.get(index)
        if anchor is None:
            return _is_same(old, found)
        place = self._content_of(found)
        return place is None or place.overlaps(anchor.content)

    def find_staying(self, indices: Iterable[int]) -> list[Claim]:
        """Return the added claims among old claims without a match that stay in force."""
        staying = []
        for index in indices:
            claim = self._before[index]
            anchor = self._anchors.get(index)
            if claim.added is None:
                continue
            if anchor is not None:
                staying.append(_stay(claim, anchor.claim))
            elif index < len(self._old.claims) and not self._is_changed:
                staying.append(claim)
        return staying

    def in_document_order(self, found: Sequence[Claim], staying: Sequence[Claim]) -> list[Claim]:
        """Return the found claims in their order, with the claims that stay at their places."""
        order = [claim.id for claim in self._old.claims]
        return sort_claims(self._new.text, found, staying, order)

    @property
    def _is_changed(self) -> bool:
        """Whether the document is known to have changed since the old ledger was written."""
        return self._new.text is not None and self._old.sha256 != self._new.sha256

    def _content_of(self, claim: Claim) -> Span | None:
        if claim.spans is not None and claim.spans.content:
            return Span(claim.spans.content[0].start, claim.spans.content[-1].end)
        evidence = find_evidence(self._new.text or "", claim)
        return content_place(claim, evidence) if evidence else None


def sort_claims(
    text: str | None, found: Sequence[Claim], manual: Sequence[Claim], before: Sequence[str]
) -> list[Claim]:
    """Return found claims in their order, with manual claims where their words stand in a text.

    Only the words of the claims count, so that the order of a new extraction is that of a ledger
    to which the same claims are added.

    Args:
        before: the ids of all claims in their former order. A manual claim whose evidence isn't in
            the text stays behind the claim before it.
    """
    places = {claim.id: _position_of(text, claim) for claim in manual} if text is not None else {}
    keys: list[Position] = []  # never falls, as the found claims are in document order
    for claim in found if any(places.values()) else ():
        last = keys[-1] if keys else (0, 0, 0)
        keys.append(max(last, _position_of(text or "", claim) or last))
    result = list(found)
    placed = [
        (place, len(claim.content), claim.id, claim)
        for claim in manual
        if (place := places.get(claim.id)) is not None
    ]
    for place, _, _, claim in sorted(placed, key=lambda item: item[:3], reverse=True):
        result.insert(bisect_right(keys, place), claim)
    for claim in manual:
        if places.get(claim.id) is None:
            result.insert(_place_behind(claim, before, result), claim)
    return result


def settle(ledger: LedgerFile, text: str | None, rename: Callable[[Claim], Claim]) -> LedgerFile:
    """Return a ledger whose manual claims stand where their words are, under the sources' names.

    A person may write a claim anywhere in the file.
    """
    claims = [rename(claim) if is_manual(claim) else claim for claim in ledger.claims]
    found = [claim for claim in claims if not is_manual(claim)]
    manual = [claim for claim in claims if is_manual(claim)]
    order = [claim.id for claim in claims]
    return replace(ledger, claims=tuple(sort_claims(text, found, manual, order)))


def _position_of(text: str, claim: Claim) -> Position | None:
    evidence = find_evidence(text, claim)
    if evidence is None:
        return None
    start = content_place(claim, evidence).start
    cue = find_parts(claim).cue if claim.cue else ()
    return evidence.start, min([start, *(evidence.start + span.start for span in cue)]), start


def _place_behind(claim: Claim, before: Sequence[str], result: Sequence[Claim]) -> int:
    """Return the index behind the last claim of a result that was before a claim."""
    ids = before[: before.index(claim.id)] if claim.id in before else ()
    places = {other.id: place for place, other in enumerate(result, start=1)}
    return next((places[other] for other in reversed(ids) if other in places), 0)


def join(added: Claim, found: Claim) -> Claim:
    """Join an added claim with the claim that extraction has found.

    Values that the person left out are those of the found claim. A review of the joined claim
    begins with the person's corrections, so a later change of the found claim makes it stale.
    """
    review = decided_review(added)
    corrections = _differences(effective(added), found)
    status = review.status
    if status is not ReviewStatus.REJECTED:
        status = ReviewStatus.CORRECTED if corrections else ReviewStatus.ACCEPTED
    return replace(
        found,
        id=added.id,
        added=added.added,
        review=replace(review, status=status, corrections=corrections),
    )


def decided_review(claim: Claim) -> Review:
    """Return the review of a claim; that of an added one without a decision is its addition."""
    review = claim.review or Review()
    if claim.added is None or review.status is not ReviewStatus.PENDING:
        return review
    return replace(review, status=ReviewStatus.ACCEPTED, by=claim.added.by, on=claim.added.on)


def stated_in(content: str, items: Iterable[ItemT]) -> tuple[ItemT, ...]:
    """Return the quantities or dates whose words are in a content."""
    words = " ".join(content.split())
    return tuple(item for item in items if " ".join(item.text.split()) in words)


def is_kept(claim: Claim) -> bool:
    """Return whether a person has reviewed or added a claim, so that it is never dropped."""
    return claim.review is not None or claim.added is not None


def _is_same(one: Claim, other: Claim) -> bool:
    first, second = ComparedClaim.of(one), ComparedClaim.of(other)
    return (first.source, first.content) == (second.source, second.content)


def _stay(claim: Claim, corrected: Claim) -> Claim:
    """Return an added claim that no rule finds, with the words of its sentence as they are now.

    If the sentence was corrected, the claim is marked stale.
    """
    changed = {n for n in ("evidence", "content") if getattr(claim, n) != getattr(corrected, n)}
    if changed:
        review = decided_review(claim)
        stale = in_field_order(changed.union(review.stale))
        corrected = replace(corrected, review=replace(review, stale=stale))
    elif claim.rule != MANUAL:
        corrected = _take_apart(claim)
    if claim.rule == MANUAL:
        return corrected
    return replace(corrected, rule=MANUAL, confidence=Confidence.HIGH)


def _take_apart(joined: Claim) -> Claim:
    """Return a joined claim, which is no longer found, as the person wrote it."""
    person = effective(joined)
    if not find_content(person):
        return joined
    review = joined.review
    is_own = joined.added is not None and review == Review(
        ReviewStatus.CORRECTED if review and review.corrections else ReviewStatus.ACCEPTED,
        joined.added.by,
        joined.added.on,
        corrections=review.corrections if review else (),
    )
    return replace(person, review=None) if is_own else person


def _differences(person: Claim, found: Claim) -> tuple[tuple[str, object], ...]:
    """Return what a person wrote differently, as corrections of the found claim."""
    values = {
        name: getattr(person, name)
        for name in CORRECTABLE_FIELDS
        if getattr(person, name) != getattr(found, name) and _is_given(person, name)
    }
    if normalize_text(person.content) == normalize_text(found.content):
        values.pop("content", None)
    elif "content" in values:  # what the found content has besides does not count
        for name in ("quantities", "dates"):
            items = getattr(person, name) or stated_in(person.content, getattr(found, name))
            if items != getattr(found, name):
                values[name] = items
    return tuple(values.items())


def _is_given(claim: Claim, name: str) -> bool:
    """Return whether a person has given a field a value of its own."""
    value = getattr(claim, name)
    if name in _ALWAYS_GIVEN:
        return True
    if name == "mention":
        return bool(value != usual_mention(claim.kind, claim.source))
    if name == "kind":
        return bool(value != find_kind(claim.content, claim.evidence))
    return bool(value) and value is not BlockKind.PARAGRAPH
