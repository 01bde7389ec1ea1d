"""Commands show the place of a claim in a file that is no text: paragraph, cue and time."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from claimkit.cli.terminal.review_screen import render_claim
from claimkit.ledger import store
from claimkit.project.evidence_context import EvidenceReader
from claimkit.project.project_folder import ProjectFolder
from tests.cli.conftest import Run
from tests.documents.readers.word_documents import paragraph, word_document

SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
It rained all day in Holm.

2
00:12:31,500 --> 00:12:34,000
Rents will rise by 5 percent,

3
00:12:34,000 --> 00:12:36,000
Mayor Ann Lee said.
"""
RENTS = paragraph("It rained all day in Holm.") + paragraph(
    "Rents will rise by 5 percent, Mayor Ann Lee said."
)

pytestmark = pytest.mark.model


@pytest.fixture
def places(folder: Path, run: Run) -> Path:
    """A project with a claim in a Word document, and the same one in subtitles."""
    for path in (folder / "reports").iterdir():
        path.unlink()
    (folder / "reports" / "a.docx").write_bytes(word_document(RENTS))
    (folder / "reports" / "b.srt").write_text(SUBTITLES, "utf-8")
    (folder / "reports" / "c.odt").write_bytes(b"PK")
    done = run("extract")
    assert done.exit_code == 0, done.stderr
    assert "reports/c.odt: note CK113: skipped, since this is an OpenDocument text" in done.stderr
    return folder


def test_the_place_of_a_claim_is_shown_everywhere(places: Path, run: Run) -> None:
    ids = {
        name: line.partition(": ")[2]
        for name in ("a.docx", "b.srt")
        for line in (places / "ledger" / f"{name}.yaml").read_text("utf-8").splitlines()
        if line.startswith("- id: ")
    }

    assert "document    reports/a.docx, paragraph 2\n" in run("show", ids["a.docx"]).stdout
    assert "document    reports/b.srt, cue 2, 00:12:31\n" in run("show", ids["b.srt"]).stdout
    assert "\n   cue 2, 00:12:31\n" in run("explain", ids["b.srt"]).stdout
    assert "\n   paragraph 2\n" in run("explain", "reports/a.docx").stdout
    (shown,) = json.loads(run("show", ids["b.srt"], "--format", "json").stdout)["claims"]
    assert shown["line"] is None
    assert shown["place"] == {
        "page": None, "box": None, "paragraph": None, "cue": 2, "time": "00:12:31",
    }  # fmt: skip
    lines = run("extract", "reports", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["place"]["paragraph"] for line in lines] == [2, None]


def test_the_review_screen_names_the_place(places: Path) -> None:
    project = ProjectFolder.find()
    (filed,) = store.iter_filed_claims(places / "ledger" / "b.srt.yaml")
    context = EvidenceReader(project.root).read(filed)
    console = Console(file=io.StringIO(), width=100)
    console.print(render_claim(filed, 1, 2, context))

    assert "reports/b.srt, cue 2, 00:12:31  1 of 2" in console.file.getvalue()  # type: ignore[attr-defined]


def test_check_finds_the_words_and_names_their_place(places: Path, run: Run) -> None:
    assert run("check").exit_code == 0
    for path in (places / "ledger").glob("*.yaml"):
        text = path.read_text("utf-8").replace("text: 5 percent", "text: 6 percent")
        path.write_text(text, "utf-8")
    done = run("check", "--no-extract", "--format", "json")
    report = json.loads(done.stdout)

    found = {
        place["path"]: (place["line"], place["place"]["paragraph"], place["place"]["cue"])
        for finding in report["findings"]
        for place in finding["related"]
    }
    assert found == {"reports/a.docx": (None, 2, None), "reports/b.srt": (None, None, 2)}
    text = run("check", "--no-extract").stdout
    assert "  see reports/a.docx, paragraph 2\n" in text
    assert "  see reports/b.srt, cue 2, 00:12:31\n" in text
