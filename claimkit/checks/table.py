"""List all checks in the order in which they are shown and run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimkit.checks import evidence, files, reviews, statements
from claimkit.checks.check import Check
from claimkit.checks.context import CheckContext
from claimkit.errors import ClaimkitError
from claimkit.model import Finding, Severity
from claimkit.suggestions import did_you_mean

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check, ...] = (
    Check(
        "CK201",
        "unreadable",
        _ERROR,
        "a ledger file that can't be read, or is off its schema",
        "Nothing in the file counts: it is not compared, not reviewed, and the next run stops at "
        "it. Conflict markers, comments, anchors, tags, keys or ids that stand twice and files of "
        "a newer claimkit are among the reasons; the message has file, line and column.",
        "mend the line that is named; `git log` has the last version that was whole",
        files.unreadable,
    ),
    Check(
        "CK202",
        "not-canonical",
        _WARNING,
        "a ledger file that is not in the form in which claimkit writes it",
        "The next run would rewrite it, and a pull request would show lines that nobody changed.",
        "run `claimkit format`",
        files.not_canonical,
    ),
    Check(
        "CK203",
        "duplicate-id",
        _ERROR,
        "one id in two ledger files",
        "A review by id could meet the wrong claim. It happens when a ledger file is copied.",
        "remove one of the two claims; a new run gives a new claim its own id",
        files.duplicate_id,
    ),
    Check(
        "CK204",
        "leads-outside",
        _ERROR,
        "a ledger file or a document's path that leads out of the project, or a symbolic link",
        "A ledger is read and written where it says. A path that leaves the project, by `..` or a "
        "link, would show or change files that are none of its business.",
        "keep documents and ledger files in the project, as files",
        files.leads_outside,
    ),
    Check(
        "CK205",
        "misplaced",
        _ERROR,
        "a ledger file that does not stand where its document's ledger belongs",
        "The next run would not find it and begin a second one without the reviews.",
        "move the file to the place that is named, or put its `path` right",
        files.misplaced,
    ),
    Check(
        "CK206",
        "no-ledger",
        _ERROR,
        "a document without a ledger file",
        "Its claims are not extracted, so nobody can review them.",
        "run `claimkit extract` and commit what it writes",
        files.without_ledger,
    ),
    Check(
        "CK207",
        "no-document",
        _ERROR,
        "a ledger file without its document",
        "No claim of it can be looked up any more.",
        "bring the document back; if it moved, run `claimkit extract`; or delete the ledger file",
        files.without_document,
    ),
    Check(
        "CK208",
        "document-changed",
        _ERROR,
        "a document that changed since its claims were extracted",
        "The claims are those of another text.",
        "run `claimkit extract` and commit what it writes",
        files.document_changed,
    ),
    Check(
        "CK209",
        "out-of-date",
        _ERROR,
        "a ledger file that a fresh extraction would change",
        "The file was edited by hand outside of its reviews, or made by other rules or another "
        "model. The same input gives the same bytes, so what differs has a reason.",
        "run `claimkit extract` and commit what it writes; corrections belong in a `review`",
        files.out_of_date,
        needs_extraction=True,
    ),
    Check(
        "CK210",
        "other-extractor",
        _WARNING,
        "a ledger that another version, model or lexicon made",
        "`_extractor.yaml` says what made the ledger. Another extractor may find other claims.",
        "run `claimkit extract` and commit what it writes, or install what `_extractor.yaml` names",
        files.other_extractor,
    ),
    Check(
        "CK211",
        "evidence-not-found",
        _ERROR,
        "evidence that is not in the document, word for word",
        "Every claim must be findable in its document. White space aside, the sentence must stand "
        "there as often as its `occurrence` says.",
        "run `claimkit extract`; if you edited the evidence, take the edit back",
        evidence.not_in_document,
    ),
    Check(
        "CK212",
        "content-not-found",
        _ERROR,
        "content that its evidence doesn't hold",
        "The evidence must prove the content, word for word. A person's wording belongs in the "
        "corrections of a review.",
        "run `claimkit extract`, or take the edit back and use `claimkit review correct`",
        evidence.content_not_in_evidence,
    ),
    Check(
        "CK213",
        "words-not-found",
        _ERROR,
        "a quantity or a date whose words the content doesn't hold",
        "`text` is the printed form, which must stand in the content.",
        "run `claimkit extract`, or take the edit back and use `claimkit review correct`",
        evidence.not_in_content,
    ),
    Check(
        "CK214",
        "upside-down",
        _ERROR,
        "a quantity whose lower end is above its upper end",
        "No number fits it, so no comparison can.",
        "put `min` and `max` right",
        evidence.upside_down,
    ),
    Check(
        "CK221",
        "no-reviewer",
        _ERROR,
        "a review that nobody signed",
        "Who decided must be known. `claimkit review` writes it by itself.",
        "add `by` to the review",
        reviews.without_reviewer,
    ),
    Check(
        "CK222",
        "stale-review",
        _ERROR,
        "a reviewed claim that changed since its review",
        "Extraction marked it: what was accepted is not what stands there now.",
        "look again with `claimkit review`; deciding anew clears the mark",
        reviews.stale,
    ),
    Check(
        "CK223",
        "changed-after-review",
        _ERROR,
        "a reviewed claim that this change alters without a new review",
        "Extraction would have marked the review as stale; here it stands as if it had been given "
        "to the new text. Taking the mark out by hand is the same.",
        "take the edit back, or look again with `claimkit review`",
        reviews.changed,
        needs_base=True,
    ),
    Check(
        "CK224",
        "review-lost",
        _ERROR,
        "a reviewed claim that this change removes, or whose review it removes",
        "What a person decided is never dropped. A claim that its document no longer yields goes "
        "to `retired`, and leaves from there when a person says so.",
        "bring the claim back with its review (`git checkout`), or reopen it with a note",
        reviews.lost,
        needs_base=True,
    ),
    Check(
        "CK225",
        "retired",
        _WARNING,
        "a reviewed claim that its document no longer yields",
        "The document or the rules changed, and nobody has looked at what that does to the "
        "decision.",
        "look at it with `claimkit review --status retired`, then `claimkit review drop`",
        reviews.retired,
    ),
    Check(
        "CK226",
        "unreviewed",
        _ERROR,
        "a claim without the review that the policy asks for",
        "`check.unreviewed` in claimkit.yaml says which claims must have one: `all`, those with "
        "`quantities`, or those of `named` sources. The default is `none`.",
        "decide with `claimkit review`",
        reviews.unreviewed,
    ),
    Check(
        "CK227",
        "own-change",
        _ERROR,
        "a reviewer who decided about a claim that they changed themselves",
        "With `check.self_review: forbid` in claimkit.yaml a second person must look. Who changed "
        "what is taken from git: the authors of the commits that changed the claim or its "
        "document.",
        "ask somebody else to review it",
        reviews.own_change,
        needs_base=True,
    ),
    Check(
        "CK231",
        "impossible-date",
        _ERROR,
        "a date that no calendar has, or that is not EDTF",
        "It can't be compared.",
        "write it as `2025-04-26`, `2025-04` or `2024/2025`; docs/ledger.md has the other forms",
        statements.impossible_date,
    ),
    Check(
        "CK232",
        "future-date",
        _ERROR,
        "something said, published or reviewed in the future",
        "It can't have happened yet. A day's grace is given for time zones.",
        "put the date right: in the document's metadata, in the review, or as a correction of "
        "`said`",
        statements.future_date,
    ),
    Check(
        "CK233",
        "said-after-published",
        _WARNING,
        "something said after its document was published",
        "One of the two dates is wrong, or the document was updated.",
        "put `published` right in the document's metadata, or correct `said` in a review",
        statements.said_after_published,
    ),
    Check(
        "CK241",
        "contradiction",
        _WARNING,
        "a claim that contradicts an accepted one of the same source",
        "Same source, same words, same day, but other numbers, or one denies what the other "
        "asserts. Both may be what the source said; a reader should know.",
        "check both documents, then accept, correct or reject",
        statements.contradiction,
    ),
    Check(
        "CK242",
        "unknown-source",
        _WARNING,
        "a source that `_sources.yaml` doesn't know",
        "Extraction writes every named source down there. A name that is missing was typed, and "
        "may be a misspelling of one that is there.",
        "use a name that `claimkit sources` lists, or run `claimkit extract`",
        statements.unknown_source,
    ),
    Check(
        "CK253",
        "excluded-document",
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


def run(context: CheckContext, checks: Iterable[Check]) -> list[Finding]:
    """Return the findings by file and line; checks whose needs are not met are skipped."""
    ready = (check for check in checks if can_run(check, context))
    return sorted((finding for check in ready for finding in check.run(context)), key=sort_key)


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return the sort key of a finding."""
    return finding.path or "", finding.line or 0, finding.column or 0, finding.code, finding.message
