"""Define and read the settings in ``claimkit.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from claimkit.errors import SchemaError

CONFIGURATION = "claimkit.yaml"
DEFAULT_DOCUMENTS = "seeds"
DEFAULT_LEDGER = "ledger"

Text = Annotated[str, Meta(min_length=1)]


class CheckConfiguration(Struct, frozen=True, forbid_unknown_fields=True):
    """The checks to run, and the findings that make ``claimkit check`` fail.

    ``unreviewed`` says which claims must have a review, ``self_review`` whether a person may
    accept a claim that they changed.
    """

    select: tuple[Text, ...] = ()
    ignore: tuple[Text, ...] = ()
    fail_on: Literal["error", "warning", "note"] = "error"
    unreviewed: Literal["none", "all", "quantities", "named"] = "none"
    self_review: Literal["allow", "forbid"] = "allow"


class Configuration(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``claimkit.yaml``; paths are relative to its folder."""

    documents: Text = DEFAULT_DOCUMENTS
    ledger: Text = DEFAULT_LEDGER
    model: Text | None = None
    jobs: Annotated[int, Meta(ge=1)] = 1
    check: CheckConfiguration = CheckConfiguration()


def read_configuration(path: Path) -> Configuration:
    """Read a ``claimkit.yaml``.

    Raises:
        SchemaError: if it cannot be read or is not valid, with the position of the fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"can't be read: {error}", path=str(path)) from error
    from claimkit import yamlio  # PyYAML loads slowly, and many projects have no such file

    return yamlio.load_struct(text, str(path), Configuration)
