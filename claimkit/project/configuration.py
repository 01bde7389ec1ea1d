"""Define and read the settings in ``claimkit.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from claimkit.errors import SchemaError
from claimkit.regular_files import UnsuitableFileError, read_regular_file

CONFIGURATION = "claimkit.yaml"
DEFAULT_DOCUMENTS = "documents"
FORMER_DOCUMENTS = "seeds"
DEFAULT_LEDGER = "ledger"
_MAX_BYTES = 1_000_000

Text = Annotated[str, Meta(min_length=1)]
Pattern = Annotated[str, Meta(min_length=1, max_length=500)]


class ExtractConfiguration(Struct, frozen=True, forbid_unknown_fields=True):
    """The claims that extraction leaves out.

    ``attitudes`` keeps beliefs, hopes and intentions, ``author_claims`` keeps facts that the
    author of a document states. Claims of a rule that a pattern of ``disabled_rules`` matches are
    left out.
    """

    attitudes: bool = True
    author_claims: bool = True
    disabled_rules: Annotated[tuple[Pattern, ...], Meta(max_length=500)] = ()


class CheckConfiguration(Struct, frozen=True, forbid_unknown_fields=True):
    """The checks to run, and the findings that make ``claimkit check`` fail.

    ``unreviewed`` says which claims must have a review, ``self_review`` whether a person may
    accept a claim that they changed, and ``allow_empty`` whether a project without a ledger is
    accepted.
    """

    select: tuple[Text, ...] = ()
    ignore: tuple[Text, ...] = ()
    fail_on: Literal["error", "warning", "note"] = "error"
    unreviewed: Literal["none", "all", "quantities", "named"] = "none"
    self_review: Literal["allow", "forbid"] = "allow"
    allow_empty: bool = False


class Configuration(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``claimkit.yaml``; paths are relative to its folder.

    ``documents`` is the folder ``documents`` by default. ``lexicons`` is a folder with the
    project's own additions to the lexicons. ``exclude`` has patterns, as in a .gitignore, of
    documents that are not read.
    """

    documents: Text | None = None
    ledger: Text = DEFAULT_LEDGER
    model: Text | None = None
    lexicons: Text | None = None
    exclude: Annotated[tuple[Pattern, ...], Meta(max_length=500)] = ()
    jobs: Annotated[int, Meta(ge=1)] = 1
    extract: ExtractConfiguration = ExtractConfiguration()
    check: CheckConfiguration = CheckConfiguration()


def read_configuration(path: Path) -> Configuration:
    """Read a ``claimkit.yaml``.

    Raises:
        SchemaError: if it cannot be read or is not valid, with the position of the fault.
    """
    try:
        text = read_regular_file(path, _MAX_BYTES).decode("utf-8-sig")
    except UnsuitableFileError as error:
        raise SchemaError(f"can't be read: {error.strerror}", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(f"can't be read: {error}", path=str(path)) from error
    return parse_configuration(text, str(path))


def parse_configuration(text: str, path: str) -> Configuration:
    """Return the settings in the text of a ``claimkit.yaml``; a file without any has the defaults.

    Raises:
        SchemaError: if it is not valid, with the position of the fault.
    """
    from claimkit import yamlio  # PyYAML loads slowly, and many projects have no such file

    if yamlio.compose(text, path) is None:
        return Configuration()
    return yamlio.load_struct(text, path, Configuration)


def setting_error(
    path: Path, place: tuple[str | int, ...], message: str, hint: str | None
) -> SchemaError:
    """Return the exception for a setting whose value cannot be used, with its position."""
    from claimkit import yamlio

    line, column = yamlio.find_position(path.read_text(encoding="utf-8-sig"), str(path), place)
    name = ".".join(map(str, place))
    return SchemaError(f"{name}: {message}", path=str(path), line=line, column=column, hint=hint)
