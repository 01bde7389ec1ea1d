"""The settings in claimkit.yaml: extract, check, explain and Python agree about them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import structs

import claimkit
from claimkit.ledger.format.read import read
from claimkit.project.configuration import CheckConfiguration, Configuration
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
    assert run("check", "reports/mill.txt", "reports/rents.txt").exit_code == 0


TEXT = """\
The bridge is safe, Ann Lee said. Bo Lind believes that the mill will close.

The brewery sold 400 barrels of beer last year.
"""


def rules(folder: Path) -> list[str]:
    text = (folder / "ledger" / "town.txt.yaml").read_text("utf-8")
    return re.findall(r"  rule: (.*)", text)


@pytest.fixture
def town(folder: Path) -> Path:
    (folder / "reports" / "town.txt").write_text(TEXT, encoding="utf-8")
    return folder


ALL = ["say.verb clause", "believe.verb clause", "author-quantity"]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("{}", ALL),
        ("{attitudes: false}", [ALL[0], ALL[2]]),
        ("{author_claims: false}", ALL[:2]),
        ("{disabled_rules: ['author-*', say.verb]}", [ALL[1]]),
        ("{disabled_rules: ['*.verb clause']}", [ALL[2]]),
    ],
)
def test_claims_that_are_left_out(setting: str, expected: list[str], town: Path, run: Run) -> None:
    (town / "claimkit.yaml").write_text(
        f"documents: reports\nextract: {setting}\n", encoding="utf-8"
    )
    assert run("extract", "--quiet").exit_code == 0
    assert rules(town) == expected
    assert run("check").exit_code == 0
    explained = run("explain", "reports/town.txt").stdout
    assert re.findall(r"fired: (.*) \(", explained) == expected
    if "say.verb" in setting:
        assert "the rule is disabled" in explained
    project = claimkit.Project.find(town)
    assert [file.state.value for file in project.extract().files] == ["unchanged"] * 3
    assert project.check().findings == ()


REPORTED = (
    "According to Radio North, Kim Berg said that Ana Lee had claimed that the boat was stolen.\n"
)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("[]", {"claim": "say", "say": "according-to"}),
        ("[say.verb]", {"claim": "according-to"}),
        ("[say.verb, 'according-to*']", {}),
    ],
)
def test_a_claim_is_within_the_next_one_that_is_not_left_out(
    setting: str, expected: dict[str, str], folder: Path, run: Run
) -> None:
    path = folder / "reports" / "town.txt"
    path.write_text(REPORTED, encoding="utf-8")
    assert run("extract", "--quiet").exit_code == 0  # all of them, before the setting
    before = read(folder / "ledger" / "town.txt.yaml").claims
    assert run("review", "accept", before[1].id, "--by", "mk").exit_code == 0
    (folder / "claimkit.yaml").write_text(
        f"documents: reports\nextract: {{disabled_rules: {setting}}}\n", encoding="utf-8"
    )
    assert run("extract", "--quiet").exit_code == 0
    claims = read(folder / "ledger" / "town.txt.yaml").claims
    rules = {claim.id: claim.rule.partition(".")[0] for claim in claims}
    assert {rules[c.id]: rules[c.within] for c in claims if c.within} == expected
    assert run("check", "--no-extract").exit_code == 0


def test_the_command_line_takes_precedence(town: Path, run: Run) -> None:
    (town / "claimkit.yaml").write_text(
        "documents: reports\nextract: {attitudes: false, author_claims: false}\n", encoding="utf-8"
    )
    assert run("extract", "--quiet", "--attitudes", "--author-claims").exit_code == 0
    assert rules(town) == ALL
    done = run("check")
    assert done.exit_code == 1
    assert "CK209" in done.stdout
    assert run("extract", "--quiet", "--no-attitudes", "--author-claims").exit_code == 0
    assert rules(town) == [ALL[0], ALL[2]]
    assert run("extract", "--quiet").exit_code == 0
    assert run("check").exit_code == 0


def test_an_unknown_rule(folder: Path, run: Run) -> None:
    (folder / "claimkit.yaml").write_text(
        "documents: reports\nextract:\n  disabled_rules:\n  - author-*\n  - author-quantities\n",
        encoding="utf-8",
    )
    for command in (("extract",), ("explain", "reports/mill.txt")):
        done = run(*command)
        assert done.exit_code == 3
        assert "claimkit.yaml:5:5: extract.disabled_rules.1: there is no rule" in done.stderr
        assert "did you mean 'author-quantity'?" in done.stderr


def test_the_example_of_the_guide(folder: Path, root: Path, run: Run) -> None:
    guide = (root / "docs" / "guide.md").read_text("utf-8")
    section = guide[guide.index("## Settings") : guide.index("### Settings in pull requests")]
    examples = re.findall(r"```yaml\n# (\S+)\n(.*?)```", section, re.DOTALL)
    names = [name for name, _ in examples]
    assert names == ["claimkit.yaml", "words/cues.yaml", "words/units.yaml"]
    for name, text in examples:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    texts = {
        "drafts/a.txt": "The mill has closed, KCNA reported.\n",
        "b-draft.md": "The mill has closed, KCNA reported.\n",
        "town.txt": "The mayor tweeted out that the brewery sold 40 hhd of beer. Ada Moss claimed "
        "that the mill is old. According to Bo Lind, the road is wet.\n\nThe hall has 12 stalls.\n",
    }
    for name, text in texts.items():
        (folder / "reports" / name).parent.mkdir(exist_ok=True)
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    done = run("extract", "--quiet")
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (folder / "ledger").rglob("[!_]*.yaml")) == [
        "mill.txt.yaml", "rents.txt.yaml", "town.txt.yaml"
    ]  # fmt: skip
    assert rules(folder) == ["tweet-out.verb clause"]
    assert "unit: hogsheads" in (folder / "ledger" / "town.txt.yaml").read_text("utf-8")
    done = run("check")
    assert set(re.findall(r"CK\d+", done.stdout)) == {"CK226"}  # the quantity is not reviewed
    assert done.exit_code == 1


def test_the_guide_names_every_setting(root: Path) -> None:
    guide = (root / "docs" / "guide.md").read_text("utf-8")
    for name in (*structs.asdict(Configuration()), *structs.asdict(CheckConfiguration())):
        assert f"{name}:" in guide, name
