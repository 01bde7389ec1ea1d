"""Make a folder a project, and print the outcome for each file."""

from __future__ import annotations

from collections.abc import Iterator

import click

from claimkit.cli.terminal.messages import short_path
from claimkit.cli.terminal.streams import write_message
from claimkit.project.initialization import Initialization, InitRequest, InitStep, StepOutcome

__all__ = ["InitRequest", "run"]

_WORDS = {
    StepOutcome.WRITTEN: "written",
    StepOutcome.EXTENDED: "lines of claimkit's added",
    StepOutcome.UNCHANGED: "there already",
    StepOutcome.MENDED: "written again: it now says where to get claimkit",
    StepOutcome.BY_NAME: "left as it is, but it installs claimkit by its name. claimkit is on no "
    "package index, and a package with this name there is not claimkit. Replace it with:",
    StepOutcome.INCOMPLETE: "left as it is; for claimkit it needs:",
    StepOutcome.BELOW_ROOT: "not written: hooks run at the repository's root, the project is below",
}
_DRY_RUN_WORDS = {
    StepOutcome.WRITTEN: "would be written",
    StepOutcome.MENDED: "would be written again, to say where to get claimkit",
    StepOutcome.EXTENDED: "would get lines of claimkit's added",
}


def run(request: InitRequest) -> None:
    """Write the missing files, and print the outcome for each file and the next steps."""
    initialization = Initialization(request)
    has_changed = False
    for step in initialization.iter_steps():
        has_changed |= step.has_changed
        _print_step(step, is_dry_run=request.dry_run)
    if not has_changed:
        click.echo("nothing to do")
    for line in _iter_hints(initialization, has_changed=has_changed):
        write_message(line)


def _print_step(step: InitStep, *, is_dry_run: bool) -> None:
    words = _WORDS[step.outcome]
    if is_dry_run:
        words = _DRY_RUN_WORDS.get(step.outcome, words)
    click.echo(f"{short_path(step.path)}: {words}")
    for line in step.missing.splitlines():
        click.echo(f"    {line}")


def _iter_hints(initialization: Initialization, *, has_changed: bool) -> Iterator[str]:
    if not initialization.has_repository:
        yield "This is no git repository yet: git init makes one."
    if has_changed:
        yield f"Put documents into {initialization.documents}, then: claimkit extract"
        yield "For comparing and merging by claims: claimkit git enable"
    if initialization.lacks_source and has_changed:
        yield "CI does not know where to get claimkit, so its job fails. Tell it with:"
        yield "  claimkit init --from OWNER/REPOSITORY    (or the address of a git repository)"
