"""Decide which documents the patterns under ``exclude`` leave out, as git reads a .gitignore."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from typing import Self

_ANY_FOLDERS = "**"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One pattern, as a regular expression for each part of a path; None stands for ``**``."""

    parts: tuple[re.Pattern[str] | None, ...]
    is_negated: bool
    only_folders: bool

    def matches(self, parts: Sequence[str]) -> bool:
        """Return whether the pattern matches a whole path."""
        # reached[i]: the pattern's parts so far match the first i parts of the path.
        reached = [True, *(False for _ in parts)]
        for part in self.parts:
            if part is None:
                first = reached.index(True)
                reached = [i >= first for i in range(len(reached))]
            else:
                reached = [
                    i > 0 and reached[i - 1] and part.match(parts[i - 1]) is not None
                    for i in range(len(reached))
                ]
            if True not in reached:
                return False
        return reached[-1]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Patterns of paths to leave out.

    They mean what they mean in a .gitignore at the project's root: ``*`` and ``?`` match within
    one name, ``**`` any folders; a pattern with a slash before its end counts from the root,
    others match a name at any depth; one that ends with a slash matches folders only; all that is
    below an excluded folder is excluded; ``!`` takes back what an earlier pattern excludes.
    """

    patterns: tuple[_Pattern, ...]

    @classmethod
    def of(cls, patterns: Iterable[str]) -> Self:
        """Return the exclusion for patterns; it is kept for the next call."""
        return cls(_read_patterns(tuple(patterns)))

    def matches(self, path: str, *, is_folder: bool = False) -> bool:
        """Return whether a file or folder is excluded, by its path from the root."""
        parts = path.split("/")
        return any(
            self._excludes(parts[:depth], is_folder=is_folder or depth < len(parts))
            for depth in range(1, len(parts) + 1)
        )

    def _excludes(self, parts: Sequence[str], *, is_folder: bool) -> bool:
        for pattern in reversed(self.patterns):
            if (is_folder or not pattern.only_folders) and pattern.matches(parts):
                return not pattern.is_negated
        return False


@lru_cache(maxsize=8)
def _read_patterns(texts: tuple[str, ...]) -> tuple[_Pattern, ...]:
    return tuple(map(_read_pattern, texts))


def _read_pattern(text: str) -> _Pattern:
    is_negated = text.startswith("!")
    text = text.removeprefix("!")
    names = [name for name in text.split("/") if name]
    is_anchored = "/" in text.rstrip("/")
    if not names:  # "/" and "!" mean no file
        return _Pattern((None, re.compile("(?!)")), is_negated, only_folders=False)
    if not is_anchored:
        names.insert(0, _ANY_FOLDERS)
    if names[-1] == _ANY_FOLDERS and is_anchored:
        names.append("*")  # what is below the folder, not the folder itself
    # Two "**" in a row mean what one means.
    names = [n for i, n in enumerate(names) if n != _ANY_FOLDERS or names[i - 1 : i] != [n]]
    parts = (None if name == _ANY_FOLDERS else _read_name(name) for name in names)
    return _Pattern(tuple(parts), is_negated, text.endswith("/"))


def _read_name(name: str) -> re.Pattern[str]:
    """Return the regular expression of a name with wildcards, which never takes long to match."""
    name = name.replace("[^", "[!")
    name = re.sub(r"\\(.)", lambda m: f"[{m[1]}]" if m[1] in "*?[" else m[1], name)
    return re.compile(translate(name))
