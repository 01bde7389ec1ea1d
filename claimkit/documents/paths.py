"""Find the documents in files and folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claimkit.documents.formats import Format, find_by_name

Skips = Callable[[Path], bool]


def iter_document_paths(paths: Iterable[Path], skips: Skips = lambda _: False) -> Iterator[Path]:
    """Yield the files to read: each file as given, each folder's documents, sorted by path.

    Folders are searched with their subfolders. Links are followed, and no folder is searched
    twice, so loops end. Hidden files and files of other formats are skipped, but a file that
    the caller names is always yielded, so that `read_document` can report what is wrong with
    it. A folder that cannot be listed is yielded for the same reason. No file is yielded twice.

    Args:
        skips: returns whether a file or folder in one of the folders is left out.
    """
    seen: set[str] = set()
    for path in paths:
        found = _iter_documents(path, seen, skips) if path.is_dir() else (path,)
        for document in found:
            key = os.path.realpath(document.parent) + os.sep + document.name
            if key not in seen:
                seen.add(key)
                yield document


def iter_skipped_paths(
    folders: Iterable[Path], skips: Skips = lambda _: False
) -> Iterator[tuple[Path, Format]]:
    """Yield the files in folders that have a known format and are not read, with the format.

    Claimkit does not read the format, or its library is missing, or a file of it holds many
    documents. The folders are searched as by `iter_document_paths`.
    """
    seen: set[str] = set()
    for folder in folders:
        for path in _iter_folder(folder, seen, skips):
            form = find_by_name(path.name)
            if form is not None and not (form.is_document and form.is_installed):
                if path.is_file():
                    yield path, form


def _iter_documents(folder: Path, seen: set[str], skips: Skips) -> Iterator[Path]:
    for path in _iter_folder(folder, seen, skips):
        form = find_by_name(path.name)
        if (form is not None and form.is_document and form.is_installed) or path.is_dir():
            yield path


def _iter_folder(folder: Path, seen: set[str], skips: Skips) -> Iterator[Path]:
    """Yield the files of a folder, and folders that cannot be listed."""
    key = os.path.realpath(folder)
    if key in seen:
        return
    seen.add(key)
    try:
        children = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in children:
        if path.name.startswith(".") or skips(path):
            continue
        if path.is_dir():
            yield from _iter_folder(path, seen, skips)
        else:
            yield path
