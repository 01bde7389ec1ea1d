from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, validators

from claimkit.checks.table import CHECKS
from claimkit.model import Finding, Location, Place, Severity
from claimkit.reports.findings import codequality, github, junit, markdown, sarif, text
from claimkit.reports.findings import json as json_writer
from claimkit.reports.findings.claim_words import (
    MAX_CONTENT,
    MAX_SOURCE,
    claim_words,
    content_words,
)
from claimkit.reports.findings.report import CheckReport, fingerprints
from tests.reports.conftest import Golden, ValidatorFor

FOLDER = Path(__file__).parents[1] / "cases" / "reports" / "findings"
LEDGER = "ledger/a report #1.txt.yaml"
FINDINGS = (
    Finding("CK105", Severity.ERROR, "the text is empty", "reports/empty.txt", hint="fill it"),
    Finding("CK202", Severity.WARNING, "not in form", LEDGER, 1, 1, hint="run `claimkit format`"),
    Finding(
        "CK211",
        Severity.ERROR,
        "the evidence is not in reports/a report #1.txt: 'up 5 % :: <b>@someone</b> | x'",
        LEDGER,
        14,
        3,
        "aaaaaaaa",
        "run `claimkit extract`",
        source=("Ana Petrova", "Bo <b>@Lind</b>"),
        content="Rents are\n up 5 % in all of the 12 towns of the district, but not in villages",
        key="evidence",
    ),
    Finding(
        "CK241",
        Severity.WARNING,
        "contradicts the accepted claim bbbbbbbb:\n10 trucks there, 12 🚚 here\x1b[31m",
        LEDGER,
        30,
        3,
        "cccccccc",
        "check both documents",
        (
            Location("reports/a report #1.txt", 3, 7, 4),
            Location("ledger/other.txt.yaml", 9, 3),
            Location("reports/b.pdf", place=Place(page=3, box=(72.0, 90.5, 300.04, 102))),
        ),
        content="10 trucks 🚚 came\x1b[31m",
        key="content",
        detail="bbbbbbbb",
    ),
    Finding("CK242", Severity.WARNING, "'Bo' is not in _sources.yaml", LEDGER, 40, 3, "dddddddd"),
    Finding("CK242", Severity.WARNING, "'Bo' is not in _sources.yaml", LEDGER, 44, 3, "dddddddd"),
    Finding(
        "CK101", Severity.WARNING, "'31.4.' is no day", "a.srt", place=Place(cue=7, time="00:12:31")
    ),
    Finding("CK299", Severity.NOTE, "half a pair: \ud83d", None),
)
CHOSEN = tuple(check for check in CHECKS if check.code in ("CK202", "CK211", "CK241", "CK242"))
REPORT = CheckReport(FINDINGS, CHOSEN, (CHECKS[-1],), 3, "0.1.0")
EMPTY = CheckReport((), CHOSEN, (), 3, "0.1.0")


def joined(lines: Any) -> str:
    return "".join(f"{line}\n" for line in lines)


WRITERS: Mapping[str, Callable[[CheckReport], str]] = MappingProxyType(
    {
        "findings.txt": lambda report: joined(text.iter_lines(report)),
        "github.txt": lambda report: joined(github.iter_annotations(report)),
        "findings.json": json_writer.write,
        "findings.sarif": sarif.write,
        "junit.xml": junit.write,
        "summary.md": markdown.write,
        "codequality.json": codequality.write,
    }
)


@pytest.mark.parametrize("name", WRITERS)
def test_whole_output(name: str, check_golden: Golden) -> None:
    check_golden(f"findings/{name}", WRITERS[name](REPORT))


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["findings", "nothing"])
def test_schemas(report: CheckReport, validator_for: ValidatorFor) -> None:
    validator_for("check").validate(json.loads(json_writer.write(report)))
    log = json.loads(sarif.write(report))
    own = json.loads((FOLDER / "sarif.schema.json").read_text("utf-8"))
    Draft202012Validator(own).validate(log)
    if whole := os.environ.get("SARIF_SCHEMA"):  # the standard's own file, where there is one
        schema = json.loads(Path(whole).read_text("utf-8"))
        validators.validator_for(schema)(schema).validate(log)
    for index, result in enumerate(log["runs"][0]["results"]):
        rule = result.get("ruleIndex")
        if rule is not None:
            assert log["runs"][0]["tool"]["driver"]["rules"][rule]["id"] == result["ruleId"], index


def test_nothing_to_report() -> None:
    assert WRITERS["findings.txt"](EMPTY) == ""
    assert WRITERS["github.txt"](EMPTY) == (
        "::notice title=claimkit check::nothing to report; 4 checks, 3 ledger files\n"
    )
    assert json.loads(codequality.write(EMPTY)) == []
    assert "nothing to report; 4 checks" in markdown.write(EMPTY)
    suite = ElementTree.fromstring(junit.write(EMPTY).encode())
    assert (suite.get("tests"), suite.get("failures")) == ("4", "0")


def test_code_quality_as_gitlab_describes_it() -> None:
    entries = json.loads(codequality.write(REPORT))
    names = [entry["fingerprint"] for entry in entries]
    assert len(set(names)) == len(names)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1


def test_a_fingerprint_stays_when_lines_move() -> None:
    moved = [replace(f, line=(f.line or 0) + 9, column=1, related=()) for f in FINDINGS]
    assert fingerprints(moved[:-1]) == fingerprints(FINDINGS[:-1])
    assert len(set(fingerprints(REPORT.findings))) == len(FINDINGS)
    other = replace(FINDINGS[2], claim_id="eeeeeeee")
    assert fingerprints([other]) != fingerprints([FINDINGS[2]])


