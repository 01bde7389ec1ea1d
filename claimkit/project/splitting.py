"""Implement ``claimkit review split`` and ``join``: one claim that holds two, two that are one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from claimkit.errors import ReviewError, UsageError
from claimkit.ledger import store
from claimkit.ledger.added_claims import ItemT, stated_in
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.plain_values import MANUAL, usual_mention
from claimkit.ledger.locating import GAP, find_parts_of
from claimkit.ledger.quoted_content import find_kind
from claimkit.ledger.reviews import decisions
from claimkit.ledger.reviews.decisions import effective
from claimkit.ledger.store import Additions, ReviewChange
from claimkit.model import Addition, Claim, Confidence, Review, Span
from claimkit.project.claim_selection import find_claims
from claimkit.project.one_document import read_ledger_document
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.reviewing import find_reviewer, refuse_retired, today


def split(
    project: ProjectFolder,
    id_start: str,
    contents: Sequence[str],
    *,
    sources: Sequence[str] = (),
    by: str | None = None,
    note: str | None = None,
) -> list[FiledClaim]:
    """Split a claim into several, and return them.

    The first part is the claim itself with a corrected content; the other parts are added claims
    with the same evidence. Quantities and dates go to the parts that have their words.

    Args:
        contents: the contents of the parts, which are words of the evidence.
        sources: the source of each part; those of the claim if empty.

    Raises:
        UsageError: if the id is not one claim's, the contents are not in its evidence, the
            document has changed since it was extracted, or the reviewer is unknown.
        ReviewConflictError: if the claim changes at the same time.
    """
    name, day = find_reviewer(project, by), today()
    (filed,) = find_claims(project, [id_start])
    refuse_retired([filed])
    document = read_ledger_document(project, filed.document)
    claim = effective(filed.claim)
    parts = [_find_words(claim, content) for content in contents]
    _check_parts(parts, sources)
    credited = [_source_of(project, source) for source in sources] or [claim.source] * len(parts)
    new = [
        _part_of(claim, content, source, Addition(name, day))
        for content, source in zip(parts[1:], credited[1:], strict=True)
    ]
    try:
        first = _correct(filed.claim, parts[0], credited[0], name, day, note)
        change = ReviewChange(filed, first)
        added = store.add_claims(
            project.ledger,
            Additions(filed.file, document.sha256, document.text, tuple(new)),
            [change],
        )
    except ReviewError as error:
        raise UsageError.of(error) from error
    store.add_sources(project.ledger, [part.claim for part in added])
    return [change.after, *added]


def _check_parts(parts: Sequence[str], sources: Sequence[str]) -> None:
    if len(dict.fromkeys(parts)) < 2:
        raise UsageError(
            "Name the content of each part with --content, at least two different ones."
        )
    if sources and len(sources) != len(parts):
        raise UsageError(f"There are {len(parts)} parts, so name {len(parts)} sources or none.")


def join(
    project: ProjectFolder,
    ids: Iterable[str],
    *,
    content: str | None = None,
    by: str | None = None,
) -> list[FiledClaim]:
    """Join claims that are one, and return them.

    The first one keeps its id and gets a corrected content; the others are rejected with a note.

    Args:
        content: the content of the whole; by default the words of the evidence from the first to
            the last of the contents.

    Raises:
        UsageError: if an id is not one claim's, there are less than two claims, they are in
            several documents or have no common evidence, or the reviewer is unknown.
        ReviewConflictError: if a claim changes at the same time.
    """
    name, day = find_reviewer(project, by), today()
    claims = find_claims(project, ids)
    refuse_retired(claims)
    if len(claims) < 2:
        raise UsageError("Name at least two claims to join.")
    if len({filed.file for filed in claims}) > 1:
        raise UsageError("Only claims of one document can be joined.")
    first, *others = claims
    parts = [effective(filed.claim) for filed in claims]
    whole = _covering(parts) if content is None else _find_words(parts[0], content)
    try:
        review = _correct_joined(first.claim, whole, parts, name, day)
    except ReviewError as error:
        raise UsageError.of(error) from error
    changes = [ReviewChange(first, review)] + [
        ReviewChange(filed, _reject(filed.claim, first.claim.id, name, day)) for filed in others
    ]
    store.change_reviews(project.ledger, changes)
    return [change.after for change in changes]


def _reject(claim: Claim, joined_id: str, by: str, on: str) -> Review:
    notes = [claim.review.note] if claim.review and claim.review.note else []
    note = "; ".join([*notes, f"joined with {joined_id}"])
    return decisions.reject(claim, by=by, on=on, note=note)


def _find_words(claim: Claim, content: str) -> str:
    """Return a content as it is printed in the evidence of a claim."""
    spans = find_parts_of(content, claim.evidence)
    if not spans:
        raise UsageError(
            f"The words {content!r} are not in the evidence of {claim.id}, word for word.",
            hint=f"the evidence is: {claim.evidence}",
        )
    return _printed(claim.evidence, spans)


def _printed(evidence: str, spans: Iterable[Span]) -> str:
    return GAP.join(" ".join(span.of(evidence).split()) for span in spans)


def _covering(parts: Sequence[Claim]) -> str:
    """Return the stretch of the first claim's evidence that covers all contents."""
    evidence = parts[0].evidence
    spans = [span for part in parts for span in find_parts_of(part.content, evidence)]
    if not all(find_parts_of(part.content, evidence) for part in parts):
        raise UsageError(
            f"The evidence of {parts[0].id} does not hold the contents of all these claims. Name "
            "first the claim whose evidence does, or the words of the whole with --content."
        )
    return _printed(evidence, [Span(min(spans).start, max(span.end for span in spans))])


def _part_of(claim: Claim, content: str, source: tuple[str, ...], added: Addition) -> Claim:
    kind = find_kind(claim.content, claim.evidence)
    kind = find_kind(content, claim.evidence) if kind is claim.kind else claim.kind
    is_same = source == claim.source
    return replace(
        claim,
        id="",
        kind=kind,
        source=source,
        mention=claim.mention if is_same else usual_mention(kind, source),
        role=claim.role if is_same else None,
        content=content,
        quantities=stated_in(content, claim.quantities),
        dates=stated_in(content, claim.dates),
        confidence=Confidence.HIGH,
        rule=MANUAL,
        added=added,
        review=None,
    )


def _correct(
    claim: Claim, content: str, source: tuple[str, ...], by: str, on: str, note: str | None
) -> Review:
    """Return the review of the claim that is the first part."""
    now = effective(claim)
    values = {
        "kind": _part_of(now, content, source, Addition()).kind,
        "source": source,
        "content": content,
        "quantities": stated_in(content, now.quantities),
        "dates": stated_in(content, now.dates),
    }
    return _corrected(claim, values, by, on, note)


def _correct_joined(claim: Claim, content: str, parts: Sequence[Claim], by: str, on: str) -> Review:
    """Return the review of the claim that is the whole."""
    quantities = dict.fromkeys(quantity for part in parts for quantity in part.quantities)
    dates = dict.fromkeys(dating for part in parts for dating in part.dates)
    values = {
        "kind": _part_of(parts[0], content, parts[0].source, Addition()).kind,
        "content": content,
        "quantities": _in_text_order(content, stated_in(content, quantities)),
        "dates": _in_text_order(content, stated_in(content, dates)),
    }
    return _corrected(claim, values, by, on, None)


def _corrected(
    claim: Claim, values: Mapping[str, object], by: str, on: str, note: str | None
) -> Review:
    """Return the review of a claim whose right values are given, some of which it may have."""
    old = claim.review or Review()
    different = {name: value for name, value in values.items() if getattr(claim, name) != value}
    kept = tuple((name, value) for name, value in old.corrections if name not in values)
    claim = replace(claim, review=replace(old, corrections=kept))
    if not different:
        return decisions.accept(claim, by=by, on=on, note=note)
    return decisions.correct(claim, different, by=by, on=on, note=note)


def _in_text_order(content: str, items: Iterable[ItemT]) -> tuple[ItemT, ...]:
    return tuple(sorted(items, key=lambda item: content.find(item.text)))


def _source_of(project: ProjectFolder, name: str) -> tuple[str, ...]:
    """Return the source that a person names; empty for none."""
    if name.strip() in ("", "null"):
        return ()
    entry = store.read_sources(project.ledger).find(name)
    return (entry.name if entry else name.strip(),)
