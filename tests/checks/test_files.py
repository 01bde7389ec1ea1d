from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimkit.checks.context import CheckedFile
from claimkit.compare.extraction_changes import ExtractionChanges
from claimkit.model import Severity
from tests.checks.contexts import (
    PROVENANCE,
    make_claim,
    make_context,
    make_file,
    make_ledger,
    run_check,
)


def spaced(file: CheckedFile, line: int) -> CheckedFile:
    """The file with a space too many at the end of a line."""
    lines = file.text.split("\n")
    lines[line - 1] += " "
    return replace(file, text="\n".join(lines))


@pytest.mark.parametrize("line", [1, 2, 9, 19])
def test_a_finding_about_the_form_names_the_first_line_that_differs(line: int) -> None:
    file = make_file(make_ledger(make_claim()))
    assert run_check("not-canonical", make_context(file)) == []
    (finding,) = run_check("not-canonical", make_context(spaced(spaced(file, 19), line)))
    assert (finding.line, finding.column) == (line, 1)


def test_files_in_an_older_format_are_one_note() -> None:
    files = [
        replace(make_file(make_ledger(make_claim(id=name * 8), document=name)), schema=1)
        for name in "abc"
    ]
    (finding,) = run_check("not-canonical", make_context(*files))
    assert (finding.severity, finding.path) == (Severity.NOTE, "ledger/a.yaml")
    assert finding.message.startswith("3 ledger files are in the format of an older claimkit")
    (one,) = run_check("not-canonical", make_context(*files, judged=frozenset({files[1].path})))
    assert one.message.startswith("this ledger file is in the format of an older claimkit")


def test_a_claim_that_a_person_has_written_without_an_id_is_a_note() -> None:
    file = make_file(make_ledger(make_claim(), make_claim("it is cold", id="bbbbbbbb")))
    written = replace(file, text=file.text.replace("- id: bbbbbbbb\n  source", "- source"))
    (finding,) = run_check("not-canonical", make_context(written))
    assert (finding.severity, finding.message[:18]) == (Severity.NOTE, "1 claim has no id ")


def test_an_id_in_two_files_is_found_once_in_a_file_that_is_judged() -> None:
    first, second = (make_file(make_ledger(make_claim(), document=name)) for name in ("a", "b"))
    assert run_check("duplicate-id", make_context(first)) == []
    (both,) = run_check("duplicate-id", make_context(first, second))
    assert (both.path, [place.path for place in both.related]) == (second.path, [first.path])
    for judged, other in ((first, second), (second, first)):
        context = make_context(first, second, judged=frozenset({judged.path}))
        (one,) = run_check("duplicate-id", context)
        assert (one.path, one.message) == (
            judged.path,
            f"the id aaaaaaaa is also in {other.path}",
        )


def test_a_copied_file_is_found_once_and_not_the_original(tmp_path: Path) -> None:
    claims = [make_claim(f"it is {n}", id=n * 8) for n in "abc"]
    (tmp_path / "b").write_text(" ".join(claim.evidence for claim in claims), "utf-8")
    copy, original = (make_file(make_ledger(*claims, document=name)) for name in "ab")
    (finding,) = run_check("duplicate-id", make_context(copy, original, root=tmp_path))
    assert finding.path == copy.path
    assert finding.message == ("all 3 claims of this file have the ids of claims in ledger/b.yaml")


@pytest.mark.parametrize(("claims", "shown"), [(1, 1), (10, 10), (11, 10)])
def test_what_a_fresh_extraction_changes_is_shown_in_ten_places_at_most(
    tmp_path: Path, claims: int, shown: int
) -> None:
    (tmp_path / "a.txt").write_text("Ann Lee said the mill has closed.\n", "utf-8")
    new = tuple(make_claim(id=f"{number:08}") for number in range(claims))
    context = make_context(
        make_file(make_ledger()), root=tmp_path, fresh={"a.txt": ExtractionChanges(new=new)}
    )
    (finding,) = run_check("out-of-date", context)
    assert len(finding.related) == shown
    assert finding.message == f"a fresh extraction differs: claims: {claims} new"
    assert (finding.line, finding.column) == (1, 1)


def test_files_about_the_whole_ledger_are_shown_at_their_first_line() -> None:
    values: dict[str, Any] = {"fresh": {}, "sources_path": "ledger/_sources.yaml"}
    other: dict[str, Any] = {
        "provenance": replace(PROVENANCE, lexicons="11"),
        "provenance_path": "ledger/_extractor.yaml",
    }
    for check, path, context in (
        ("out-of-date", "_sources.yaml", make_context(**values, has_other_sources=True)),
        ("other-extractor", "_extractor.yaml", make_context(**values, **other)),
    ):
        (finding,) = run_check(check, context)
        assert (finding.path, finding.line, finding.column) == (f"ledger/{path}", 1, 1)
    assert finding.message == "another extractor made this ledger: lexicons 11 is 00 here"


def test_a_fresh_extraction_is_shown_at_the_first_claim_that_changes_or_goes() -> None:
    kept, gone, changed = (make_claim(f"it is {n}", id=n * 8) for n in "abc")
    fresh = {"a.txt": ExtractionChanges(changed=(changed,), gone=(gone,))}
    file = make_file(make_ledger(kept, gone, changed))
    (finding,) = run_check("out-of-date", make_context(file, fresh=fresh))
    assert (finding.line, finding.column) == file.positions.of_claim("b" * 8)
