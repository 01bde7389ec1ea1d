"""Read a project's own lexicons, and check them.

A project may keep a folder with files that are named as the built-in ones and add entries to them
or disable some (`claimkit.lexicons.extension`). Everybody who can commit to a repository can write
there, so the files are limited in size, links are refused, and regular expressions are not taken.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from claimkit.errors import LexiconError
from claimkit.lexicons.languages import DEFAULT_LANGUAGE, list_lexicons
from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.suggestions import did_you_mean

EXTENDABLE = (
    "cues", "datings", "governments", "phrases", "quantities", "sentences", "sources",
    "unit_words", "units",
)  # fmt: skip
"""The built-in lexicons to which projects can add entries."""

_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "layout": "a document's title, author and date can be given in its .meta.yaml file",
        "names": "names are joined in _sources.yaml, with claimkit sources merge",
        "counts": "a cue without counts starts with a probability of one half for each frame",
    }
)
_MAX_FILE = 1_000_000
_MAX_TEXT = 2_000


def read_own_lexicons(folder: Path, shown: str) -> tuple[OwnLexicon, ...]:
    """Return the files of a folder of own lexicons, sorted by name. They are not checked yet.

    Args:
        folder: a folder inside the project.
        shown: the folder's path in messages.

    Raises:
        LexiconError: if the folder cannot be read, or holds a file that is no lexicon, is too
            large, is a link, or belongs to a lexicon that cannot be extended.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise LexiconError(
            f"the folder of own lexicons can't be read: {error.strerror}",
            path=shown,
            hint="correct `lexicons` in claimkit.yaml, or create the folder",
        ) from error
    found = []
    for file in names:
        if file.startswith(".") or file.lower().endswith((".md", ".txt")):
            continue  # hidden, or a note about the lexicons
        path = f"{shown}/{file}"
        name = file.removesuffix(".yaml")
        if name == file or name not in EXTENDABLE:
            raise _refusal(name, path)
        found.append(OwnLexicon(name, path, _read(folder / file, path)))
    return tuple(found)


def check_own_lexicons(lexicons: Lexicons) -> None:
    """Check the own lexicons against their schemas and against the built-in entries.

    Raises:
        LexiconError: with file, line and column of the first fault.
    """
    if not lexicons.own:
        return
    from claimkit.lexicons import own_entries  # loads all schemas, and few projects need it

    for own in lexicons.own:
        _refuse_odd_values(own)
        own_entries.CHECKS[own.name](lexicons, own)


def _refusal(name: str, path: str) -> LexiconError:
    """Return the exception for a file that is not one of an extendable lexicon."""
    built_in = {file.stem for file in list_lexicons(DEFAULT_LANGUAGE)}
    if name in built_in:
        message = f"claimkit's lexicon {name!r} cannot be extended"
        hint = _INSTEAD.get(name, f"these can: {', '.join(EXTENDABLE)}")
    else:
        message = "there is no lexicon of this name"
        hint = did_you_mean(name, EXTENDABLE) or f"name it after one of {', '.join(EXTENDABLE)}"
    return LexiconError(message, path=path, hint=hint)


def _read(file: Path, path: str) -> str:
    """Return the text of a file; only regular files are opened."""
    try:
        found = file.lstat()
        if stat.S_ISLNK(found.st_mode) or not stat.S_ISREG(found.st_mode):
            raise LexiconError("this is not a regular file", path=path)
        if found.st_size > _MAX_FILE:
            raise LexiconError(f"the file is larger than {_MAX_FILE:,} bytes", path=path)
        with file.open("rb") as stream:
            return stream.read(_MAX_FILE).decode("utf-8-sig")
    except OSError as error:
        raise LexiconError(f"can't be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise LexiconError("this is not UTF-8", path=path) from error


def _refuse_odd_values(own: OwnLexicon) -> None:
    """Refuse words that would match everywhere or nowhere: empty ones, and very long ones."""
    from claimkit import yamlio

    def visit(node: Any) -> None:
        if isinstance(node.value, str):
            if not node.value.strip() and node.tag != "tag:yaml.org,2002:null":
                _raise(node, "this text is empty")
            if len(node.value) > _MAX_TEXT:
                _raise(node, f"this text has more than {_MAX_TEXT:,} characters")
            return
        for child in node.value:
            for part in child if isinstance(child, tuple) else (child,):
                visit(part)

    def _raise(node: Any, message: str) -> None:
        mark = node.start_mark
        raise LexiconError(message, path=own.path, line=mark.line + 1, column=mark.column + 1)

    node = yamlio.compose(own.text, own.path)
    if node is not None:
        visit(node)
