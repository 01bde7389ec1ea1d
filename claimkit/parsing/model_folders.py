"""Refuse model folders that could run code when they are loaded.

A model that is installed as a package is as trusted as claimkit itself. A folder may have come with
a repository. spaCy loads it from a configuration and data files, and none of its own components
reads a format that can hold code. Components of other packages may, for example those that load
weights of PyTorch, so a folder can only use spaCy's own.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from thinc.api import Config

from claimkit.errors import ModelError

_MAX_FILES = 5_000
_MAX_CONFIG = 1_000_000
_EXECUTABLE = (
    ".py", ".pyc", ".pyo", ".pyd", ".pyx", ".so", ".dll", ".dylib", ".exe", ".sh", ".bat", ".whl",
    ".zip", ".pkl", ".pickle", ".joblib", ".dill", ".pt", ".pth", ".ckpt",
)  # fmt: skip
_PICKLE_PROTOCOLS = range(2, 6)
_SECTIONS = ("nlp", "components")
_REGISTRIES = frozenset(
    ("architectures", "initializers", "layers", "misc", "scorers", "tokenizers", "vectors")
)
# Functions that read further files or data of other packages.
_FILE_READERS = ("FromFile", "LookupsDataLoader")
_HINT = (
    "name a folder with only the data of a spaCy model, or install the model as a package and give "
    "its name"
)


def refuse_unsafe_folder(folder: Path) -> None:
    """Refuse a folder that is not only the data of a model with spaCy's own components.

    Nothing of the model is loaded.

    Raises:
        ModelError: with the reason.
    """
    for reason in (*_iter_file_faults(folder), *_iter_config_faults(folder)):
        raise ModelError(f"the model {folder} is not loaded: {reason}", hint=_HINT)


def _iter_file_faults(folder: Path) -> Iterator[str]:
    count = 0
    for parent, folders, names in os.walk(folder):
        for name in sorted((*folders, *names)):
            path = Path(parent, name)
            shown = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            count += 1
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                yield f"{shown} is a link or no regular file"
            elif stat.S_ISREG(mode) and path.suffix.lower() in _EXECUTABLE:
                yield f"{shown} may contain code"
            elif stat.S_ISREG(mode) and _is_pickle(path):
                yield f"{shown} is a pickle, or an archive, which may contain code"
        if count > _MAX_FILES:
            yield f"it has more than {_MAX_FILES:,} files"
            return


def _is_pickle(path: Path) -> bool:
    """Return whether a file begins as a pickle does, or as a file of PyTorch, which is a zip."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith(b"PK\x03\x04"):
            return True
        if len(start) < 2 or start[0] != 0x80 or start[1] not in _PICKLE_PROTOCOLS:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"."


def _iter_config_faults(folder: Path) -> Iterator[str]:
    path = folder / "config.cfg"
    if not path.is_file():
        return  # spaCy says that this is no model
    if path.stat().st_size > _MAX_CONFIG:
        yield "its config.cfg is too large"
        return
    try:
        config = Config().from_disk(path, interpolate=False)
    except (ValueError, OSError, RecursionError) as error:
        yield f"its config.cfg can't be read: {str(error).strip().splitlines()[0]}"
        return
    foreign = _foreign_names()
    for section in _SECTIONS:
        for key, value in _iter_settings(config.get(section, {})):
            if key == "source":
                yield f"it takes a component from another model, {value!r}"
            elif key == "factory" and value in foreign:
                yield f"the component {value!r} is not one of spaCy's own"
            elif key.startswith("@"):
                is_odd = not isinstance(value, str) or value.endswith(_FILE_READERS)
                name = str(value).rpartition(".v")[0] or str(value)
                if key[1:] not in _REGISTRIES or is_odd or name.endswith(_FILE_READERS):
                    yield f"its configuration calls {value!r} of {key[1:]!r}"
                elif value in foreign:
                    yield f"its configuration calls {value!r}, which is not one of spaCy's own"


def _iter_settings(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield all keys with their values, of a section and the sections and lists in it."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield str(key), value
            yield from _iter_settings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _iter_settings(value)


def _foreign_names() -> frozenset[str]:
    """Return the components and functions that installed packages other than spaCy's offer."""
    return frozenset(
        point.name
        for distribution in metadata.distributions()
        for point in distribution.entry_points
        if point.group.startswith(("spacy_", "thinc_"))
        and point.value.partition(":")[0].partition(".")[0] not in ("spacy", "thinc", "claimkit")
    )
