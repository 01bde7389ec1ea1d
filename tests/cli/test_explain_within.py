"""``claimkit explain`` shows that a claim is reported within another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimkit.cli import app

TEXT = "According to Radio North, Ana Lee said the mill will close in May.\n"


@pytest.mark.model
def test_the_outer_claim_is_named(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    shown = CliRunner().invoke(app, ["explain", "a.txt"]).stdout
    assert "within:  Radio North: Ana Lee said the mill will close in May\n" in shown
    written = CliRunner().invoke(app, ["explain", "a.txt", "--format", "json"]).stdout
    (sentence,) = json.loads(written)
    outer, inner = sentence["claims"]
    assert inner["within"] == outer["id"]
    assert "within" not in outer
