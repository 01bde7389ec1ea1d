"""Divide documents into batches and extract one batch; every engine uses both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claimkit.errors import ISSUES_URL, ClaimkitError, DocumentError
from claimkit.extraction.datings.undated import find_undated
from claimkit.extraction.extractor import Extractor
from claimkit.faults import EXTRACTION_FAILED
from claimkit.model import Claim, Document, Finding

Item = Document | Finding
"""A document, or the finding for a document that cannot be read."""

Outcome = tuple[Document, list[Claim]] | Finding
"""A document with its claims, or the finding for a document without any result."""

# Large enough for spaCy to work in bulk, small enough to hold many batches in memory.
_MAX_ITEMS = 8
_MAX_CHARACTERS = 100_000


def iter_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in order, a few at a time; a large document has a batch of its own.

    Batches do not depend on the engine, so every engine puts the same documents together.
    """
    batch: list[Item] = []
    characters = 0
    for item in items:
        length = len(item.text) if isinstance(item, Document) else 0
        if batch and (len(batch) == _MAX_ITEMS or characters + length > _MAX_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(item)
        characters += length
    if batch:
        yield batch


def extract_batch(extractor: Extractor, batch: Sequence[Item]) -> list[Outcome]:
    """Return an outcome for each item, in order.

    If extraction fails on a document, the other documents are not affected.

    Raises:
        ClaimkitError: if the model or a lexicon has a fault, so that no document can be read.
    """
    documents = [item for item in batch if isinstance(item, Document)]
    outcomes = iter(_extract(extractor, documents))
    return [next(outcomes) if isinstance(item, Document) else item for item in batch]


def _extract(extractor: Extractor, documents: list[Document]) -> list[Outcome]:
    try:
        return [_judge(*outcome, extractor) for outcome in extractor.iter_claims(documents)]
    except DocumentError as error:
        if len(documents) == 1:
            return [_failure(documents[0], error.message, error.hint)]
    except ClaimkitError:
        raise
    except MemoryError:
        if len(documents) == 1:
            message = "there is too little memory to find the claims of the document"
            return [_failure(documents[0], message, "split it into several documents")]
    except Exception as error:  # one document's text may cause any error
        if len(documents) == 1:
            hint = f"this is a bug in claimkit; please report it with the document at {ISSUES_URL}"
            message = f"extraction failed: {type(error).__name__}: {error}"
            return [_failure(documents[0], message, hint)]
    return [outcome for document in documents for outcome in _extract(extractor, [document])]


def _judge(document: Document, claims: list[Claim], extractor: Extractor) -> Outcome:
    """Return a document with its claims, and with what only the claims show to be wrong with it."""
    finding = find_undated(document, claims, extractor.lexicons)
    if finding is not None:
        document = replace(document, findings=(*document.findings, finding))
    return document, claims


def _failure(document: Document, message: str, hint: str | None) -> Finding:
    message = message.removeprefix(f"{document.path}: ")
    return EXTRACTION_FAILED.finding(message, document.path, hint=hint)
