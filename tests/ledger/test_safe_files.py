"""Files of the ledger are replaced as a whole, and never through a link."""

from __future__ import annotations

from pathlib import Path

from claimkit.ledger.safe_files import write_text


def test_a_link_at_the_place_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    """Everybody who can commit to a repository can add such a link."""
    own = tmp_path / "own"
    own.write_text("mine")
    (tmp_path / ".mill.yaml.tmp").symlink_to(own)
    assert write_text(tmp_path / "mill.yaml", "claims: []\n")
    assert (tmp_path / "mill.yaml").read_text() == "claims: []\n"
    assert not (tmp_path / "mill.yaml").is_symlink()
    assert own.read_text() == "mine"
