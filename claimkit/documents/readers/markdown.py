"""Read Markdown files."""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.documents.readers.decoding import decode_document
from claimkit.documents.readers.text_formats import clean_text


def read(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a Markdown file. A single line break does not end a paragraph.

    Raises:
        DocumentError: if they are not text.
    """
    decoded = decode_document(data, name)
    return clean_text(
        decoded.text,
        name,
        title=title,
        language=language,
        soft_breaks=True,
        found=FoundMetadata(findings=list(decoded.findings)),
    )
