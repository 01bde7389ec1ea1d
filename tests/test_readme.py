"""The README's examples do what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from claimkit.cli import app

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_example(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, printed = blocks(readme, "text")
    (ledger,) = blocks(readme, "yaml")
    (tmp_path / "claimkit.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "ferry.txt").write_text(document, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["extract", "ferry.txt"])
    assert done.exit_code == 0, done.stderr
    assert done.stdout == printed
    written = (tmp_path / "ledger" / "ferry.txt.yaml").read_text(encoding="utf-8")
    assert written.startswith(ledger)
    assert ledger.count("- id:") == 1


def test_python_examples(readme: str) -> None:
    printed = re.findall(r"^prints `(.*?)`\.", readme, flags=re.MULTILINE)
    names: dict[str, object] = {}
    for code, line in zip(blocks(readme, "python"), printed, strict=True):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)
        assert out.getvalue() == line + "\n"


def test_links_lead_somewhere(root: Path) -> None:
    for page in [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_guide_names_every_finding_and_option(root: Path) -> None:
    guide = (root / "docs" / "guide.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in (root / "claimkit").rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r'"(CK\d{3})"', source)}
    checks = (root / "docs" / "checks.md").read_text(encoding="utf-8")
    listed = [re.findall(r"^\| (CK\d{3}) \|", page, flags=re.MULTILINE) for page in (guide, checks)]
    assert sorted(codes) == sorted(listed[0] + listed[1])
    for name in app.list_commands(click.Context(app)):
        assert f"claimkit {name}" in guide
