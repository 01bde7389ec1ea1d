"""Write the sources of a ledger as JSON; the records here are the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct, structs

from claimkit.model import Claim, SourceEntry, SourceKind
from claimkit.reports.escaping.json_text import to_json_text

ClaimCount = Annotated[int, Meta(ge=0)]


class ListedRoleRecord(Struct, frozen=True):
    """What a source is called, and the documents that call it so."""

    role: str
    documents: list[str]


class ListedSourceRecord(Struct, frozen=True):
    """A source; ``aliases`` are its other names, ``claims`` the number of its claims."""

    name: str
    kind: SourceKind
    aliases: list[str]
    roles: list[ListedRoleRecord]
    claims: ClaimCount


class CreditedClaimRecord(Struct, frozen=True):
    """A claim that is credited to the source, with the path of its document."""

    document: str
    id: str
    content: str


class ShownSourceRecord(ListedSourceRecord, frozen=True):
    """What ``claimkit sources show --format json`` prints; ``found`` are the source's claims."""

    found: list[CreditedClaimRecord]


def write_list(sources: Iterable[tuple[SourceEntry, int]]) -> str:
    """Return sources as a JSON list, indented, with a line feed at its end.

    Args:
        sources: each with the number of its claims.
    """
    return to_json_text([_record(entry, claims) for entry, claims in sources])


def write_source(entry: SourceEntry, claims: Iterable[tuple[str, Claim]]) -> str:
    """Return a source as a JSON object, indented, with a line feed at its end.

    Args:
        claims: each with the path of its document.
    """
    found = [CreditedClaimRecord(path, claim.id, claim.content) for path, claim in claims]
    listed = _record(entry, len(found))
    return to_json_text(ShownSourceRecord(**structs.asdict(listed), found=found))


def _record(entry: SourceEntry, claims: int) -> ListedSourceRecord:
    return ListedSourceRecord(
        name=entry.name,
        kind=entry.kind,
        aliases=list(entry.aliases),
        roles=[ListedRoleRecord(role.role, list(role.documents)) for role in entry.roles],
        claims=claims,
    )
