"""List all checks in the order in which they are shown and run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimkit.checks import evidence, files, reviews, statements
from claimkit.checks.causes import without_effects
from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext
from claimkit.errors import ClaimkitError
from claimkit.model import Finding, Severity
from claimkit.suggestions import did_you_mean

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

UNTRUSTED_SETTING = "CK251"

CHECKS: tuple[Check, ...] = (
    Check(
        "CK201",
        "unreadable",
        _ERROR,
        "a ledger file that cannot be read",
        "Claimkit cannot use any claim of such a file: it is not compared or reviewed, and "
        "`claimkit extract` does not change it. The file may be damaged, have conflict markers "
        "of a merge, comments, YAML anchors or tags, an id that is used twice, a key that is "
        "not allowed, or it was written by a newer claimkit. The message has the line and "
        "column.",
        "correct the line that the message names, or restore the last good version from git",
        files.unreadable,
    ),
    Check(
        "CK202",
        "not-canonical",
        _WARNING,
        "a ledger file that is not in canonical form",
        "Canonical form is the one way in which claimkit writes a ledger file. The next "
        "`claimkit extract` would rewrite the file, and a pull request would show lines that "
        "nobody has changed. Files in the format of an older claimkit are read as before; a "
        "note then says how many there are.",
        "run `claimkit format`",
        files.not_canonical,
    ),
    Check(
        "CK203",
        "duplicate-id",
        _ERROR,
        "an id that two ledger files use",
        "A review by id could reach the wrong claim. This happens when a ledger file, or a "
        "claim in it, is copied.",
        "remove the copy; `claimkit extract` gives each new claim its own id",
        files.duplicate_id,
    ),
    Check(
        "CK204",
        "leads-outside",
        _ERROR,
        "a ledger file or a document outside of the project, or a ledger file that is a "
        "symbolic link",
        "Claimkit reads and writes at the paths in the ledger. A path that leads out of the "
        "project, through `..` or a symbolic link, could show or change other files.",
        "keep the document and its ledger file inside the project, as regular files",
        files.leads_outside,
    ),
    Check(
        "CK205",
        "misplaced",
        _ERROR,
        "a ledger file at the wrong place",
        "A ledger file has the path of its document, with `.yaml` added. `claimkit extract` "
        "does not find a file at another place. It would start a new one without the reviews.",
        "move the ledger file to the path in the message, or correct `path` in the file",
        files.misplaced,
    ),
    Check(
        "CK206",
        "no-ledger",
        _ERROR,
        "a document without a ledger file",
        "The claims of the document have not been extracted, so nobody can review them.",
        "run `claimkit extract` and commit what it writes",
        files.without_ledger,
    ),
    Check(
        "CK207",
        "no-document",
        _ERROR,
        "a ledger file whose document does not exist",
        "Nobody can look up its claims. If the document moved, the ledger file has to follow "
        "it. If the whole folder of the documents is missing, one finding says so.",
        "restore the document; if it moved, run `claimkit extract`; if it was deleted on "
        "purpose, delete the ledger file too",
        files.without_document,
    ),
    Check(
        "CK208",
        "document-changed",
        _ERROR,
        "a document that has changed since its claims were extracted",
        "The claims in the ledger are those of the earlier text. Other findings that the change "
        "causes are left out.",
        "run `claimkit extract` and commit what it writes",
        files.document_changed,
    ),
    Check(
        "CK209",
        "out-of-date",
        _ERROR,
        "a ledger file that a fresh extraction would change",
        "The same document gives the same claims. If the result differs, somebody has edited "
        "the ledger file outside of its reviews, or another claimkit, model or lexicon made it. "
        "In the second case one finding stands for all files.",
        "run `claimkit extract` and commit what it writes; make corrections with `claimkit "
        "review correct`",
        files.out_of_date,
        needs_extraction=True,
    ),
    Check(
        "CK210",
        "other-extractor",
        _WARNING,
        "a ledger that another claimkit, model or lexicon made",
        "`_extractor.yaml` says what made the ledger. Another version can find other claims.",
        "run `claimkit extract` and commit what it writes, or install what `_extractor.yaml` names",
        files.other_extractor,
    ),
    Check(
        "CK211",
        "evidence-not-found",
        _ERROR,
        "evidence that is not in the document",
        "The evidence of a claim must be in its document, word for word, and as many times as "
        "`occurrence` says. White space does not count.",
        "run `claimkit extract`; if you have edited the evidence, undo the edit",
        evidence.not_in_document,
    ),
    Check(
        "CK212",
        "content-not-found",
        _ERROR,
        "content that is not in the evidence",
        "The evidence must have the content, word for word. If a person prefers other words, "
        "they belong in the corrections of a review.",
        "run `claimkit extract`, or undo the edit and use `claimkit review correct`",
        evidence.content_not_in_evidence,
    ),
    Check(
        "CK213",
        "words-not-found",
        _ERROR,
        "words of a quantity or a date that are not in the content",
        "`text` has the words as printed, so the content must have them.",
        "run `claimkit extract`, or undo the edit and use `claimkit review correct`",
        evidence.not_in_content,
    ),
    Check(
        "CK214",
        "upside-down",
        _ERROR,
        "a quantity whose minimum is larger than its maximum",
        "No number is in such a range, so it cannot be compared with other numbers.",
        "correct `min` and `max`",
        evidence.upside_down,
    ),
    Check(
        "CK215",
        "unknown-outer-claim",
        _ERROR,
        "a claim within a claim that the ledger file does not have",
        "`within` is the id of the claim in which this claim is reported. Nobody can look it up if "
        "the file has no claim with this id. Somebody has edited the file by hand, or has removed "
        "the other claim.",
        "run `claimkit extract`, or remove the line with `within`",
        statements.unknown_outer_claim,
    ),
    Check(
        "CK221",
        "no-reviewer",
        _ERROR,
        "a review without the name of a reviewer",
        "A ledger must say who decided. `claimkit review` adds the name by itself.",
        "add `by` to the review",
        reviews.without_reviewer,
    ),
    Check(
        "CK222",
        "stale-review",
        _ERROR,
        "a claim that has changed since its review",
        "Somebody decided about other words than the claim has now. `claimkit extract` marks "
        "such a review with `stale` and the names of the fields that changed.",
        "look at the claim again with `claimkit review`; a new decision removes the mark",
        reviews.stale,
    ),
    Check(
        "CK223",
        "changed-after-review",
        _ERROR,
        "a reviewed claim that this change alters without a new review",
        "An edit by hand would look as if the reviewer had seen the new text. The same is true "
        "if somebody removes the mark `stale` without a new review.",
        "undo the edit, or look at the claim again with `claimkit review`",
        reviews.changed,
        needs_base=True,
    ),
    Check(
        "CK224",
        "review-lost",
        _ERROR,
        "a review, or a reviewed claim, that this change removes",
        "Decisions of people must not disappear. If a document no longer has a reviewed claim, "
        "`claimkit extract` moves the claim to `retired`, and a person can drop it there.",
        "restore the claim with its review from git, or reopen it with a note",
        reviews.lost,
        needs_base=True,
    ),
    Check(
        "CK225",
        "retired",
        _WARNING,
        "a reviewed claim that is no longer in its document",
        "The document or the rules have changed, and nobody has looked at the claim since.",
        "look at it with `claimkit review --status retired`, then drop it with `claimkit review "
        "drop`",
        reviews.retired,
    ),
    Check(
        "CK226",
        "unreviewed",
        _ERROR,
        "a claim that must have a review and has none",
        "`check.unreviewed` in claimkit.yaml says which claims must have a review: `all`, those "
        "with `quantities`, or those of `named` sources. The default is `none`.",
        "decide about the claim with `claimkit review`",
        reviews.unreviewed,
    ),
    Check(
        "CK227",
        "own-change",
        _ERROR,
        "a review by a person who changed the claim",
        "With `check.self_review: forbid` in claimkit.yaml, another person must review a "
        "change. The authors of the commits that changed the claim or its document count as the "
        "people who changed it.",
        "ask another person to review the claim",
        reviews.own_change,
        needs_base=True,
    ),
    Check(
        "CK231",
        "impossible-date",
        _ERROR,
        "a date that the calendar does not have, or that is not EDTF",
        "Such a date cannot be compared with others.",
        "write the date as `2025-04-26`, `2025-04` or `2024/2025`; docs/ledger.md has the other "
        "forms",
        statements.impossible_date,
    ),
    Check(
        "CK232",
        "future-date",
        _ERROR,
        "a claim, a document or a review with a date in the future",
        "It cannot have happened yet. The next day is allowed, because of time zones.",
        "correct the date: in the metadata of the document, in the review, or as a correction "
        "of `said`",
        statements.future_date,
    ),
    Check(
        "CK233",
        "said-after-published",
        _WARNING,
        "a claim that was said after its document was published",
        "One of the two dates is wrong, or the document has been updated.",
        "correct `published` in the metadata of the document, or `said` in a review",
        statements.said_after_published,
    ),
    Check(
        "CK241",
        "contradiction",
        _WARNING,
        "a claim that contradicts an accepted claim of the same source",
        "The two claims have the same source, words and day, but different numbers, or one "
        "denies what the other asserts. The source may have said both; readers should know.",
        "compare both documents, then accept, correct or reject the claim",
        statements.contradiction,
    ),
    Check(
        "CK242",
        "unknown-source",
        _WARNING,
        "a source that is not in `_sources.yaml`",
        "`claimkit extract` adds every named source to `_sources.yaml`. A name that is not "
        "there was typed by a person and may be misspelled. If it is right, a person lists it.",
        "use a name that `claimkit sources` lists, or add the new name to `_sources.yaml`",
        statements.unknown_source,
    ),
    Check(
        "CK243",
        "disagreeing-reviews",
        _NOTE,
        "two reviewers who decided differently",
        "The second reviewer did not see the first decision, so a difference shows a claim that is "
        "hard to judge, or a mistake. The ledger says what the first reviewer decided.",
        "talk about the claim; then one of the two decides again, with `claimkit review` or with "
        "`claimkit review --second`",
        reviews.disagreeing,
    ),
    Check(
        UNTRUSTED_SETTING,
        "untrusted-setting",
        _ERROR,
        "a model or own lexicons that the base branch does not have",
        "A change may come from anybody, and what extraction loads must have been reviewed before. "
        "So the ledger is not compared with a fresh extraction. The other checks run. This check "
        "cannot be turned off in `claimkit.yaml`.",
        "merge the setting, or the folder that it names, in a change of its own first, and bring "
        "this branch up to date; or, if you trust the files, run `claimkit check` without `--base`",
        files.untrusted_setting,
        needs_base=True,
    ),
    Check(
        "CK253",
        "ledger-of-excluded-document",
        _WARNING,
        "a ledger file whose document `claimkit.yaml` excludes",
        "Extraction does not read the document, so its ledger is no longer kept up to date. "
        "Reviews in it still count.",
        "delete the ledger file, or change the patterns under `exclude`",
        files.excluded_document,
    ),
)


def choose(select: Sequence[str], ignore: Sequence[str]) -> tuple[Check, ...]:
    """Return the selected checks, or all checks if none is selected, without the ignored ones.

    A check is named by its code, the beginning of its code, or its name.

    Raises:
        ClaimkitError: if there is no such check.
    """
    wanted = _named(select) if select else set(CHECKS)
    return tuple(check for check in CHECKS if check in wanted - _named(ignore))


def find(word: str) -> Check | None:
    """Return the check with this code or name."""
    return next((c for c in CHECKS if word.upper() == c.code or word.lower() == c.name), None)


def _named(words: Iterable[str]) -> set[Check]:
    found: set[Check] = set()
    for word in words:
        meant = {check for check in CHECKS if check.code.startswith(word.upper())}
        one = find(word)
        if one:
            meant.add(one)
        if not meant:
            known = [name for check in CHECKS for name in (check.code, check.name)]
            raise ClaimkitError(
                f"there is no check {word!r}",
                hint=did_you_mean(word, known) or "`claimkit check --list` names all of them",
            )
        found |= meant
    return found


def can_run(check: Check, context: CheckContext) -> bool:
    """Return whether the context has what a check needs."""
    return (context.has_base or not check.needs_base) and (
        context.fresh is not None or not check.needs_extraction
    )


def run(
    context: CheckContext, checks: Iterable[Check], others: Iterable[Finding] = ()
) -> list[Finding]:
    """Return the findings by file and line; checks whose needs are not met are skipped.

    Findings that another finding explains are left out; see `causes`.

    Args:
        others: findings of extraction, which are added.
    """
    ready = (check for check in checks if can_run(check, context))
    found = [*others, *(finding for check in ready for finding in check.run(context))]
    return without_effects(context, sorted(found, key=sort_key))


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return the sort key of a finding."""
    return finding.path or "", finding.line or 0, finding.column or 0, finding.code, finding.message
