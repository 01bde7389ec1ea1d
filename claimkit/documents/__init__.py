"""Bytes to documents: readers by format, encoding, metadata, blocks, boilerplate."""

from claimkit.documents.corpus import iter_corpus
from claimkit.documents.decoding import decode
from claimkit.documents.paths import iter_document_paths
from claimkit.documents.reading import READERS, document_from_text, read_document

__all__ = [
    "READERS",
    "decode",
    "document_from_text",
    "iter_corpus",
    "iter_document_paths",
    "read_document",
]
