"""The locks pin the same versions, by hash, and the runtime lock has all that claimkit needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

Pins = dict[str, set[str]]


def read_lock(path: Path) -> Pins:
    """Return the hashes of each pinned requirement, such as ``click==8.1.7``."""
    text = path.read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    pins = {}
    for line in lines:
        requirement, *hashes = line.split("--hash=")
        pins[requirement.strip()] = {one.strip() for one in hashes}
    return pins


@pytest.fixture(scope="module")
def locks(root: Path) -> tuple[Pins, Pins]:
    folder = root / "requirements"
    return read_lock(folder / "runtime.lock"), read_lock(folder / "dev.lock")


def test_every_requirement_is_pinned_with_hashes(locks: tuple[Pins, Pins]) -> None:
    for lock in locks:
        for requirement, hashes in lock.items():
            assert re.match(r"[\w.-]+==[\w.]+(?: ;.*)?$", requirement)
            assert hashes, requirement
            assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes)


def test_the_locks_agree(locks: tuple[Pins, Pins]) -> None:
    runtime, dev = locks
    others = {pin.partition("==")[0]: pin for pin in dev}
    for pin, hashes in runtime.items():
        # A package that the tools need on more platforms has a wider condition in their lock.
        assert pin in dev or others[pin.partition("==")[0]].partition(";")[0].strip() == (
            pin.partition(";")[0].strip()
        ), pin
        assert dev.get(pin, hashes) == hashes


def test_the_runtime_lock_has_what_claimkit_and_its_build_need(
    root: Path, locks: tuple[Pins, Pins]
) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    build = (root / "requirements" / "build.in").read_text("utf-8").split()
    assert build == project["build-system"]["requires"]
    versions = {}
    for pin in locks[0]:
        requirement = Requirement(pin)
        versions[canonicalize_name(requirement.name)] = next(iter(requirement.specifier)).version
    for text in [*project["project"]["dependencies"], *build]:
        requirement = Requirement(text)
        version = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), text
