"""Read the evidence of a claim in its document, with the text around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from claimkit.documents.formats import MAX_FILE_BYTES
from claimkit.documents.readers.decoding import decode
from claimkit.documents.reading import read_document
from claimkit.errors import ClaimkitError
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.locating import SENTENCE_END, find_evidence
from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.model import Document, Span
from claimkit.regular_files import UnsuitableFileError, document_path, read_regular_file
from claimkit.reports.claims.shown_claim import EvidenceContext

_CONTEXT = 240  # characters on either side of the evidence


@dataclass(slots=True)
class EvidenceReader:
    """Reads the context of evidence; consecutive claims of a document read it only once."""

    root: Path
    language: str = DEFAULT_LANGUAGE
    _path: str | None = None
    _document: Document | ClaimkitError | None = field(default=None)
    _text: str | None = None

    def read(self, filed: FiledClaim) -> EvidenceContext:
        if filed.document != self._path:
            self._path, self._document = filed.document, self._read_document(filed.document)
            self._text = None
        document = self._document
        if not isinstance(document, Document):
            return EvidenceContext(problem=document.message if document else None)
        is_changed = document.sha256 != filed.sha256
        problem = "the document has changed since it was extracted" if is_changed else None
        evidence = find_evidence(document.text, filed.claim)
        if evidence is None:
            words = "the evidence is not in the document"
            return EvidenceContext(problem=f"{problem}: {words}" if problem else words)
        return EvidenceContext(
            _end_of(document.text[: evidence.start]),
            _beginning_of(document.text[evidence.end :]),
            problem,
            self._line_of(document, evidence),
        )

    def _read_document(self, name: str) -> Document | ClaimkitError:
        try:
            return read_document(document_path(self.root, name), name=name, language=self.language)
        except UnsuitableFileError as error:
            return ClaimkitError(f"{name}: {error.strerror}; it is not read")
        except ClaimkitError as error:
            return error

    def _line_of(self, document: Document, evidence: Span) -> int | None:
        """Return the line of the file on which the evidence begins."""
        pieces = document.offsets.source_spans(evidence)
        if not pieces:
            return None
        if self._text is None:
            try:
                data = read_regular_file(document_path(self.root, document.path), MAX_FILE_BYTES)
                self._text = decode(data, document.path)
            except (ClaimkitError, OSError):  # the file has changed meanwhile
                return None
        return self._text.count("\n", 0, pieces[0].start) + 1


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
