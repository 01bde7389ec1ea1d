"""The pinned model, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from claimkit.parsing.pipeline import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline."""
    return load_pipeline()
