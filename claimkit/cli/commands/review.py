"""``claimkit review``: decide about claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from claimkit.cli.commands import review_additions
from claimkit.cli.commands.base import Command, Group
from claimkit.cli.commands.options import by_option, format_option, ledger_option, no_pager_option
from claimkit.cli.formats import TextOrJson
from claimkit.ledger.claim_filter import Standing, is_id_start
from claimkit.ledger.reviews.corrections import CORRECTABLE, describe_form, is_yaml
from claimkit.ledger.reviews.second import PairStatus
from claimkit.model import Confidence
from claimkit.project.review_scope import ALL, BulkChoice, ReviewScope

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_STATUSES = [*(s.value for s in Standing), ALL, *(pair.value for pair in PairStatus)]
_SOURCE = click.option(
    "--source",
    multiple=True,
    metavar="NAME",
    help="Only claims credited to this source, by any of its names or by words of one.",
)
_SCOPE_OPTIONS = (
    click.option(
        "--document",
        multiple=True,
        metavar="PATH",
        help="Only claims of this document, folder or ledger file.",
    ),
    _SOURCE,
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
_OF_SOURCE = click.option(
    "--of-source",
    multiple=True,
    metavar="NAME",
    help="Only claims credited to this source, by any of its names or by words of one.",
)
_SCOPE_OPTIONS_OF_CORRECT = (_OF_SOURCE, *(o for o in _SCOPE_OPTIONS if o is not _SOURCE))
_CONFIRM = click.option(
    "--confirm",
    is_flag=True,
    help="Decide about all selected claims.  Without it, you see which they are.",
)
_format_option = format_option("Output format.")
_note_option = click.option("--note", metavar="TEXT", help="A note to add.")
_second_option = click.option(
    "--second", is_flag=True, help="Decide as the second reviewer, beside the first decision."
)
_ids_argument = click.argument("ids", nargs=-1, required=True, metavar="ID...")
_optional_ids = click.argument("ids", nargs=-1, metavar="[ID]...")


def _scope_options(command: CommandT) -> CommandT:
    """Give a command the options of a `ReviewScope`, which it gets as ``scope``."""

    @wraps(command)
    def scoped(*args: Any, **options: Any) -> Any:
        chosen = {field.name: options.pop(field.name) for field in fields(ReviewScope)}
        return command(*args, scope=ReviewScope(**chosen), **options)

    for option in reversed(_SCOPE_OPTIONS):
        scoped = option(scoped)
    return scoped  # type: ignore[return-value]


def _choice_options(
    options: Sequence[Callable[..., Any]] = _SCOPE_OPTIONS, *, source: str = "source"
) -> Callable[[CommandT], CommandT]:
    """Return a decorator that gives a command ids, or options in their place, as a ``choice``.

    Args:
        options: those of a `ReviewScope`.
        source: the name of the option for the sources of the claims.
    """

    def decorate(command: CommandT) -> CommandT:
        @wraps(command)
        def chosen(*args: Any, ids: tuple[str, ...] = (), confirm: bool, **values: Any) -> Any:
            names = {field.name: field.name for field in fields(ReviewScope)} | {"source": source}
            scope = ReviewScope(**{name: values.pop(option) for name, option in names.items()})
            choice = BulkChoice(ids, scope, is_confirmed=confirm)
            return command(*args, choice=choice, **values)

        for option in reversed((*options, _CONFIRM)):
            chosen = option(chosen)
        return chosen  # type: ignore[return-value]

    return decorate


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


for command in (review_additions.add, review_additions.split, review_additions.join):
    review.add_command(command)

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
@_optional_ids
@_choice_options()
@_note_option
@_second_option
@by_option
@ledger_option
def accept(
    choice: BulkChoice, note: str | None, second: bool, by: str | None, ledger: Path | None
) -> None:
    """Accept each claim as it reads. A claim with corrections stays corrected.

    Without an ID, options select the claims: those without a decision, or with the --status that
    you name. You see them first, and --confirm accepts them.

    \b
    Examples:
      claimkit review accept 4k9m2xwd 8d1r5tqa
      claimkit review accept 4k9m --by "Nora Falk" --note "checked against the recording"
      claimkit review accept --document reports/rents.txt --confidence high --confirm
    """
    from claimkit.cli.actions import review as action

    action.accept(ledger, choice, by, note, is_second=second)


@review.command(short_help="Reject claims.")
@_optional_ids
@_choice_options()
@_note_option
@_second_option
@by_option
@ledger_option
def reject(
    choice: BulkChoice, note: str | None, second: bool, by: str | None, ledger: Path | None
) -> None:
    """Reject each claim: it is not a claim, or it cannot be corrected.

    Without an ID, options select the claims: those without a decision, or with the --status that
    you name. You see them first, and --confirm rejects them.

    \b
    Examples:
      claimkit review reject 4k9m2xwd --note "irony"
      claimkit review reject --rule "position.noun noun-copula"
      claimkit review reject --rule "position.noun noun-copula" --confirm
    """
    from claimkit.cli.actions import review as action

    action.reject(ledger, choice, by, note, is_second=second)


@review.command(cls=_CorrectCommand, short_help="Correct fields of a claim.")
@_optional_ids
@_choice_options(_SCOPE_OPTIONS_OF_CORRECT, source="of_source")
@_correction_options
@_note_option
@_second_option
@by_option
@ledger_option
def correct(
    choice: BulkChoice,
    note: str | None,
    second: bool,
    by: str | None,
    ledger: Path | None,
    **values: str | None,
) -> None:
    """Correct fields of a claim. Earlier corrections of other fields stay.

    The claim's own fields stay as they are. Everything that reads the ledger uses the corrections
    instead. Without an ID, options select the claims, --of-source those of a source; you see them
    first, and --confirm corrects them.

    \b
    Examples:
      claimkit review correct 4k9m2xwd --source "Nora Falk" --role null
      claimkit review correct 4k9m2xwd --said 2025-03-08 --negated true
      claimkit review correct 4k9m2xwd --dates "[{text: in August, value: 2024-08}]"
      claimkit review correct --of-source "E. Marsh" --source "Elena Marsh" --confirm
    """
    from claimkit.cli.actions import review as action

    given = {name: text for name, text in values.items() if text is not None}
    action.correct(ledger, choice, given, by, note, is_second=second)


@review.command(short_help="Write a note, without a decision.")
@click.argument("words", nargs=-1, required=True, metavar="[ID] TEXT")
@_choice_options()
@by_option
@ledger_option
def note(words: tuple[str, ...], choice: BulkChoice, by: str | None, ledger: Path | None) -> None:
    """Write TEXT as the claim's note, in place of an earlier one. An empty TEXT removes the note.

    Without an ID, options select the claims, and --confirm writes the note. There, claims with a
    note keep theirs.

    \b
    Examples:
      claimkit review note 4k9m2xwd "ask her which of the halls"
      claimkit review note "from the old recording" --document reports/rents.txt --confirm
    """
    from claimkit.cli.actions import review as action

    *ids, text = words
    if len(ids) > 1:
        raise click.UsageError("Write the id of one claim and the note in quotation marks.")
    action.annotate(ledger, replace(choice, ids=tuple(ids)), text, by)


@review.command(short_help="Take back decisions.")
@_optional_ids
@_choice_options()
@click.option("--second", is_flag=True, help="Take back only the second decision.")
@ledger_option
def reopen(choice: BulkChoice, second: bool, ledger: Path | None) -> None:
    """Take back the decisions about each claim, with their corrections. The first note stays.

    Without an ID, options select the claims, among them --status; you see them first, and
    --confirm takes the decisions back.

    \b
    Examples:
      claimkit review reopen 4k9m2xwd
    """
    from claimkit.cli.actions import review as action

    action.reopen(ledger, choice, is_second=second)


@review.command(short_help="Remove retired or added claims.")
@_ids_argument
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@ledger_option
def drop(ids: tuple[str, ...], yes: bool, ledger: Path | None) -> None:
    """Remove retired claims, which are no longer found in their document, with their reviews.

    Also removes claims that a person added by mistake.

    \b
    Examples:
      claimkit review list --status retired
      claimkit review drop 4k9m2xwd --yes
    """
    from claimkit.cli.actions import review as action

    action.drop(ledger, ids, is_confirmed=yes)
