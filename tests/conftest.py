"""Options and fixtures that every test may use; the marks stand in pyproject.toml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from spacy.language import Language

    from claimkit.extraction.extractor import Extractor

ROOT = Path(__file__).resolve().parent.parent


# How long an example takes to make says more of the machine than of the test.
settings.register_profile("any", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("any")
# CI tries the same examples each time, so that a change is judged by what it changes; runs by
# hand go on looking for new ones.
settings.register_profile("ci", settings.get_profile("any"), derandomize=True)
if os.environ.get("CI", "").lower() in ("true", "1"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files from what the code does now, for a person to review",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI", "").lower() in ("true", "1"):
        raise pytest.UsageError("--update-golden is refused in CI: golden files need a reviewer")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Share one model between all tests of the process; do not import spaCy for the others."""
    if item.get_closest_marker("model"):
        from tests import pinned_model

        pinned_model.share_model()
        pinned_model.allow_loading(item.get_closest_marker("loads_model") is not None)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """claimkit's default pipeline, loaded once a session and process."""
    from tests.pinned_model import load_nlp

    return load_nlp()


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An extractor with the default options over the same pipeline."""
    from tests.pinned_model import load_extractor

    return load_extractor()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT
