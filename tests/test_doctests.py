"""The examples in docstrings do what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import claimkit

MODULES = [
    module.name
    for module in pkgutil.walk_packages(claimkit.__path__, "claimkit.")
    if module.name != "claimkit.__main__"
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
