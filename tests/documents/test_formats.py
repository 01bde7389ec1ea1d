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


def test_a_missing_library_is_named_with_its_command(tmp_path: Path) -> None:
    missing = tuple(
        library for form in FORMATS for library in form.libraries if form.module is not None
    )
    packages = tmp_path / "packages"
    packages.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if entry.name.partition(".")[0] not in missing and entry.suffix != ".pth":
            (packages / entry.name).symlink_to(entry)
    code = """if True:
        from claimkit.documents.formats import READ_FORMATS
        from claimkit.errors import DocumentError
        for form in READ_FORMATS:
            try:
                form.require("a")
            except DocumentError as error:
                print(form.extra, "|", error.message, "|", error.hint)
    """
    root = Path(formats.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(root), str(packages)))},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [
        f"{form.extra} | a: this is {form.name}, and what reads it is not installed | "
        f"run: pip install 'claimkit[{form.extra}]'"
        for form in formats.READ_FORMATS
        if form.libraries
    ]
