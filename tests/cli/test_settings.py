"""The settings in claimkit.yaml: extract, check, explain and Python agree about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.model


def test_excluded_documents_are_not_read(folder: Path, run: Run) -> None:
    (folder / "claimkit.yaml").write_text(
        "documents: reports\nexclude: [drafts/, '*.tmp.md', '!keep.tmp.md']\n", encoding="utf-8"
    )
    for name in ("drafts/a.txt", "b.tmp.md", "keep.tmp.md"):
        path = folder / "reports" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("The mill has closed, KCNA reported.\n", encoding="utf-8")
    assert run("extract").exit_code == 0
    written = {path.name for path in (folder / "ledger").rglob("*.txt.yaml")}
    assert written == {"mill.txt.yaml", "rents.txt.yaml"}
    assert (folder / "ledger" / "keep.tmp.md.yaml").exists()
    assert not (folder / "ledger" / "b.tmp.md.yaml").exists()
    assert run("check").exit_code == 0


def test_an_excluded_document_that_is_named(folder: Path, run: Run) -> None:
    (folder / "claimkit.yaml").write_text(
        "documents: reports\nexclude: [mill.txt]\n", encoding="utf-8"
    )
    done = run("extract", "reports/mill.txt", "reports/rents.txt")
    assert done.exit_code == 0
    assert "reports/mill.txt: warning CK112: claimkit.yaml excludes it" in done.stderr
    assert not (folder / "ledger" / "mill.txt.yaml").exists()
    assert (folder / "ledger" / "rents.txt.yaml").exists()
