"""Find the settings of extraction: command line over ``claimkit.yaml`` over default.

``extract``, the fresh extraction of ``check``, ``explain`` and the Python API use these, so that
they agree.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from claimkit.lexicons.lexicon_set import Lexicons, OwnLexicon
from claimkit.lexicons.own_lexicons import check_own_lexicons, read_own_lexicons
from claimkit.parsing.models import find_language, is_folder
from claimkit.project.configuration import CONFIGURATION, setting_error
from claimkit.project.project_folder import ProjectFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionOverrides:
    """The settings that a caller gives; where they are None, the configuration decides."""

    model: str | None = None
    jobs: int | None = None
    attitudes: bool | None = None
    author_claims: bool | None = None


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """The settings of one extraction.

    ``model`` is a package or the path of a folder; None is the default model. ``language`` is the
    model's. ``own`` are the project's own lexicons, which have been checked.
    """

    model: str | None
    jobs: int
    attitudes: bool
    author_claims: bool
    disabled_rules: tuple[str, ...]
    language: str
    own: tuple[OwnLexicon, ...] = ()

    @property
    def lexicons(self) -> Lexicons:
        """The lexicons of the model's language, with the project's own."""
        return Lexicons(self.language, self.own)


def read_settings(
    project: ProjectFolder, overrides: ExtractionOverrides | None = None
) -> ExtractionSettings:
    """Return the settings of a project's extractions.

    Raises:
        LexiconError: if an own lexicon cannot be used, with file, line and column.
        SchemaError: if the folder of own lexicons cannot be used.
    """
    given = overrides or ExtractionOverrides()
    configured = project.configuration.extract
    model = given.model or configured_model(project)
    language = find_language(model)
    own = read_project_lexicons(project)
    check_own_lexicons(Lexicons(language, own))
    return ExtractionSettings(
        model,
        given.jobs or project.configuration.jobs,
        configured.attitudes if given.attitudes is None else given.attitudes,
        configured.author_claims if given.author_claims is None else given.author_claims,
        configured.disabled_rules,
        language,
        own,
    )


def configured_model(project: ProjectFolder) -> str | None:
    """Return the model that the configuration names; a folder counts from the project's root."""
    model = project.configuration.model
    return str(project.root / model) if model and is_folder(model, project.root) else model


def read_project_lexicons(project: ProjectFolder) -> tuple[OwnLexicon, ...]:
    """Return the project's own lexicons, not checked; none if it has no folder for them.

    Raises:
        SchemaError: if the folder is outside of the project.
        LexiconError: if a file there cannot be read or is no lexicon.
    """
    setting = project.configuration.lexicons
    if setting is None:
        return ()
    folder = project.root / setting
    root = Path(os.path.realpath(project.root))
    if os.path.realpath(folder) != str(root / os.path.normpath(setting)) or not Path(
        os.path.normpath(folder)
    ).is_relative_to(project.root):
        raise setting_error(
            project.root / CONFIGURATION,
            ("lexicons",),
            "the folder of own lexicons must be inside the project, and no part of its path a link",
            "name a folder below the project's folder",
        )
    return read_own_lexicons(folder, Path(setting).as_posix())
