"""The README's examples do what it says."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from claimkit.cli import app
from tests.platforms.first_ledger import section
from tests.repositories import make_repository

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_example(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = section(readme, "An example")
    document, extracted, compared, checked = blocks(readme, "text")
    (ledger,) = blocks(readme, "yaml")
    repository = make_repository(tmp_path)
    repository.write("ferry.txt", document)
    monkeypatch.chdir(tmp_path)
    assert run("extract ferry.txt") == (0, extracted)
    written = (tmp_path / "ledger" / "ferry.txt.yaml").read_text(encoding="utf-8")
    assert written.startswith(ledger)
    assert ledger.count("- id:") == 1

    commands = re.findall(r"^    claimkit (.*?)(?: {4}#.*)?$", readme, re.MULTILINE)
    review, extract, diff = commands
    assert run(review)[0] == 0
    repository.commit()
    repository.write("ferry.txt", document.replace("40 million", "46 million"))
    assert run(extract)[0] == 0
    code, printed = run(diff)
    assert (code, re.sub(r"on [0-9]\S+", "on 2025-03-11", printed)) == (0, compared)
    assert run("check") == (1, checked)


def run(command: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, shlex.split(command))
    return done.exit_code, done.stdout


def test_python_examples(readme: str) -> None:
    printed = re.findall(r"^prints `(.*?)`\.", readme, flags=re.MULTILINE)
    names: dict[str, object] = {}
    for code, line in zip(blocks(readme, "python"), printed, strict=True):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(code, names)
        assert out.getvalue() == line + "\n"


def test_python_examples_of_the_guide(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = make_repository(tmp_path)
    repository.write("claimkit.yaml", "documents: reports\n")
    repository.commit()
    repository.write("reports/mill.txt", "The mill will close, Mayor Ann Lee said.\n")
    monkeypatch.chdir(tmp_path)
    examples = blocks((root / "docs" / "guide.md").read_text("utf-8"), "python")
    assert len(examples) == 3
    names: dict[str, object] = {}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        for code in examples[:2]:  # the last one loads a model of its own
            exec(code, names)
    shown = out.getvalue().splitlines()
    assert shown[0].endswith("ledger/mill.txt.yaml new")
    assert shown[-1].startswith("reports/mill.txt ['")


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


def test_links_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), root / "benchmarks" / "README.md"]
    for page in pages:
        for link in re.findall(r"\]\(([^):]+)\)", page.read_text(encoding="utf-8")):
            name, _, anchor = link.partition("#")
            target = page.parent / name if name else page
            assert target.exists(), f"{page.name}: {link}"
            assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


@pytest.mark.parametrize("page", ["docs/development.md", "CONTRIBUTING.md"])
def test_named_paths_exist(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    names = set(re.findall(r"`([\w./-]+(?:/|\.(?:py|md|yaml|toml|lock)))`", text))
    names |= set(re.findall(r"\b(?:tests|docs|benchmarks)/[\w./-]+\w/?", text))
    assert len(names) > 10
    folders = (root, root / "claimkit")
    made_by_users = {"claimkit.yaml"}
    missing = {n for n in names if not any((folder / n).exists() for folder in folders)}
    assert missing <= made_by_users


def test_guide_names_every_command(root: Path) -> None:
    guide = (root / "docs" / "guide.md").read_text(encoding="utf-8")
    for name in app.list_commands(click.Context(app)):
        assert f"claimkit {name}" in guide


def test_tables_list_every_code(root: Path) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (root / "claimkit").rglob("*.py")]
    codes = {code for source in sources for code in re.findall(r'"(CK\d{3})"', source)}
    listed = []
    for name in ("faults.md", "checks.md"):
        page = (root / "docs" / name).read_text(encoding="utf-8")
        listed += re.findall(r"^\| (CK\d{3}) \|", page, flags=re.MULTILINE)
    assert sorted(codes) == sorted(listed)
