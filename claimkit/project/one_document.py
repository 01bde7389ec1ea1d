"""Read one document of a project."""

from __future__ import annotations

from pathlib import Path

from claimkit.documents.fetching import is_url
from claimkit.errors import UsageError
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.model import Document, Finding
from claimkit.parsing.models import find_language
from claimkit.project.extraction_settings import configured_model
from claimkit.project.inputs import Inputs, find_corpora
from claimkit.project.project_folder import ProjectFolder
from claimkit.regular_files import UnsuitableFileError, document_path


def read_ledger_document(project: ProjectFolder, name: str) -> Document:
    """Return the document that a ledger names.

    Raises:
        UsageError: if it can't be read, or if a ledger must not name it.
    """
    try:
        path = document_path(project.root, name)
    except UnsuitableFileError as error:
        raise UsageError(f"The document {name} is not read: {error.reason}.") from error
    return read_one_document(project, str(path))


def read_one_document(project: ProjectFolder, path: str, model: str | None = None) -> Document:
    """Return a document of the project.

    Args:
        path: as the user typed it, or as in the ledger.
        model: the spaCy model, whose language is that of the document; the project's if None.

    Raises:
        UsageError: if there is no such document, or it can't be read.
    """
    if not Path(path).exists() and (project.root / path).is_file():
        path = str(project.root / path)
    if is_url(path):
        raise UsageError(f"{path} is an address. Name the file that claimkit extract saved.")
    if Path(path).is_dir() or find_corpora([path]):
        raise UsageError(f"{path} is not one document. Name a file.")
    lexicons = Lexicons(find_language(model or configured_model(project)))
    item = next(iter(Inputs(project, (path,), lexicons=lexicons)), None)
    if isinstance(item, Document):
        return item
    message = item.message if isinstance(item, Finding) else "there is no such document"
    raise UsageError(f"{path}: {message}.", hint=item.hint if isinstance(item, Finding) else None)
