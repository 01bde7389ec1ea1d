"""Claim extractor and fact ledger.

>>> import claimkit
>>> [claim.source for claim in claimkit.extract("The mill will close, Mayor Ann Lee said.")]
[('Ann Lee',)]

`extract` returns the claims of a text or a file. `Project` updates, checks and compares a ledger.
`Extractor` is for many documents; it keeps the model.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from claimkit.version import VERSION

if TYPE_CHECKING:
    from claimkit.api import extract
    from claimkit.extraction.extractor import ExtractOptions, Extractor
    from claimkit.project.project import Project

__version__ = VERSION
__all__ = ["ExtractOptions", "Extractor", "Project", "__version__", "extract"]

_HOMES = {
    "extract": "claimkit.api",
    "Extractor": "claimkit.extraction.extractor",
    "ExtractOptions": "claimkit.extraction.extractor",
    "Project": "claimkit.project.project",
}


def __getattr__(name: str) -> Any:
    """Import the Python API on first use, since importing claimkit must not import spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
