from __future__ import annotations

from pathlib import Path

import pytest

from claimkit.errors import LedgerError
from claimkit.ledger.file_texts import schema_texts
from claimkit.ledger.format.write import dump
from claimkit.ledger.formatted_files import format_file, iter_managed_files
from claimkit.ledger.store import write_provenance, write_schemas
from tests.checks.contexts import PROVENANCE, make_claim, make_ledger

SCHEMA_NAMES = ["_extractor.schema.json", "_ledger.schema.json", "_sources.schema.json"]
SOURCES = (
    "schema: 2\nsources:\n- {name: Bo Lind,   kind: person}\n- {name: Ann Lee, kind: person}\n"
)


def managed_names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in iter_managed_files(folder)]


def test_the_files_about_the_whole_ledger_come_first(tmp_path: Path) -> None:
    assert managed_names(tmp_path / "none") == []
    assert managed_names(tmp_path) == SCHEMA_NAMES  # formatting makes those that are missing
    (tmp_path / "a.txt.yaml").write_text(dump(make_ledger()), "utf-8")
    (tmp_path / "_sources.yaml").write_text(SOURCES, "utf-8")
    assert managed_names(tmp_path) == [*SCHEMA_NAMES, "_sources.yaml", "a.txt.yaml"]
    write_provenance(tmp_path, PROVENANCE)
    assert managed_names(tmp_path) == [
        *SCHEMA_NAMES,
        "_extractor.yaml",
        "_sources.yaml",
        "a.txt.yaml",
    ]


def test_each_file_gets_its_own_form(tmp_path: Path) -> None:
    write_provenance(tmp_path, PROVENANCE)
    provenance = (tmp_path / "_extractor.yaml").read_text("utf-8")
    (tmp_path / "_extractor.yaml").write_text(provenance.replace("name: ", "name:  "), "utf-8")
    (tmp_path / "_sources.yaml").write_text(SOURCES, "utf-8")
    (tmp_path / "_ledger.schema.json").write_text("{}", "utf-8")
    ledger = dump(make_ledger(make_claim()))
    (tmp_path / "a.txt.yaml").write_text(ledger.replace("kind: ", "kind:   "), "utf-8")
    paths = list(iter_managed_files(tmp_path))
    planned = [format_file(tmp_path, path, dry_run=True) for path in paths]
    assert not (tmp_path / "_sources.schema.json").exists()
    done = [format_file(tmp_path, path) for path in paths]
    assert done == planned
    assert all(file.is_changed for file in done)
    assert {name: (tmp_path / name).read_text("utf-8") for name in SCHEMA_NAMES} == schema_texts()
    assert (tmp_path / "_extractor.yaml").read_text("utf-8") == provenance
    assert (tmp_path / "_sources.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=_sources.schema.json\nschema: 2\nsources:\n"
        "- name: Ann Lee\n  kind: person\n- name: Bo Lind\n  kind: person\n"
    )
    assert (tmp_path / "a.txt.yaml").read_text("utf-8").endswith(ledger)
    assert not any(format_file(tmp_path, path).is_changed for path in paths)
    assert write_schemas(tmp_path) == []


def test_a_schema_in_a_folder_below_is_no_schema(tmp_path: Path) -> None:
    path = tmp_path / "a" / "_ledger.schema.json"
    path.parent.mkdir()
    path.write_text("{}", "utf-8")
    with pytest.raises(LedgerError):
        format_file(tmp_path, path)
    assert path.read_text("utf-8") == "{}"
