"""No output does more than show what documents, ledgers and file names hold.

Every writer gets the same hostile texts. A test finds writers that are not in the table.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.checks.table import CHECKS
from claimkit.cli.terminal.messages import make_style
from claimkit.compare import diff_all
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.read import read
from claimkit.ledger.reviews.precision import tally_claims, tally_rules
from claimkit.ledger.sources.unnamed import UnnamedSource
from claimkit.model import (
    Bound,
    Claim,
    Confidence,
    Dating,
    Document,
    Finding,
    Kind,
    LedgerFile,
    Location,
    NearMiss,
    OffsetMap,
    Quantity,
    Review,
    ReviewStatus,
    SentenceTrace,
    Severity,
    SourceEntry,
    SourceKind,
    SourceRole,
    TokenTrace,
)
from claimkit.reports.claims import json as claims_json
from claimkit.reports.claims import text as claims_text
from claimkit.reports.claims.shown_claim import (
    ClaimEvent,
    ClaimEventKind,
    ClaimHistory,
    EvidenceContext,
    HistoryEntry,
    ShownClaim,
)
from claimkit.reports.diffs import github as diff_github
from claimkit.reports.diffs import json as diff_json
from claimkit.reports.diffs import markdown as diff_markdown
from claimkit.reports.diffs import text as diff_text
from claimkit.reports.escaping.markdown import escape_html, escape_markdown
from claimkit.reports.escaping.terminal import printable, printable_lines
from claimkit.reports.exports import jsonl
from claimkit.reports.findings import codequality, github, junit, markdown, sarif, text
from claimkit.reports.findings import json as findings_json
from claimkit.reports.findings.report import CheckReport
from claimkit.reports.reviews import json as reviews_json
from claimkit.reports.reviews import text as reviews_text
from claimkit.reports.sources import json as sources_json
from claimkit.reports.sources import text as sources_text
from claimkit.reports.summaries import ExtractionSummary
from claimkit.reports.traces import json as traces_json
from claimkit.reports.traces import text as traces_text

GOOD = Path(__file__).parents[1] / "cases" / "ledger" / "good.yaml"
HOSTILE = (
    *("\x1b[2J", "\x1b]8;;https://evil.example\x07", "\x9b31m", "\x00", "\r", "\n", "\x85"),
    *("\u2028", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\U000e0041", "\x7f", "\b"),
    *("::error::x", "\n::warning file=a::b", "  ::add-mask::e", "##[group]x", "##vso[task]"),
    *("www.evil.example", "https://evil.example", "@someone", "a@b.example", "#12", "GH-12"),
    *("<b>", "<!--", "-->", "]]>", "&amp;", "`", "|", "](x)", "![x](y)", ":shipit:", "$x$", "a"),
)
words = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map("".join)
STYLE = make_style(has_colour=False)


@dataclass(frozen=True, slots=True)
class Hostile:
    """Input for all writers, in which every text is hostile."""

    before: LedgerFile
    after: LedgerFile
    claim: Claim
    path: str
    word: str

    @property
    def report(self) -> CheckReport:
        places = (Location(self.path, 3, 7, 4),)
        finding = Finding(
            "CK211", Severity.ERROR, self.word, self.path, 1, 2, "aaaaaaaa", self.word, places
        )
        return CheckReport((finding,), CHECKS[:3], (), 1, "0.1.0")

    @property
    def filed(self) -> FiledClaim:
        return FiledClaim(Path("l.yaml"), self.path, "", self.claim)

    @property
    def shown(self) -> ShownClaim:
        event = ClaimEvent(ClaimEventKind.REVIEWED, self.word)
        entry = HistoryEntry((event,), self.word, self.word, self.word, self.word)
        context = EvidenceContext(self.word, self.word, self.word, 1)
        history = ClaimHistory((entry,), self.word)
        return ShownClaim(self.filed, self.path, 1, context, self.claim, (self.claim,), history)

    @property
    def entry(self) -> SourceEntry:
        role = SourceRole(self.word, (self.path,))
        return SourceEntry(self.word, SourceKind.PERSON, (self.path,), (role,))

    @property
    def trace(self) -> SentenceTrace:
        token = TokenTrace(self.word, self.word, "X", "X", "dep", 0)
        return SentenceTrace(
            1, self.word, (token,), (self.claim,), (NearMiss(self.word, self.word, (self.word,)),)
        )


def make_claim(texts: Sequence[str]) -> Claim:
    """Return a claim whose texts are the given ones, each in several fields."""
    one, two, three = texts
    return Claim(
        id="aaaaaaaa",
        kind=Kind.MIXED,
        source=(one, two),
        mention=three,
        cue=one,
        stance=two,
        content=f"{three} {one}",
        evidence=two,
        confidence=Confidence.HIGH,
        rule=three,
        role=one,
        government=(two,),
        via=(three,),
        said=one,
        quantities=(Quantity(two, Decimal(1), Decimal(2), Bound.RANGE, three),),
        dates=(Dating(one, two),),
        lead_in=three,
        review=Review(ReviewStatus.CORRECTED, one, two, three, (("content", one), ("cue", two))),
    )


def make_bundle(texts: list[str]) -> Hostile:
    one, two, three = texts
    base = read(GOOD)
    ledgers = [
        replace(base, path=one, sha256=two, title=title, claims=(make_claim(order),), retired=())
        for title, order in ((two, (one, two, three)), (three, (three, one, two)))
    ]
    claim = replace(make_claim((two, three, one)), id="dddddddd")
    return Hostile(ledgers[0], ledgers[1], claim, path=one, word=three)


hostile = st.lists(words, min_size=3, max_size=3).map(make_bundle)


def lines(found: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in found)


def write_diff(
    write: Callable[..., str | Iterable[str]], **options: object
) -> Callable[[Hostile], str]:
    def written(bundle: Hostile) -> str:
        path = f"{bundle.path}.yaml"
        after = replace(bundle.after, claims=(*bundle.after.claims, bundle.claim))
        diff = diff_all({path: bundle.before}, {path: after})
        found = write(diff, **options)
        return found if isinstance(found, str) else lines(found)

    return written


def write_summary(bundle: Hostile) -> str:
    summary = ExtractionSummary()
    summary.add([bundle.claim])
    return summary.text(STYLE)


def write_export(bundle: Hostile) -> str:
    document = Document(bundle.path, "", (), OffsetMap([]), "")
    return lines(jsonl.iter_lines(document, [bundle.claim]))


Writer = Callable[[Hostile], str]
TERMINAL: Mapping[str, Writer] = MappingProxyType(
    {
        "diffs/text": write_diff(diff_text.iter_lines, style=STYLE),
        "diffs/text (stat)": write_diff(diff_text.iter_stat_lines, style=STYLE),
        "diffs/text (names)": write_diff(diff_text.iter_names, style=STYLE),
        "findings/text": lambda bundle: lines(text.iter_lines(bundle.report, STYLE)),
        "reviews/text": lambda bundle: printable_lines(reviews_text.claims_text([bundle.filed])),
        "reviews/text (stats)": lambda bundle: printable_lines(
            reviews_text.stats_text(tally_rules([bundle.claim]), tally_claims([bundle.claim]))
        ),
        "claims/text": lambda bundle: lines(claims_text.iter_lines(bundle.shown, STYLE)),
        "claims/text (narrow)": lambda bundle: lines(
            claims_text.iter_lines(bundle.shown, STYLE, width=40)
        ),
        "sources/text (unnamed)": lambda bundle: sources_text.list_text(
            [], STYLE, unnamed=[UnnamedSource(bundle.word, bundle.path, (bundle.claim,))]
        ),
        "sources/text (show unnamed)": lambda bundle: lines(
            sources_text.iter_unnamed_lines(bundle.word, [(bundle.path, bundle.claim)], STYLE)
        ),
        "sources/text": lambda bundle: sources_text.list_text([(bundle.entry, 1)], STYLE, width=60),
        "sources/text (show)": lambda bundle: lines(
            sources_text.iter_source_lines(bundle.entry, [(bundle.path, bundle.claim)], STYLE)
        ),
        "traces/text": lambda bundle: lines(traces_text.iter_lines([bundle.trace], STYLE)),
        "summaries": write_summary,
    }
)
COMMANDS: Mapping[str, Writer] = MappingProxyType(
    {
        "diffs/github": write_diff(diff_github.iter_annotations, locate=lambda *_: 1),
        "findings/github": lambda bundle: lines(github.iter_annotations(bundle.report)),
    }
)
JSON: Mapping[str, Writer] = MappingProxyType(
    {
        "diffs/json": write_diff(diff_json.write),
        "exports/jsonl": write_export,
        "findings/codequality": lambda bundle: codequality.write(bundle.report),
        "findings/json": lambda bundle: findings_json.write(bundle.report),
        "findings/sarif": lambda bundle: sarif.write(bundle.report),
        "reviews/json": lambda bundle: reviews_json.write_claims([(bundle.path, bundle.filed)]),
        "reviews/json (stats)": lambda bundle: reviews_json.write_stats(
            tally_rules([bundle.claim]), tally_claims([bundle.claim])
        ),
        "claims/json": lambda bundle: claims_json.write([bundle.shown]),
        "sources/json": lambda bundle: sources_json.write_list([(bundle.entry, 1)]),
        "sources/json (show)": lambda bundle: sources_json.write_source(
            bundle.entry, [(bundle.path, bundle.claim)]
        ),
        "traces/json": lambda bundle: traces_json.write([bundle.trace]),
    }
)
MARKDOWN: Mapping[str, Writer] = MappingProxyType(
    {
        "diffs/markdown": write_diff(diff_markdown.write),
        "findings/markdown": lambda bundle: markdown.write(bundle.report),
    }
)
XML: Mapping[str, Writer] = MappingProxyType(
    {"findings/junit": lambda bundle: junit.write(bundle.report)}
)
WRITERS = {**TERMINAL, **COMMANDS, **JSON, **MARKDOWN, **XML}
NO_WRITERS = {  # plain data, and helpers of writers
    *("counts", "schemas", "style", "diffs/view", "findings/report"),
    *("text_width", "claims/rows", "claims/shown_claim", "findings/claim_words", "places"),
}

# What moves a cursor, reverses a line or hides letters. Characters that join others may stay.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
COMMAND = re.compile(r"^\s*::", re.MULTILINE)


def test_every_writer_is_tested(root: Path) -> None:
    folder = root / "claimkit" / "reports"
    modules = {
        path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.rglob("*.py")
        if path.name != "__init__.py" and path.parent.name != "escaping"
    }
    assert {name.partition(" (")[0] for name in WRITERS} == modules - NO_WRITERS


@given(bundle=hostile)
def test_no_output_holds_hidden_characters(bundle: Hostile) -> None:
    for name, write in WRITERS.items():
        written = write(bundle)
        assert UNSEEN.search(written) is None, name
        written.encode()


@given(bundle=hostile)
def test_no_log_takes_an_output_for_a_command(bundle: Hostile) -> None:
    for name in WRITERS.keys() - COMMANDS.keys():
        written = WRITERS[name](bundle)
        assert COMMAND.search(written) is None, name
        assert "##[" not in written, name
        assert "##vso[" not in written, name


@given(bundle=hostile)
def test_every_command_is_ours(bundle: Hostile) -> None:
    ours = re.compile(r"::(error|warning|notice) (file=[^:]*,)?[a-zA-Z0-9=,]*title=[^:]*::")
    for name, write in COMMANDS.items():
        for line in write(bundle).splitlines():
            assert ours.match(line), (name, line)


@given(bundle=hostile)
def test_json_says_the_same_with_escapes(bundle: Hostile) -> None:
    for name, write in JSON.items():
        written = write(bundle)
        lines = written.splitlines() if name == "exports/jsonl" else [written]
        texts = {text for line in lines for text in iter_texts(json.loads(line))}
        assert any(
            own in text for text in texts for own in (bundle.word, bundle.path, bundle.claim.rule)
        ), name


def iter_texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from iter_texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from iter_texts(item)


@given(bundle=hostile)
def test_xml_is_well_formed(bundle: Hostile) -> None:
    ElementTree.fromstring(junit.write(bundle.report).encode())


LINKED = re.compile(r"www\.[a-z]|://|@\w|#\d|\bGH-\d|:[a-z]+:")


@pytest.mark.parametrize("escape", [escape_markdown, escape_html])
@given(text=words)
def test_markdown_links_and_mentions_nothing(escape: Callable[[str], str], text: str) -> None:
    escaped = escape(text)
    assert LINKED.search(unescape(escaped)) is None
    assert "<" not in escaped


@given(bundle=hostile)
def test_markdown_reports_link_nothing(bundle: Hostile) -> None:
    for name, write in MARKDOWN.items():
        assert LINKED.search(unescape(write(bundle))) is None, name


@given(st.text())
def test_printable_text_is_printable(text: str) -> None:
    assert printable(text).isprintable()
    assert printable_lines(text).count("\n") == text.count("\n")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_usual_text_stays_as_it_is(text: str) -> None:
    if text.strip().startswith("::") or "##" in text:
        return
    shown = "".join(c for c in text if c == " " or not unicodedata.category(c).startswith("Z"))
    assert printable(shown) == shown
