"""Documents in batches, and one batch to its claims; what every engine has in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimkit.errors import ClaimkitError, DocumentError
from claimkit.extraction.extractor import Extractor
from claimkit.model import Claim, Document, Finding, Severity

EXTRACTION_FAILED = "CK110"

Item = Document | Finding
"""What there is to read; a finding stands for a document that can't be read."""

Outcome = tuple[Document, list[Claim]] | Finding
"""A document with its claims; a finding where there are none to be had."""

# Enough for spaCy to work in bulk, little enough to hold in memory many times over.
_MAX_ITEMS = 8
_MAX_CHARACTERS = 100_000


def iter_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in order, a few at a time; a large document goes alone.

    Batches don't depend on the engine, so the same documents meet the same ones in each.
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
    """Return an outcome for each item, in order; a document that breaks extraction spoils no other.

    Raises:
        ClaimkitError: if the model or a lexicon is at fault, and so no document can be done.
    """
    documents = [item for item in batch if isinstance(item, Document)]
    outcomes = iter(_extract(extractor, documents))
    return [next(outcomes) if isinstance(item, Document) else item for item in batch]


def _extract(extractor: Extractor, documents: list[Document]) -> list[Outcome]:
    try:
        return list(extractor.iter_claims(documents))
    except DocumentError as error:
        if len(documents) == 1:
            return [_failure(documents[0], error.message, error.hint)]
    except ClaimkitError:
        raise
    except Exception as error:  # whatever one document's text may set off
        if len(documents) == 1:
            hint = "this is a fault in claimkit: please report it with the document"
            message = f"extraction failed: {type(error).__name__}: {error}"
            return [_failure(documents[0], message, hint)]
    return [outcome for document in documents for outcome in _extract(extractor, [document])]


def _failure(document: Document, message: str, hint: str | None) -> Finding:
    message = message.removeprefix(f"{document.path}: ")
    return Finding(EXTRACTION_FAILED, Severity.ERROR, message, document.path, hint=hint)
