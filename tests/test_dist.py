"""The distributions have what claimkit needs and nothing else, and the wheel works by itself."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from scripts.dist import DistributionError, build, check, try_wheel
from tests.platforms.offline import OFFLINE, link_dependencies, write_python
from tests.repositories import WorkTree, copy_work_tree

pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> WorkTree:
    """A clone with the files as they are now, among them some that git does not track."""
    tree = copy_work_tree(root, tmp_path_factory.mktemp("dist") / "claimkit")
    tree.write("claimkit/own_notes.py", "")
    tree.write("claimkit/__pycache__/x.pyc", "")
    return tree


@pytest.fixture(scope="module")
def distributions(clone: WorkTree) -> tuple[Path, Path]:
    return build(clone.root, clone.root.parent / "first")


def test_the_content(clone: WorkTree, distributions: tuple[Path, Path]) -> None:
    sdist, wheel = distributions
    check(clone.root, sdist, wheel)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for name in (
        "py.typed",
        "project/templates/github.yml",
        "ledger/schemas/_ledger.schema.json",
        "lexicons/common/quotation_marks.yaml",
        "lexicons/en/cues.yaml",
    ):
        assert f"claimkit/{name}" in names
    assert "claimkit/own_notes.py" not in names
    with tarfile.open(sdist) as archive:
        assert not [name for name in archive.getnames() if "test" in name]


def test_a_lack_is_noticed(clone: WorkTree, distributions: tuple[Path, Path]) -> None:
    clone.git("add", "claimkit/own_notes.py")
    with pytest.raises(DistributionError, match=r"missing: \['claimkit/own_notes.py'\]"):
        check(clone.root, *distributions)
    clone.git("reset", "--quiet", "claimkit/own_notes.py")


def test_the_same_commit_gives_the_same_wheel(
    clone: WorkTree, distributions: tuple[Path, Path]
) -> None:
    _, wheel = build(clone.root, clone.root.parent / "second")
    assert wheel.read_bytes() == distributions[1].read_bytes()


@pytest.mark.model
def test_the_wheel_works_by_itself(
    root: Path,
    distributions: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in OFFLINE.items():
        monkeypatch.setenv(name, value)
    write_python(tmp_path / "python", link_dependencies(tmp_path / "packages"))
    lock = root / "requirements" / "runtime.lock"
    try_wheel(distributions[1], lock, tmp_path / "python")
    empty = tmp_path / "empty-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(distributions[1]) as full, zipfile.ZipFile(empty, "w") as archive:
        for name in full.namelist():
            if not name.startswith("claimkit/lexicons/"):
                archive.writestr(name, full.read(name))
    with pytest.raises(DistributionError):
        try_wheel(empty, lock, tmp_path / "python")
