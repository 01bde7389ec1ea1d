"""Provide `extract`, the shortest way to claims from Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from claimkit.documents.formats import SUFFIXES
from claimkit.documents.reading import document_from_text, read_document
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.ledger.claim_ids import assign_ids
from claimkit.model import Claim
from claimkit.parsing.models import find_language

_MAX_PATH = 1_000


def extract(
    text_or_path: str | Path,
    *,
    model: str | None = None,
    published: str | None = None,
    author: str | None = None,
    attitudes: bool = True,
) -> list[Claim]:
    """Return the claims of a text or a file, in document order, each with an id.

    A `Path` is a file. A string is a file if it names an existing file, or if it is one word that
    ends in a suffix which claimkit reads (``report.txt``). Any other string is the text. The
    model is loaded at the first call and kept.

    Args:
        model: a spaCy pipeline, as a package or a folder.
        published: the date of publication, from which relative dates count.
        author: the source of the document's own claims.
        attitudes: whether beliefs, hopes and intentions count as claims.

    Raises:
        DocumentError: if the document cannot be read.
        ModelError: if the model is missing or unsuitable.
    """
    language = find_language(model)
    if isinstance(text_or_path, Path) or _is_path(text_or_path):
        document = read_document(
            Path(text_or_path), published=published, author=author, language=language
        )
    else:
        document = document_from_text(
            text_or_path, name="text", published=published, author=author, language=language
        )
    extractor = _extractor(ExtractOptions(model=model, attitudes=attitudes))
    return assign_ids(document.path, extractor.claims(document))


@cache
def _extractor(options: ExtractOptions) -> Extractor:
    return Extractor(options)


def _is_path(text: str) -> bool:
    if len(text) > _MAX_PATH or "\n" in text or "\0" in text:
        return False
    is_file_name = len(text.split()) == 1 and Path(text).suffix.lower() in SUFFIXES
    return is_file_name or Path(text).is_file()
