"""Files outside the ledger are replaced as a whole."""

from __future__ import annotations

from pathlib import Path

from claimkit.project.output_files import open_output_file


def test_a_link_at_the_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_text("mine")
    (tmp_path / ".report.tmp").symlink_to(own)
    with open_output_file(tmp_path / "report") as write:
        write(b"findings")
    assert (tmp_path / "report").read_bytes() == b"findings"
    assert own.read_text() == "mine"
