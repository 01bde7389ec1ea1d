"""At least a hundred random histories of real repositories keep what people wrote."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from claimkit.extraction.extractor import Extractor
from claimkit.model import Claim, Document
from tests.histories import documents
from tests.histories.desk import Desk
from tests.histories.driver import DriverServer, serve_driver
from tests.histories.newsroom import ADDITIONS, Newsroom
from tests.repositories import ENVIRONMENT, WorkTree, make_repository

pytestmark = [pytest.mark.model, pytest.mark.slow]

HISTORIES = 100
_PARTS = 10
_STEPS = 4
# What people do, and how often.
_OPERATIONS: dict[str, int] = {
    "edit": 6,
    "add": 1,
    "rename": 2,
    "delete": 1,
    "review": 6,
    "drop": 1,
    "switch": 5,
    "merge": 5,
    "rebase": 3,
    "cherry_pick": 2,
    "revert": 3,
    "stash": 1,
    **ADDITIONS,
}
_OF_BRANCHES = {"switch", "merge", "rebase", "cherry_pick", "revert", "stash"}


@pytest.fixture(autouse=True)
def extract_each_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the claims of each document, since a history extracts the same texts again and again."""
    known: dict[object, list[Claim]] = {}
    extract = Extractor.iter_claims

    def iter_claims(
        extractor: Extractor, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Claim]]]:
        for document in documents:
            key = document.path, document.text, document.title, document.published
            if key not in known:
                known[key] = next(extract(extractor, [document]))[1]
            yield document, known[key]

    monkeypatch.setattr(Extractor, "iter_claims", iter_claims)


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DriverServer]:
    for name, value in {**ENVIRONMENT, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "bin").mkdir()
    with serve_driver(tmp_path / "bin") as server:
        yield server


@pytest.fixture
def template(tmp_path: Path, driver: DriverServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with nothing but the drivers, as ``claimkit git enable`` sets them up."""
    tree = WorkTree(make_repository(tmp_path / "template").root, dict(os.environ))
    tree.write("claimkit.yaml", "documents: reports\n")
    monkeypatch.chdir(tree.root)
    Desk(tree, Random()).run("git", "enable")
    for key in ("merge.claimkit.driver", "merge.claimkit-base.driver"):
        _, arguments = tree.git("config", key).split(" merge ", 1)
        tree.git("config", key, f"{driver.script} merge {arguments.strip()}")
    return tree.root


@pytest.mark.parametrize("part", range(_PARTS))
def test_random_histories(
    part: int,
    template: Path,
    driver: DriverServer,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    counts = Counter[str]()
    for seed in range(part, HISTORIES, _PARTS):
        desk = make_desk(template, template.parent / f"history{seed}", Random(seed))
        monkeypatch.chdir(desk.root)
        start(desk)
        live(desk)
        counts += desk.counts
    counts["driver calls"] = driver.calls
    for name, count in counts.items():
        record_property(f"count of {name}", count)
    assert driver.calls


def make_desk(template: Path, root: Path, random: Random) -> Newsroom:
    """Make a repository from the template."""
    shutil.copytree(template, root)
    return Newsroom(WorkTree(root, dict(os.environ)), random, Counter(histories=1))


def start(desk: Desk) -> None:
    """Extract the first documents."""
    for name in ("a", "b"):
        desk.tree.write(f"reports/{name}.txt", documents.write_document(desk.random))
    desk.extract()
    desk.save()
    desk.git("branch", "topic")


def live(desk: Newsroom) -> None:
    """Let random things happen, and look at the repository after each of them."""
    names = desk.random.choices(list(_OPERATIONS), weights=list(_OPERATIONS.values()), k=_STEPS)
    for name in names:
        desk.done.append(name)
        desk.counts["operations"] += 1
        before = desk.commit_id()
        getattr(desk, name)()
        is_extracted = False
        if name not in _OF_BRANCHES or desk.random.random() < 0.6:
            if desk.random.random() < 0.8:
                desk.extract()
                is_extracted = True
            desk.save()
        desk.assert_sound(is_extracted=is_extracted)
        desk.run("diff", before, "HEAD")
    desk.tidy()
