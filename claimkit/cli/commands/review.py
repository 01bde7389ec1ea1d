"""``claimkit review``: decide about claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from claimkit.cli.commands.base import Command, Group
from claimkit.cli.commands.options import by_option, format_option, ledger_option, no_pager_option
from claimkit.cli.formats import TextOrJson
from claimkit.ledger.claim_filter import Standing, is_id_start
from claimkit.ledger.reviews.corrections import CORRECTABLE, describe_form, is_yaml
from claimkit.ledger.reviews.second import PairStatus
from claimkit.model import Confidence
from claimkit.project.review_scope import ALL, ReviewScope

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_STATUSES = [*(s.value for s in Standing), ALL, *(pair.value for pair in PairStatus)]
_SCOPE_OPTIONS = (
    click.option(
        "--document",
        multiple=True,
        metavar="PATH",
        help="Only claims of this document, folder or ledger file.",
    ),
    click.option(
        "--source",
        multiple=True,
        metavar="NAME",
        help="Only claims credited to this source, by any of its names or by words of one.",
    ),
    click.option("--rule", multiple=True, metavar="RULE", help="Only claims that this rule found."),
    click.option(
        "--confidence",
        multiple=True,
        type=click.Choice([level.value for level in Confidence]),
        help="Only claims of this confidence.",
    ),
    click.option("--with-quantities", is_flag=True, help="Only claims with quantities."),
    click.option(
        "--status",
        multiple=True,
        type=click.Choice(_STATUSES),
        help="Only claims with this status; all means all except retired claims.  Or what two "
        "reviewers decided: second-missing, agreeing or disagreeing.  "
        "[default: pending and stale]",
    ),
    click.option(
        "--since", metavar="REV", help="Only claims that are new or changed since this revision."
    ),
)
_format_option = format_option("Output format.")
_note_option = click.option("--note", metavar="TEXT", help="A note to add.")
_second_option = click.option(
    "--second", is_flag=True, help="Decide as the second reviewer, beside the first decision."
)
_ids_argument = click.argument("ids", nargs=-1, required=True, metavar="ID...")


def _scope_options(command: CommandT) -> CommandT:
    """Give a command the options of a `ReviewScope`, which it gets as ``scope``."""

    @wraps(command)
    def scoped(*args: Any, **options: Any) -> Any:
        chosen = {field.name: options.pop(field.name) for field in fields(ReviewScope)}
        return command(*args, scope=ReviewScope(**chosen), **options)

    for option in reversed(_SCOPE_OPTIONS):
        scoped = option(scoped)
    return scoped  # type: ignore[return-value]


def _correction_options(command: CommandT) -> CommandT:
    """Give a command an option for each field that can be corrected."""
    for name in reversed(list(CORRECTABLE)):
        metavar = "YAML" if is_yaml(name) else "VALUE"
        command = click.option(
            f"--{name}", metavar=metavar, help=f"The right {name}: {describe_form(name)}."
        )(command)
    return command


class _CorrectCommand(Command):
    """A command that lists the fields that can be corrected if an option is unknown."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise click.UsageError(
                f"{error.format_message()} The fields that can be corrected are "
                f"{', '.join(CORRECTABLE)}.",
                ctx,
            ) from error


