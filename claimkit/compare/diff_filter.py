"""Filter the changes of a comparison by the options ``--only`` and ``--ignore``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from claimkit.ledger.format.fields import CLAIM_KEYS, DOCUMENT_FIELDS
from claimkit.ledger.sources.name_search import SourceNames, choose_source
from claimkit.model import Claim, ClaimChange, DocumentChange, LedgerDiff

DIFF_FIELDS = frozenset({*CLAIM_KEYS, *DOCUMENT_FIELDS} - {"path"})
CHANGE_KINDS = frozenset({"added", "removed", "changed", "reviewed"})

_SYNONYMS: Mapping[str, str] = MappingProxyType({"source": "speaker"})
_KEYS: Mapping[str, Callable[[Claim], Iterable[str]]] = MappingProxyType(
    {
        "speaker": lambda claim: claim.source,
        "via": lambda claim: claim.via,
        "kind": lambda claim: (claim.kind,),
        "stance": lambda claim: (claim.stance or "",),
        "rule": lambda claim: (claim.rule,),
        "confidence": lambda claim: (claim.confidence,),
        "id": lambda claim: (claim.id,),
    }
)
_NAME_KEYS = frozenset({"speaker", "via"})


@dataclass(frozen=True, slots=True)
class DiffFilter:
    """The conditions for changes to keep; an empty filter keeps all changes.

    ``values`` are casefolded values by key: a claim must have one of the values of each key before
    or after the change. ``fields`` keeps changes of these fields only; a new or removed claim is
    kept if it has one of them. ``kinds`` are members of `CHANGE_KINDS`. Changes of ``ignored``
    fields are dropped.
    """

    values: Mapping[str, frozenset[str]]
    fields: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()


def parse_diff_filter(only: Iterable[str], ignored: Iterable[str]) -> DiffFilter:
    """Return the filter for texts such as ``speaker=NAME``, a field or a kind of change.

    Raises:
        ValueError: with a message for the user, if a text is none of these.
    """
    values: dict[str, set[str]] = {}
    fields, kinds = set(), set()
    for item in only:
        key, equals, value = (part.strip() for part in item.partition("="))
        if equals:
            key = _SYNONYMS.get(key, key)
            if key not in _KEYS:
                raise ValueError(f"{item!r}: no {key!r} to select by, only {_listed(_KEYS)}")
            values.setdefault(key, set()).add(value.casefold())
        elif key in CHANGE_KINDS:
            kinds.add(key)
        elif key in DIFF_FIELDS:
            fields.add(key)
        else:
            raise ValueError(
                f"{item!r} is no field, kind of change or KEY=VALUE; "
                f"fields: {_listed(DIFF_FIELDS)}; "
                f"kinds: {_listed(CHANGE_KINDS)}; keys: {_listed(_KEYS)}"
            )
    unknown = sorted(set(ignored) - DIFF_FIELDS)
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no field; there are {_listed(DIFF_FIELDS)}")
    return DiffFilter(
        {key: frozenset(names) for key, names in values.items()},
        frozenset(fields),
        frozenset(kinds),
        frozenset(ignored),
    )


def filter_diff(diff: LedgerDiff, wanted: DiffFilter) -> LedgerDiff:
    """Return the changes that a filter keeps; documents without such changes are left out.

    Raises:
        AmbiguousSourceError: if several names in the comparison have the words of a speaker.
    """
    wanted = _settle_names(diff, wanted)
    kept = (_filter_document(document, wanted) for document in diff.documents)
    return LedgerDiff(tuple(document for document in kept if document))


def _settle_names(diff: LedgerDiff, wanted: DiffFilter) -> DiffFilter:
    """Return the filter with whole names in the place of words of a speaker's or relay's name."""
    values = dict(wanted.values)
    for key in _NAME_KEYS & values.keys():
        found = {
            name
            for document in diff.documents
            for change in document.claims
            for claim in (change.before, change.after)
            if claim
            for name in _KEYS[key](claim)
        }
        names = [SourceNames((name,)) for name in sorted(found)]
        chosen = {value: choose_source(value, names) for value in values[key]}
        values[key] = frozenset(
            source.main.casefold() if source else value for value, source in chosen.items()
        )
    return replace(wanted, values=values)


def _filter_document(document: DocumentChange, wanted: DiffFilter) -> DocumentChange | None:
    is_of_claims = bool(wanted.values or wanted.kinds)
    fields = tuple(
        field for field in document.fields if not is_of_claims and _is_wanted(field.name, wanted)
    )
    claims = tuple(
        kept for change in document.claims if (kept := _filter_claim(change, wanted)) is not None
    )
    is_all = not (is_of_claims or wanted.fields)
    is_news = is_all and (document.before is None or document.after is None or document.is_moved)
    is_reordered = is_all and document.is_reordered
    if not (fields or claims or is_news or is_reordered):
        return None
    return replace(document, fields=fields, claims=claims, is_reordered=is_reordered)


def _filter_claim(change: ClaimChange, wanted: DiffFilter) -> ClaimChange | None:
    sides = [claim for claim in (change.before, change.after) if claim]
    for key, names in wanted.values.items():
        if not any(v.casefold() in names for claim in sides for v in _KEYS[key](claim)):
            return None
    if len(sides) == 1:
        kind = "added" if change.after else "removed"
        has_field = not wanted.fields or any(
            getattr(sides[0], name, None) for name in wanted.fields
        )
        return change if has_field and _is_kind({kind}, wanted) else None
    change = replace(
        change,
        fields=tuple(field for field in change.fields if _is_wanted(field.name, wanted)),
        review=change.review if _is_wanted("review", wanted) else (),
    )
    kinds = {"changed"} if change.fields else set()
    if change.review or (not wanted.fields and change.was_retired != change.is_retired):
        kinds.add("reviewed" if change.review else "changed")
    return change if kinds and _is_kind(kinds, wanted) else None


def _is_wanted(name: str, wanted: DiffFilter) -> bool:
    return name not in wanted.ignored and (not wanted.fields or name in wanted.fields)


def _is_kind(kinds: set[str], wanted: DiffFilter) -> bool:
    return not wanted.kinds or bool(kinds & wanted.kinds)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
