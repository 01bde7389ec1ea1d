"""The pinned spaCy model, which a test process loads once and shares between all tests.

Tests take it from the fixtures ``nlp`` and ``extractor``; plain functions call `load_nlp` and
`load_extractor`. Commands and engines that run inside the test process get the same pipeline.
Loading the model again fails, except in tests with the mark ``loads_model``, which are about
loading itself.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import spacy
from spacy.language import Language

from claimkit.extraction import extractor
from claimkit.extraction.extractor import ExtractOptions, Extractor
from claimkit.parsing.models import default_package
from claimkit.parsing.pipeline import load_pipeline

_load = spacy.load
_is_loading_allowed = False


@cache
def load_nlp() -> Language:
    """Return claimkit's default pipeline."""
    allow_loading(True)
    try:
        return load_pipeline()
    finally:
        allow_loading(False)


@cache
def load_extractor(*, attitudes: bool = True, author_claims: bool = True) -> Extractor:
    """Return an extractor over the shared pipeline."""
    return Extractor(ExtractOptions(attitudes=attitudes, author_claims=author_claims), load_nlp())


def share_model() -> None:
    """Give the shared pipeline to every extractor of this process; refuse to load another."""
    patch = pytest.MonkeyPatch()  # for the rest of the session
    patch.setattr(spacy, "load", _guarded_load)
    patch.setattr(extractor, "load_pipeline", _shared_pipeline)


def allow_loading(is_allowed: bool) -> None:
    """Set whether the default model may be loaded from here on."""
    global _is_loading_allowed
    _is_loading_allowed = is_allowed


def _shared_pipeline(model: str | None = None) -> Language:
    return load_nlp() if model is None else load_pipeline(model)


def _guarded_load(name: Any, **options: Any) -> Language:
    if name == default_package() and not _is_loading_allowed:
        raise AssertionError("use the fixture nlp or extractor: the model is loaded once a session")
    return _load(name, **options)
