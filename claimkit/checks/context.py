"""Define the data that checks look at; the caller collects it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from claimkit.checks.document_cache import DocumentCache
from claimkit.compare.extraction_changes import ExtractionChanges
from claimkit.errors import LedgerError
from claimkit.ledger.format.key_positions import KeyPositions
from claimkit.ledger.format.plain_values import SCHEMA
from claimkit.model import Claim, LedgerFile, Location, Provenance, SourceEntry


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A ledger file.

    ``path`` is relative to the project, with forward slashes. ``ledger`` is None if the file cannot
    be read; ``error`` says why. ``first_lines`` are the schema lines that the file may have: the
    one for its place, and the one for the place where it belongs. ``expected_path`` is where the
    file of its document belongs; None if there is no such place. ``schema`` is the version of the
    format in which the file is written.
    ``base`` is the file before the change that is judged; None if there was no file or no change
    is judged. ``changers`` maps claims to the casefolded names and addresses of the people who
    have changed the claim or its document since; it is only filled if the policy needs it.
    """

    path: str
    text: str
    ledger: LedgerFile | None
    error: LedgerError | None = None
    first_lines: tuple[str, ...] = ("",)
    expected_path: str | None = None
    link: str | None = None
    schema: int = SCHEMA
    base: LedgerFile | None = None
    changers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    positions: KeyPositions = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        claims = (*self.ledger.claims, *self.ledger.retired) if self.ledger else ()
        ids = tuple(claim.id for claim in claims)
        object.__setattr__(self, "positions", KeyPositions(self.text, ids))


@dataclass(frozen=True, slots=True)
class UntrustedSetting:
    """A setting of ``claimkit.yaml`` with which nothing is loaded, and the reason."""

    key: str
    reason: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Policy:
    """The requirements of ``claimkit.yaml`` for reviews."""

    unreviewed: str = "none"
    self_review: str = "allow"


@dataclass(frozen=True, slots=True)
class CheckContext:
    """All data of the checks.

    ``files`` are all ledger files, ``judged`` the paths of those that are checked. With
    ``has_base``, only claims that differ from the base are judged; ``base_day`` is the day of the
    base's commit. ``without_ledger`` are judged documents that have no ledger file. ``gone`` are
    ledger files of the base that no longer exist. ``moves`` has the new paths of documents that
    moved without their ledger file. ``missing_folder`` is the folder of the documents if it is
    configured but does not exist; ``configuration_path`` is the file that names it. ``sources``
    and ``provenance`` are None if their file does not exist. ``fresh`` has the documents whose
    ledger file a fresh extraction would change; it is None if there was none.
    ``has_other_sources`` is true if a fresh extraction would change ``_sources.yaml``.
    ``excluded`` are documents that the configuration leaves out.
    ``untrusted`` are settings that the base does not allow.
    """

    documents: DocumentCache
    files: tuple[CheckedFile, ...]
    judged: frozenset[str]
    today: date
    installed: Provenance
    has_base: bool = False
    base_day: str = ""
    without_ledger: tuple[str, ...] = ()
    gone: tuple[LedgerFile, ...] = ()
    moves: Mapping[str, str] = field(default_factory=dict)
    missing_folder: str | None = None
    configuration_path: str = ""
    lists: Mapping[str, LedgerError] = field(default_factory=dict)
    provenance: Provenance | None = None
    provenance_path: str = ""
    sources: tuple[SourceEntry, ...] | None = None
    sources_path: str = ""
    fresh: Mapping[str, ExtractionChanges] | None = None
    has_other_sources: bool = False
    policy: Policy = Policy()
    excluded: frozenset[str] = frozenset()
    untrusted: tuple[UntrustedSetting, ...] = ()
    _documents: Mapping[str, str] | None = field(default=None, init=False, repr=False)

    def document_of(self, path: str) -> str:
        """Return the document that a path belongs to: of a ledger file, or of the document itself.

        The new path of a moved document belongs to the document's former path.
        """
        if self._documents is None:
            documents = {file.path: file.ledger.path for file in self.files if file.ledger}
            documents |= {new: old for old, new in self.moves.items()}
            object.__setattr__(self, "_documents", documents)
        return (self._documents or {}).get(path, path)

    def iter_judged(self) -> Iterator[tuple[CheckedFile, LedgerFile]]:
        """Yield the judged files that could be read."""
        for file in self.files:
            if file.path in self.judged and file.ledger is not None:
                yield file, file.ledger

    def iter_claims(
        self, *, with_retired: bool = True
    ) -> Iterator[tuple[CheckedFile, LedgerFile, Claim]]:
        """Yield the judged claims: all of a judged file, or those that differ from the base."""
        for file, ledger in self.iter_judged():
            base = file.base
            before = {c.id: c for c in (*base.claims, *base.retired)} if base else {}
            for claim in (*ledger.claims, *(ledger.retired if with_retired else ())):
                if not (self.has_base and before.get(claim.id) == claim):
                    yield file, ledger, claim

    def sentence(self, ledger: LedgerFile, claim: Claim) -> tuple[Location, ...]:
        """Return the place of a claim's evidence in its document; empty if it is not found."""
        place = self.documents.find_evidence(ledger.path, claim)
        return () if place is None else (place,)
