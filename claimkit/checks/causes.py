"""Leave out findings that another finding explains, so that one cause gives one finding.

A document that changed, for example, differs from a fresh extraction, and its old sentences are no
longer in it. One finding says that it changed; the others would only repeat this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from claimkit.checks.context import CheckContext
from claimkit.model import Finding, Severity

_SEVERITIES = tuple(Severity)  # the worst first

FOLDER_KEY = "documents"
"""The key of a finding about the folder of the documents."""
EXTRACTOR_KEY = "extractor"
"""The key of a finding about what another extractor makes of the whole ledger."""
SCHEMA_KEY = "schema"
"""The key of a finding about ledger files in an older format."""
COPY_KEY = "claims"
"""The key of a finding about a ledger file all of whose claims stand in another one."""


class Scope(Enum):
    """What a cause and its effects must share."""

    CLAIM = "the same claim"
    FILE = "the same file"
    DOCUMENT = "the same document, at its path or in its ledger file"
    LEDGER = "the same ledger"


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings that explain other findings.

    ``causes`` and ``effects`` are codes of checks, or beginnings of codes. If ``keys`` is not
    empty, only findings about these keys of the ledger are causes; ``effect_keys`` limits the
    effects in the same way.
    """

    causes: tuple[str, ...]
    effects: tuple[str, ...]
    scope: Scope
    reason: str
    keys: tuple[str, ...] = ()
    effect_keys: tuple[str, ...] = ()

    def is_cause(self, finding: Finding) -> bool:
        return finding.code.startswith(self.causes) and (not self.keys or finding.key in self.keys)

    def is_effect(self, finding: Finding) -> bool:
        return finding.code.startswith(self.effects) and (
            not self.effect_keys or finding.key in self.effect_keys
        )


CAUSES: tuple[Cause, ...] = (
    Cause(
        ("CK1",),
        ("CK208", "CK209", "CK211"),
        Scope.DOCUMENT,
        "a document that cannot be read cannot be compared with its claims",
    ),
    Cause(
        ("CK203",),
        ("CK205", "CK207", "CK208", "CK209", "CK211"),
        Scope.FILE,
        "a copy of a ledger file is not the ledger of another document",
        keys=(COPY_KEY,),
    ),
    Cause(
        ("CK203",),
        ("CK209", "CK211"),
        Scope.CLAIM,
        "a claim that was copied to another ledger file is not in that file's document",
    ),
    Cause(
        ("CK204",),
        ("CK205", "CK207", "CK208", "CK211"),
        Scope.DOCUMENT,
        "a document outside of the project is not read",
    ),
    Cause(
        ("CK205",),
        ("CK206",),
        Scope.DOCUMENT,
        "the ledger of the document exists, at another place",
    ),
    Cause(
        ("CK207",),
        ("CK205", "CK206", "CK207"),
        Scope.LEDGER,
        "no document is found if the folder of the documents does not exist",
        keys=(FOLDER_KEY,),
        effect_keys=("path",),
    ),
    Cause(
        ("CK207",),
        ("CK205", "CK206", "CK211"),
        Scope.DOCUMENT,
        "the document moved or was deleted: its ledger file follows it",
    ),
    Cause(
        ("CK208",),
        ("CK209", "CK211"),
        Scope.DOCUMENT,
        "the claims are those of the earlier text",
    ),
    Cause(
        ("CK209",),
        ("CK210",),
        Scope.LEDGER,
        "the finding names what is different about the extractor",
        keys=(EXTRACTOR_KEY,),
    ),
    Cause(
        ("CK209", "CK210"),
        ("CK202",),
        Scope.LEDGER,
        "an older claimkit made the ledger, so its files have the older format",
        keys=(EXTRACTOR_KEY,),
        effect_keys=(SCHEMA_KEY,),
    ),
    Cause(
        ("CK211",),
        ("CK209", "CK212", "CK213", "CK223"),
        Scope.CLAIM,
        "the content is sought in evidence that is not the document's",
    ),
    Cause(
        ("CK212",),
        ("CK209", "CK213", "CK223", "CK241"),
        Scope.CLAIM,
        "quantities and dates are sought in content that is not the evidence's",
    ),
    Cause(
        ("CK213", "CK214"),
        ("CK209", "CK223", "CK241"),
        Scope.CLAIM,
        "the value was edited by hand",
    ),
    Cause(
        ("CK231", "CK232"),
        ("CK209", "CK223", "CK233"),
        Scope.CLAIM,
        "the date was edited by hand",
        keys=("said", "dates"),
    ),
    Cause(
        ("CK232",),
        ("CK232",),
        Scope.DOCUMENT,
        "the days of the claims are counted from the day of the document",
        keys=("published",),
        effect_keys=("said",),
    ),
    Cause(
        ("CK222",),
        ("CK223",),
        Scope.CLAIM,
        "one new review covers all that changed",
    ),
    Cause(
        ("CK223", "CK224"),
        ("CK209",),
        Scope.CLAIM,
        "the claim was edited or removed by hand",
    ),
    Cause(
        ("CK224",),
        ("CK215",),
        Scope.CLAIM,
        "the claim that others refer to was removed by hand",
    ),
    Cause(
        ("CK215",),
        ("CK209", "CK223"),
        Scope.CLAIM,
        "the reference was edited, or the claim that it names was removed, by hand",
    ),
    Cause(
        ("CK224",),
        ("CK206",),
        Scope.DOCUMENT,
        "the ledger file with the reviews was deleted",
    ),
    Cause(
        ("CK209",),
        ("CK242",),
        Scope.CLAIM,
        "the source was edited by hand, in the claim or in the list of sources",
        effect_keys=("source",),
    ),
)


def without_effects(context: CheckContext, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that no other finding explains, in the same order.

    A finding about several claims is left out only if each of them is explained. A finding never
    explains one that is more severe, so the exit code stays the same.
    """
    by_place = _group_by_place(context, findings)
    return [finding for finding in findings if not _is_explained(context, finding, by_place)]


_Places = Mapping[tuple[Scope, str], Sequence[tuple[Cause, Finding]]]


def _group_by_place(context: CheckContext, findings: Iterable[Finding]) -> _Places:
    groups: dict[tuple[Scope, str], list[tuple[Cause, Finding]]] = defaultdict(list)
    for finding in findings:
        for cause in CAUSES:
            if cause.is_cause(finding):
                places = _places(context, finding, cause.scope)
                if cause.scope is Scope.CLAIM and finding.claim_id is not None:
                    places.append((Scope.CLAIM, finding.claim_id))
                for place in places:
                    groups[place].append((cause, finding))
    return groups


def _is_explained(context: CheckContext, finding: Finding, by_place: _Places) -> bool:
    if not by_place:
        return False
    for scope in (Scope.FILE, Scope.DOCUMENT, Scope.LEDGER):
        for place in _places(context, finding, scope):
            if _has_cause(finding, by_place.get(place, ())):
                return True
    places = _places(context, finding, Scope.CLAIM)
    return bool(places) and all(_has_cause(finding, by_place.get(place, ())) for place in places)


def _has_cause(finding: Finding, causes: Iterable[tuple[Cause, Finding]]) -> bool:
    return any(
        cause.is_effect(finding)
        and other is not finding
        and _SEVERITIES.index(other.severity) <= _SEVERITIES.index(finding.severity)
        for cause, other in causes
    )


def _places(context: CheckContext, finding: Finding, scope: Scope) -> list[tuple[Scope, str]]:
    """Return the keys under which a finding is a cause or an effect in a scope."""
    path = finding.path or ""
    match scope:
        case Scope.CLAIM:
            claims = finding.affected or filter(None, [finding.claim_id])
            return [(scope, claim) for claim in claims]
        case Scope.FILE:
            return [(scope, path)]
        case Scope.DOCUMENT:
            return [(scope, context.document_of(path))]
        case Scope.LEDGER:
            return [(scope, "")]
