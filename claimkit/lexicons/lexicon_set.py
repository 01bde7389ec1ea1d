"""Name the lexicons that a text is read with: those of a language, and a project's own additions.

Code that reads text passes one `Lexicons` down, and functions that prepare words keep their result
for it. Light to import.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.lexicons.languages import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """A file with a project's own additions to the built-in lexicon of the same name.

    The text is kept, not the file, so that worker processes read what this process has checked.
    ``path`` is for messages.
    """

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The built-in lexicons of a language, with own additions in the order of their names."""

    language: str = DEFAULT_LANGUAGE
    own: tuple[OwnLexicon, ...] = ()

    def find_own(self, name: str) -> OwnLexicon | None:
        """Return the additions to a built-in lexicon."""
        return next((lexicon for lexicon in self.own if lexicon.name == name), None)


BUILT_IN = Lexicons()
"""The built-in lexicons of the default language."""
