"""Options and fixtures that every test may use; pyproject.toml explains the marks.

Property tests run with one of three profiles of hypothesis:

* ``quick``: a fifth of the examples. It is the default for runs by hand.
* ``thorough``: all examples. Run it before a release or after a change of the ledger's format or
  of merging: ``python -m pytest --hypothesis-profile=thorough``.
* ``ci``: all examples, and the same ones in each run, so that a change is judged by what it
  changes. It is the default where the environment variable ``CI`` is set.

A test that needs a number of examples of its own takes it from `tests.examples.examples`, which
follows the profile.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import THOROUGH

if TYPE_CHECKING:
    from spacy.language import Language

    from claimkit.extraction.extractor import Extractor

ROOT = Path(__file__).resolve().parent.parent


IS_CI = os.environ.get("CI", "").lower() in ("true", "1")

# How long an example takes to make depends on the machine, so it is no reason to fail.
settings.register_profile(
    "thorough",
    max_examples=THOROUGH,
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=THOROUGH // 5)
settings.register_profile("ci", settings.get_profile("thorough"), derandomize=True)
settings.load_profile("ci" if IS_CI else "quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files from what the code does now, for a person to review",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and IS_CI:
        raise pytest.UsageError("--update-golden is refused in CI: golden files need a reviewer")
    # A shell that starts the tests in the background lets them ignore Ctrl-C, and every process
    # that a test starts would inherit that; some tests interrupt such processes.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: a test calls ``record_property("count of …", number)``."""
    counts: dict[str, int] = {}
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name.startswith("count of "):
                key = name.removeprefix("count of ")
                counts[key] = counts.get(key, 0) + value
    if counts:
        terminalreporter.section("counts")
        terminalreporter.line(", ".join(f"{value:,} {name}" for name, value in counts.items()))


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