class _ReviewGroup(Group):
    """A group that takes the id of a claim in the place of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and is_id_start(args[0]):
            return args[0], review_claims, args
        return super().resolve_command(ctx, args)


@click.command(cls=Command, hidden=True)
@_ids_argument
@_format_option
@no_pager_option
@_second_option
@by_option
@ledger_option
@click.pass_context
def review_claims(
    ctx: click.Context,
    ids: tuple[str, ...],
    second: bool,
    output_format: TextOrJson,
    no_pager: bool,
    by: str | None,
    ledger: Path | None,
) -> None:
    """Review the claims with these ids, in the place of a command of ``claimkit review``."""
    from claimkit.cli.actions import review as action

    commands = review.list_commands(ctx)
    action.review_by_id(
        ledger, ids, by, output_format, commands, has_pager=not no_pager, is_second=second
    )


@click.group(
    cls=_ReviewGroup,
    short_help="Look at claims and decide which are right.",
    invoke_without_command=True,
)
@_scope_options
@click.option("--stats", is_flag=True, help="Show how often people found each rule right.")
@_format_option
@no_pager_option
@_second_option
@by_option
@ledger_option
@click.pass_context
def review(
    ctx: click.Context,
    scope: ReviewScope,
    second: bool,
    stats: bool,
    output_format: TextOrJson,
    no_pager: bool,
    by: str | None,
    ledger: Path | None,
) -> None:
    """Go through the claims that wait for a decision, each with its evidence in context.

    Press a key to accept the claim, reject it or correct a field; ? lists the keys. Each decision
    is written at once, so you can stop at any time and continue later. claimkit review ID does the
    same for one claim. The commands below work without a terminal. You can shorten an ID as long
    as it is unique. --stats shows for each rule how many of the decided claims were accepted
    without a correction, and how often two reviewers agree. With --second, you see claims that
    somebody else has decided, without that decision, and decide again.

    \b
    Examples:
      claimkit review
      claimkit review --document reports/rents.txt --with-quantities
      claimkit review --since origin/main
      claimkit review 4k9m2xwd
      claimkit review --second
      claimkit review --stats
      claimkit review list --status stale
      claimkit review accept 4k9m2xwd --note "checked against the recording"
    """
    if ctx.invoked_subcommand is not None:
        given = [p for p in ctx.params if ctx.get_parameter_source(p) is _COMMAND_LINE]
        if given:
            raise click.UsageError(
                f"Write options after {ctx.invoked_subcommand}: those before it belong to "
                "claimkit review itself."
            )
        return
    from claimkit.cli.actions import review as action

    if stats:
        action.print_stats(ledger, scope, output_format, has_pager=not no_pager)
    elif output_format != "text":
        raise click.UsageError("--format goes with --stats, or with claimkit review list.")
    else:
        action.review(ledger, scope, by, is_second=second)


_COMMAND_LINE = click.core.ParameterSource.COMMANDLINE


@review.command(name="list", short_help="List claims and their status.")
@_scope_options
@_format_option
@no_pager_option
@ledger_option
def list_claims(
    scope: ReviewScope, output_format: TextOrJson, no_pager: bool, ledger: Path | None
) -> None:
    """List claims by document, with their corrections applied: id, status, source and content.

    Lines are cut to the width of the terminal, or to 80 columns if the output goes elsewhere.
    json is an object with the list claims; docs/schema has its schema, and that of --stats.

    \b
    Examples:
      claimkit review list
      claimkit review list --status all --source "Ann Lee" --format json
      claimkit review list --status retired
    """
    from claimkit.cli.actions import review as action

    action.print_claims(ledger, scope, output_format, has_pager=not no_pager)


@review.command(short_help="Accept claims as right.")
@_ids_argument
@_note_option
@_second_option
@by_option
@ledger_option
def accept(
    ids: tuple[str, ...], note: str | None, second: bool, by: str | None, ledger: Path | None
) -> None:
    """Accept each claim as it reads. A claim with corrections stays corrected.

    \b
    Examples:
      claimkit review accept 4k9m2xwd 8d1r5tqa
      claimkit review accept 4k9m --by "Nora Falk" --note "checked against the recording"
    """
    from claimkit.cli.actions import review as action

    action.accept(ledger, ids, by, note, is_second=second)


@review.command(short_help="Reject claims.")
@_ids_argument
@_note_option
@_second_option
@by_option
@ledger_option
def reject(
    ids: tuple[str, ...], note: str | None, second: bool, by: str | None, ledger: Path | None
) -> None:
    """Reject each claim: it is not a claim, or it cannot be corrected.

    \b
    Examples:
      claimkit review reject 4k9m2xwd --note "irony"
    """
    from claimkit.cli.actions import review as action

    action.reject(ledger, ids, by, note, is_second=second)


@review.command(cls=_CorrectCommand, short_help="Correct fields of a claim.")
@click.argument("id_start", metavar="ID")
@_correction_options
@_note_option
@_second_option
@by_option
@ledger_option
def correct(
    id_start: str,
    note: str | None,
    second: bool,
    by: str | None,
    ledger: Path | None,
    **values: str | None,
) -> None:
    """Correct fields of a claim. Earlier corrections of other fields stay.

    The claim's own fields stay as they are. Everything that reads the ledger uses the corrections
    instead.

    \b
    Examples:
      claimkit review correct 4k9m2xwd --source "Nora Falk" --role null
      claimkit review correct 4k9m2xwd --said 2025-03-08 --negated true
      claimkit review correct 4k9m2xwd --dates "[{text: in August, value: 2024-08}]"
    """
    from claimkit.cli.actions import review as action

    given = {name: text for name, text in values.items() if text is not None}
    action.correct(ledger, id_start, given, by, note, is_second=second)


@review.command(short_help="Write a note, without a decision.")
@click.argument("id_start", metavar="ID")
@click.argument("text")
@by_option
@ledger_option
def note(id_start: str, text: str, by: str | None, ledger: Path | None) -> None:
    """Write TEXT as the claim's note, in place of an earlier one. An empty TEXT removes the note.

    \b
    Examples:
      claimkit review note 4k9m2xwd "ask her which of the halls"
    """
    from claimkit.cli.actions import review as action

    action.annotate(ledger, id_start, text, by)


@review.command(short_help="Take back decisions.")
@_ids_argument
@click.option("--second", is_flag=True, help="Take back only the second decision.")
@ledger_option
def reopen(ids: tuple[str, ...], second: bool, ledger: Path | None) -> None:
    """Take back the decisions about each claim, with their corrections. The first note stays.

    \b
    Examples:
      claimkit review reopen 4k9m2xwd
    """
    from claimkit.cli.actions import review as action

    action.reopen(ledger, ids, is_second=second)


@review.command(short_help="Remove retired claims from the ledger.")
@_ids_argument
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@ledger_option
def drop(ids: tuple[str, ...], yes: bool, ledger: Path | None) -> None:
    """Remove retired claims and their reviews: claims that are no longer found in their document.

    \b
    Examples:
      claimkit review list --status retired
      claimkit review drop 4k9m2xwd --yes
    """
    from claimkit.cli.actions import review as action

    action.drop(ledger, ids, is_confirmed=yes)
