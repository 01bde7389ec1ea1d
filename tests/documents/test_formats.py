"""The registry of formats: names, media types, modules and missing libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from claimkit.documents import formats
from claimkit.documents.formats import (
    FORMATS,
    KNOWN_FORMATS,
    Format,
    find_by_media_type,
    find_by_name,
)
from claimkit.errors import DocumentError

ALL = (*FORMATS, *KNOWN_FORMATS)


def test_no_two_formats_share_a_suffix_or_media_type() -> None:
    for values in (
        [suffix for form in ALL for suffix in form.suffixes],
        [media for form in ALL for media in form.media_types],
    ):
        assert len(set(values)) == len(values)
        assert values == [value.lower() for value in values]


@pytest.mark.parametrize("form", formats.READ_FORMATS, ids=lambda form: form.suffixes[0])
def test_each_module_has_its_function(form: Format) -> None:
    name = "iter_documents" if form.is_container else "read"

    assert callable(getattr(form.require("a"), name))
    assert form.is_document != form.is_container
    assert bool(form.extra) == bool(form.libraries)


@pytest.mark.parametrize("form", KNOWN_FORMATS, ids=lambda form: form.name)
def test_format_that_is_not_read_is_refused_with_advice(form: Format) -> None:
    with pytest.raises(DocumentError, match=f"a\\.x: this is {form.name}, which") as caught:
        form.require("a.x")

    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("report.TXT", formats.TEXT),
        ("a.b/notes.v2.Markdown", formats.MARKDOWN),
        ("C:\\\\news\\\\page.HTM", formats.HTML),
        ("x.jsonl", formats.JSON_LINES),
        ("x.JSONL.gz", formats.JSON_LINES),
        ("x.txt.gz", formats.ARCHIVE),
        ("x.txt.meta.yaml", None),
        ("folder.txt/x", None),
        (".txt", None),
        ("txt", None),
        ("", None),
    ],
)
def test_names(name: str, form: Format | None) -> None:
    assert find_by_name(name) is form


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/plain", formats.TEXT),
        ("Text/HTML;charset=utf-8", formats.HTML),
        ("application/pdf ", formats.PDF),
        ("application/octet-stream", None),
        ("", None),
    ],
)
def test_media_types(media_type: str, form: Format | None) -> None:
    assert find_by_media_type(media_type) is form


@pytest.fixture(scope="module")
def bare_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python that has all packages but those of extras."""
    missing = {library for form in FORMATS for library in form.libraries}
    packages = tmp_path_factory.mktemp("packages")
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if entry.name.partition(".")[0] not in missing and entry.suffix != ".pth":
            (packages / entry.name).symlink_to(entry)
    root = Path(formats.__file__).parents[2]
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(root), str(packages)))}


def run_bare(
    environment: dict[str, str], folder: Path, *args: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-S", *args],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_library_is_named_with_its_command(
    tmp_path: Path, bare_environment: dict[str, str]
) -> None:
    code = """if True:
        from claimkit.documents.formats import READ_FORMATS
        from claimkit.errors import DocumentError
        for form in READ_FORMATS:
            try:
                form.require("a")
            except DocumentError as error:
                print(form.extra, "|", error.message, "|", error.hint)
    """
    done = run_bare(bare_environment, tmp_path, "-c", code)

    assert done.stdout.splitlines() == [
        f"{form.extra} | a: this is {form.name}, and what reads it is not installed | "
        f"run: pip install 'claimkit[{form.extra}]'"
        for form in formats.READ_FORMATS
        if form.libraries
    ], done.stderr


@pytest.mark.model
def test_files_whose_reader_is_missing_are_listed_and_the_others_read(
    tmp_path: Path, bare_environment: dict[str, str]
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Rents will rise, Mayor Ann Lee said.", "utf-8")
    for name in ("b.pdf", "c.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    (tmp_path / "claimkit.yaml").touch()
    command = "run: pip install 'claimkit[pdf]'"
    done = run_bare(
        bare_environment, tmp_path, "-m", "claimkit", "extract", "documents", "documents/b.pdf"
    )

    assert done.returncode == 1
    assert (
        "documents/b.pdf: error CK105: this is a PDF, and what reads it is not installed\n"
        f"  {command}\n"
    ) in done.stderr
    assert (
        "documents/b.pdf: note CK113: skipped, since this is a PDF: what reads this format is not "
        f"installed; so are documents/c.pdf\n  {command}\n"
    ) in done.stderr
    assert (tmp_path / "ledger" / "a.txt.yaml").exists()
