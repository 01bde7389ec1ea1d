"""The ledger before a change, and who has changed it since."""

from __future__ import annotations

from claimkit.ledger.format.read import parse
from claimkit.project.base_state import read_base_state
from claimkit.project.project import Project
from tests.project.conftest import ledger_text
from tests.repositories import WorkTree

NAME = "ledger/bakery.txt.yaml"


def test_what_has_changed_since(tree: WorkTree, project: Project) -> None:
    tree.write("elsewhere.txt", "outside of the project")
    tree.write("desk/ledger/.old/bakery.txt.yaml", ledger_text())
    tree.commit()
    tree.write(f"desk/{NAME}", ledger_text(review=""))
    tree.git("rm", "--quiet", "desk/ledger/.old/bakery.txt.yaml", "elsewhere.txt")
    base = read_base_state(project, "HEAD")
    assert base.changed == {NAME, "ledger/.old/bakery.txt.yaml"}
    assert list(base.ledgers) == [NAME]
    assert base.ledgers[NAME].claims[0].review is not None
    assert base.day == "2025-05-02"


def test_a_broken_file_was_no_ledger_file(tree: WorkTree, project: Project) -> None:
    tree.write(f"desk/{NAME}", "schema: 9\n")
    tree.commit()
    tree.write(f"desk/{NAME}", ledger_text())
    assert read_base_state(project, "HEAD").ledgers == {}


def test_who_has_changed_a_claim(tree: WorkTree, project: Project) -> None:
    first = tree.git("rev-parse", "HEAD").strip()
    text = ledger_text().replace("source: Rosa Finn", "source: R. Finn")
    tree.write(f"desk/{NAME}", text)
    tree.commit()
    base = read_base_state(project, first)
    changers = base.find_changers(NAME, parse(text, NAME))
    assert {"mia kay", "mk@example.org", "mk"} <= changers["aaaaaaaa"]
    assert base.find_changers("ledger/other.txt.yaml", parse(text, NAME)) == {}
