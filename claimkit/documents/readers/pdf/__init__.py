"""Read PDF files: lines joined to paragraphs by their place on the page.

A file passes through these modules: `pages` reads the characters of a page, `words` and `lines`
join them (cut at the `gutters` between columns), `running_heads` and `footnotes` take off what
stands outside the text, `reading_order` and `paragraphs` find the paragraphs of a page, and `flow`
joins those that go on elsewhere. The reading text is then composed as for every format.
"""

from __future__ import annotations

from claimkit.documents.clean_text import CleanText
from claimkit.documents.readers.pdf.document import read_pdf


def read(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a PDF file.

    Raises:
        DocumentError: if the file needs a password, is damaged, too large, or has no text.
    """
    return read_pdf(data, name, title=title, language=language)
