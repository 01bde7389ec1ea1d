"""Write findings as JUnit XML, which most CI systems show as tests."""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree

from claimkit.model import Finding, Severity
from claimkit.reports.escaping.xml import to_xml, to_xml_text
from claimkit.reports.findings.claim_words import message_with_claim
from claimkit.reports.findings.report import CheckReport, place_text


def write(report: CheckReport) -> str:
    """Return a test suite with a test for each check, and one for each file with its findings.

    A test with an error fails. Warnings and notes are the output of a test that passes.
    """
    cases: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        cases[finding.code, finding.path or ""].append(finding)
    found = {code for code, _ in cases}
    for check in report.checks:
        if check.code not in found:
            cases[check.code, ""] = []
    failed = sum(any(f.severity is Severity.ERROR for f in of) for of in cases.values())
    totals = {"name": "claimkit check", "tests": str(len(cases)), "failures": str(failed)}
    root = ElementTree.Element("testsuites", totals)
    suite = ElementTree.SubElement(root, "testsuite", {**totals, "errors": "0"})
    for (code, path), findings in sorted(cases.items()):
        _add(suite, report.title_of(code), path, findings)
    return to_xml(root)


def _add(suite: ElementTree.Element, name: str, path: str, findings: list[Finding]) -> None:
    named = f"{name}: {path}" if path else name
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=to_xml_text(path.replace(".", "_") or "ledger"),
        name=to_xml_text(named),
    )
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    if errors:
        failure = ElementTree.SubElement(
            case,
            "failure",
            type=errors[0].code,
            message=to_xml_text(message_with_claim(errors[0])),
        )
        failure.text = to_xml_text("\n".join(map(_described, errors)))
    if others:
        output = ElementTree.SubElement(case, "system-out")
        output.text = to_xml_text("\n".join(map(_described, others)))


def _described(finding: Finding) -> str:
    lines = [f"{place_text(finding)}: {finding.severity.value}: {message_with_claim(finding)}"]
    lines += [f"  see {place_text(place)}" for place in finding.related]
    return "\n".join([*lines, *([f"  {finding.hint}"] if finding.hint else [])])
