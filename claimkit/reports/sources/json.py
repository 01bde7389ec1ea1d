"""Write the sources of a ledger as JSON; the records here are the schemas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from msgspec import Meta, Struct, structs

from claimkit.ledger.sources.join_offers import Credited, JoinOffer
from claimkit.ledger.sources.unnamed import UnnamedSource
from claimkit.model import Claim, SourceEntry, SourceKind
from claimkit.reports.escaping.json_text import to_json_text

ClaimCount = Annotated[int, Meta(ge=0)]


class ListedRoleRecord(Struct, frozen=True):
    """What a source is called, and the documents that call it so."""

    role: str
    documents: list[str]


class ListedSourceRecord(Struct, frozen=True, kw_only=True):
    """A source; ``aliases`` are its other names, ``claims`` the number of its claims.

    A source without a name of its own, such as "the ministry", has ``named`` false and is listed
    for each ``document`` by itself; its kind is ``anonymous`` or null.
    """

    name: str
    kind: SourceKind | None
    aliases: list[str]
    roles: list[ListedRoleRecord]
    claims: ClaimCount
    named: bool
    document: str | None


class CreditedClaimRecord(Struct, frozen=True):
    """A claim that is credited to the source, with the path of its document."""

    document: str
    id: str
    content: str


class ShownSourceRecord(ListedSourceRecord, frozen=True, kw_only=True):
    """What ``claimkit sources show --format json`` prints; ``found`` are the source's claims."""

    found: list[CreditedClaimRecord]


class CreditedNameRecord(Struct, frozen=True):
    """A source with the number of its claims and the documents that they are in."""

    name: str
    kind: SourceKind
    roles: list[ListedRoleRecord]
    claims: ClaimCount
    documents: list[str]


class JoinOfferRecord(Struct, frozen=True):
    """A short name, and the only source of the ledger that it may be short for."""

    short: CreditedNameRecord
    full: CreditedNameRecord


def write_offers(offers: Iterable[JoinOffer]) -> str:
    """Return offers of joins as a JSON list, indented, with a line feed at its end."""
    return to_json_text([JoinOfferRecord(_credited(o.short), _credited(o.full)) for o in offers])


def _credited(source: Credited) -> CreditedNameRecord:
    entry = source.entry
    roles = [ListedRoleRecord(role.role, list(role.documents)) for role in entry.roles]
    return CreditedNameRecord(entry.name, entry.kind, roles, source.claims, list(source.documents))


def write_list(
    sources: Iterable[tuple[SourceEntry, int]], unnamed: Iterable[UnnamedSource] = ()
) -> str:
    """Return sources as a JSON list, indented, with a line feed at its end.

    Args:
        sources: each with the number of its claims.
        unnamed: they follow the sources with a name.
    """
    records = [_record(entry, claims) for entry, claims in sources]
    records += (_unnamed_record(u.name, u.claims, u.document) for u in unnamed)
    return to_json_text(records)


def write_source(entry: SourceEntry, claims: Iterable[tuple[str, Claim]]) -> str:
    """Return a source as a JSON object, indented, with a line feed at its end.

    Args:
        claims: each with the path of its document.
    """
    claims = list(claims)
    return _shown(_record(entry, len(claims)), claims)


def write_unnamed(name: str, claims: Iterable[tuple[str, Claim]]) -> str:
    """Return a source without a name of its own as `write_source` does."""
    claims = list(claims)
    return _shown(_unnamed_record(name, [claim for _, claim in claims]), claims)


def _shown(listed: ListedSourceRecord, claims: Iterable[tuple[str, Claim]]) -> str:
    found = [CreditedClaimRecord(path, claim.id, claim.content) for path, claim in claims]
    return to_json_text(ShownSourceRecord(**structs.asdict(listed), found=found))


def _unnamed_record(
    name: str, claims: Sequence[Claim], document: str | None = None
) -> ListedSourceRecord:
    return ListedSourceRecord(
        name=name,
        kind=SourceKind.ANONYMOUS if claims and all(c.anonymous for c in claims) else None,
        aliases=[],
        roles=[],
        claims=len(claims),
        named=False,
        document=document,
    )


def _record(entry: SourceEntry, claims: int) -> ListedSourceRecord:
    return ListedSourceRecord(
        name=entry.name,
        kind=entry.kind,
        aliases=list(entry.aliases),
        roles=[ListedRoleRecord(role.role, list(role.documents)) for role in entry.roles],
        claims=claims,
        named=True,
        document=None,
    )