def test_a_fingerprint_says_what_is_wrong_and_not_in_which_words() -> None:
    finding = replace(FINDINGS[2], detail="5 %")
    for same in (
        replace(finding, message="other words"),
        replace(finding, content="and other content"),
        replace(finding, hint=None),
    ):
        assert fingerprints([same]) == fingerprints([finding])
    for other in (
        replace(finding, detail="6 %"),
        replace(finding, key="content"),
        replace(finding, code="CK212"),
        replace(finding, path="ledger/b.txt.yaml"),
    ):
        assert fingerprints([other]) != fingerprints([finding])
    assert fingerprints([FINDINGS[0]]) != fingerprints([replace(FINDINGS[0], message="locked")])


def test_every_format_for_readers_names_the_claim() -> None:
    words = "claim cccccccc, no named source: 10 trucks"
    for name in ("findings.txt", "github.txt", "findings.sarif", "junit.xml", "summary.md"):
        assert words in WRITERS[name](REPORT), name
    finding = json.loads(WRITERS["findings.json"](REPORT))["findings"][2]
    assert (finding["claim"], finding["source"]) == ("aaaaaaaa", ["Ana Petrova", "Bo <b>@Lind</b>"])
    assert finding["content"].startswith("Rents are up 5 % in all")


def test_the_words_of_a_claim_have_a_bounded_length() -> None:
    for length in range(200):
        content = " ".join(["mill"] * length)
        words = claim_words(replace(FINDINGS[2], content=content, source=(content,))) or ""
        assert len(words) <= MAX_CONTENT + MAX_SOURCE + len("claim aaaaaaaa, : ") + 20
        assert words.endswith("mill…" if len(content) > MAX_CONTENT else content)
    assert len(content_words(replace(FINDINGS[2], content="x" * 999)) or "") == MAX_CONTENT


def test_a_platform_shows_the_gravest_first() -> None:
    many = tuple(replace(FINDINGS[4], line=n, path="a") for n in range(1, 30))
    report = replace(REPORT, findings=(*many, replace(FINDINGS[2], path="z")))
    first, *rest = WRITERS["github.txt"](report).splitlines()
    assert first.startswith("::error file=z,")
    assert "GitHub shows 10 findings of each severity here" in rest[-1]
    results = json.loads(sarif.write(report))["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", *["warning"] * 29]


def test_places_in_documents_do_not_push_findings_out_of_sight() -> None:
    many = tuple(replace(FINDINGS[3], line=n) for n in range(1, 9))
    lines = WRITERS["github.txt"](replace(REPORT, findings=many)).splitlines()
    shown = [line for line in lines if line.startswith("::warning")][: github.MAX_SHOWN]
    assert sum("file=ledger/a report #1.txt.yaml" in line for line in shown) == 8


def test_sarif_has_no_more_results_than_github_accepts() -> None:
    many = tuple(
        replace(FINDINGS[4], path=f"ledger/{n}.yaml") for n in range(sarif.MAX_RESULTS + 6)
    )
    report = replace(REPORT, findings=(*many, replace(FINDINGS[2], path="ledger/z.yaml")))
    written = sarif.write(report)
    (run,) = json.loads(written)["runs"]
    assert len(run["results"]) == sarif.MAX_RESULTS == 25_000
    assert run["results"][0]["ruleId"] == "CK211"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    rest = "SARIF: 7 warnings left out, because GitHub accepts 25,000 results; "
    assert notification["message"]["text"] == sarif.describe_rest(report)
    assert notification["message"]["text"].startswith(rest)
    assert len(gzip.compress(written.encode())) < 10_000_000
    exact = replace(report, findings=report.findings[-sarif.MAX_RESULTS :])
    assert sarif.describe_rest(exact) is None


def test_sarif_names_the_findings_of_the_base() -> None:
    report = replace(REPORT, base="4b825dc6", baseline=(replace(FINDINGS[2], line=90, related=()),))
    (run,) = json.loads(sarif.write(report))["runs"]
    states = {result["baselineState"]: result["ruleId"] for result in run["results"][::-1]}
    assert states == {"new": "CK105", "unchanged": "CK211"}
    assert run["baselineGuid"]
    own = json.loads((FOLDER / "sarif.schema.json").read_text("utf-8"))
    Draft202012Validator(own).validate(json.loads(sarif.write(report)))
    (plain,) = json.loads(sarif.write(REPORT))["runs"]
    assert "baselineGuid" not in plain
    assert not any("baselineState" in result for result in plain["results"])


def test_a_summary_is_cut_where_a_comment_would_be_too_long() -> None:
    many = tuple(replace(FINDINGS[2], path=f"ledger/{number}.yaml") for number in range(1000))
    written = markdown.write(replace(REPORT, findings=many))
    assert len(written) <= markdown.MAX_CHARACTERS
    shown = written.count("**CK211")
    assert f"Cut: {1000 - shown} more findings not shown here" in written


@given(st.text(), st.text(max_size=20))
def test_whatever_a_message_holds_every_format_is_well_formed(message: str, path: str) -> None:
    finding = replace(FINDINGS[3], message=message, path=path, hint=message)
    report = CheckReport((finding,), CHOSEN)
    for form in ("findings.json", "findings.sarif", "codequality.json"):
        json.loads(WRITERS[form](report).encode())
    ElementTree.fromstring(junit.write(report).encode())
    assert WRITERS["github.txt"](report).count("\n") == 2 + len(finding.related)
    assert "<b>@s" not in markdown.write(report)
