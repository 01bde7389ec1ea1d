"""Find the lexicon files of a language. Light to import.

Each language has a folder here, named as spaCy names the language (``en``). Files that belong to
no language, such as quotation marks, are in the folder ``common``.
"""

from __future__ import annotations

from pathlib import Path

from claimkit.errors import LexiconError

DEFAULT_LANGUAGE = "en"
COMMON = "common"

# importlib.resources is not used: it takes longer to import than a lexicon takes to load.
_ROOT = Path(__file__).parent


def list_languages() -> list[str]:
    """Return the languages that have lexicons, in alphabetical order."""
    return sorted({file.parent.name for file in _ROOT.glob("*/*.yaml")} - {COMMON})


def find_lexicon(name: str, language: str) -> Path:
    """Return the file of a lexicon: the language's own one, else the common one.

    The file need not exist.

    Raises:
        LexiconError: if the language has no lexicons.
    """
    file = _language_folder(language) / f"{name}.yaml"
    common = _ROOT / COMMON / file.name
    return common if common.exists() and not file.exists() else file


def list_lexicons(language: str) -> list[Path]:
    """Return the files that are in use for a language: its own and the common ones, sorted.

    Raises:
        LexiconError: if the language has no lexicons.
    """
    folders = (_ROOT / COMMON, _language_folder(language))
    files = (file for folder in folders for file in folder.glob("*.*") if _is_lexicon(file.name))
    by_name = {file.name: file for file in files}
    return [by_name[name] for name in sorted(by_name)]


def _is_lexicon(name: str) -> bool:
    return name.endswith((".yaml", ".txt.gz"))


def _language_folder(language: str) -> Path:
    languages = list_languages()
    if language not in languages:
        raise LexiconError(
            f"there is no such folder, so the language {language!r} has no lexicons",
            path=f"claimkit/lexicons/{language}",
            hint=f"choose a model of one of these languages: {', '.join(languages)}; or add the "
            f"folder, with the files that claimkit/lexicons/{DEFAULT_LANGUAGE} has",
        )
    return _ROOT / language
