"""Read the evidence of a claim in its document, with the text around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claimkit.errors import ClaimkitError
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.locating import SENTENCE_END, find_evidence
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.regular_files import UnsuitableFileError, document_path
from claimkit.reports.claims.shown_claim import EvidenceContext

if TYPE_CHECKING:
    from claimkit.documents.reading import SourcedDocument

_CONTEXT = 240  # characters on either side of the evidence


@dataclass(slots=True)
class EvidenceReader:
    """Reads the context of evidence; consecutive claims of a document read it only once."""

    root: Path
    language: str = DEFAULT_LANGUAGE
    _path: str | None = None
    _sourced: SourcedDocument | ClaimkitError | None = field(default=None)

    def read(self, filed: FiledClaim) -> EvidenceContext:
        if filed.document != self._path:
            self._path, self._sourced = filed.document, self._read_document(filed.document)
        sourced = self._sourced
        if sourced is None or isinstance(sourced, ClaimkitError):
            return EvidenceContext(problem=sourced.message if sourced else None)
        document = sourced.document
        is_changed = document.sha256 != filed.sha256
        problem = "the document has changed since it was extracted" if is_changed else None
        evidence = find_evidence(document.text, filed.claim)
        if evidence is None:
            words = "the evidence is not in the document"
            return EvidenceContext(problem=f"{problem}: {words}" if problem else words)
        location = sourced.locate(evidence)
        return EvidenceContext(
            _end_of(document.text[: evidence.start]),
            _beginning_of(document.text[evidence.end :]),
            problem,
            location.line if location else None,
            location.place if location else None,
        )

    def _read_document(self, name: str) -> SourcedDocument | ClaimkitError:
        from claimkit.documents.reading import read_with_source  # takes long to import

        try:
            path = document_path(self.root, name)
            return read_with_source(path, name=name, language=self.language)
        except UnsuitableFileError as error:
            return ClaimkitError(f"{name}: {error.strerror}; it is not read")
        except ClaimkitError as error:
            return error


def _end_of(text: str) -> str:
    """Return the last sentences of a text, or its last words if no sentence ends in it."""
    if len(text) <= _CONTEXT:
        return text
    text = text[-_CONTEXT:]
    sentence = SENTENCE_END.search(text[:-1])
    return text[sentence.end() :] if sentence else "… " + text.partition(" ")[2]


def _beginning_of(text: str) -> str:
    """Return the first sentences of a text, or its first words if no sentence ends in it."""
    if len(text) <= _CONTEXT:
        return text
    text = text[:_CONTEXT]
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return text[: ends[-1]] if ends else text.rpartition(" ")[0] + " …"
