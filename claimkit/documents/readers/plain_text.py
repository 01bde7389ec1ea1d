"""Read plain text, in which scrapers may have left Markdown and HTML."""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.documents.readers.decoding import decode_document
from claimkit.documents.readers.text_formats import clean_text


def read(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a plain-text file.

    Raises:
        DocumentError: if they are not text.
    """
    decoded = decode_document(data, name)
    return clean_text(
        decoded.text,
        name,
        title=title,
        language=language,
        soft_breaks=False,
        found=FoundMetadata(findings=list(decoded.findings)),
    )


def clean_plain_text(source: str, name: str, *, title: str | None, language: str) -> CleanText:
    """Read a string as plain text. Whether line breaks end paragraphs depends on its shape."""
    return clean_text(source, name, title=title, language=language, soft_breaks=False)
