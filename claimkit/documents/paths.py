"""Find the documents in files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES = (".txt", ".md")
"""What the names of documents end in; `reading` has a reader for each."""


def iter_document_paths(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read: each file as given, each folder's documents, sorted by path.

    Folders are searched all the way down; links are followed, and no folder is searched
    twice, so loops end. Hidden names and files of other formats are passed over, but a file
    named by the caller is yielded whatever it is, so that `read_document` can say what is wrong
    with it. A folder that can't be listed is yielded for the same reason. A file is yielded once.
    """
    seen: set[str] = set()
    for path in paths:
        found = _iter_folder(path, seen) if path.is_dir() else (path,)
        for document in found:
            key = os.path.realpath(document.parent) + os.sep + document.name
            if key not in seen:
                seen.add(key)
                yield document


def _iter_folder(folder: Path, seen: set[str]) -> Iterator[Path]:
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
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _iter_folder(path, seen)
        elif path.suffix.lower() in SUFFIXES:
            yield path
