"""Mistyped commands, options, settings and checks are answered with the word that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimkit.errors import SchemaError
from claimkit.project.configuration import parse_configuration
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("extarct", "extract"),
        ("Check", "check"),
        ("review acept 4k9m", "accept"),
        ("sources shw", "show"),
        ("git enabel", "enable"),
        ("check --formatt json", "--format"),
        ("diff --stagd", "--staged"),
        ("--verion", "--version"),
    ],
)
def test_commands_and_options(arguments: str, meant: str, run: Run) -> None:
    done = run(*arguments.split())
    assert done.exit_code == 2
    assert "Did you mean" in done.stderr
    assert f"'{meant}'" in done.stderr or f"{meant}?" in done.stderr


def test_a_word_like_no_command(run: Run) -> None:
    done = run("banana")
    assert done.exit_code == 2
    assert "No such command 'banana'.\n" in done.stderr


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("jobs: 2\ndocument: reports\n", "c.yaml:2:1: document: ", "did you mean 'documents'?"),
        ("check:\n  fail-on: error\n", "c.yaml:2:3: check.fail-on: ", "did you mean 'fail_on'?"),
        ("check: {fail_on: eror}\n", "c.yaml:1:18: check.fail_on: ", "did you mean 'error'?"),
        ("extract: {atitudes: false}\n", "c.yaml:1:11: ", "did you mean 'attitudes'?"),
        ("xyzzy: 1\n", "c.yaml:1:1: xyzzy: ", None),
    ],
)
def test_settings(text: str, place: str, hint: str | None) -> None:
    with pytest.raises(SchemaError) as caught:
        parse_configuration(text, "c.yaml")
    assert caught.value.message.startswith(place)
    assert caught.value.hint == hint


def test_checks(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claimkit.yaml").touch()
    monkeypatch.chdir(tmp_path)
    done = run("check", "--no-extract", "--select", "stale-reviw")
    assert done.exit_code == 2
    assert "did you mean 'stale-review'?" in done.stderr

    (tmp_path / "claimkit.yaml").write_text("check:\n  ignore: [CK2, stale-reviw]\n", "utf-8")
    done = run("check", "--no-extract")
    assert done.exit_code == 3
    assert "claimkit.yaml:2:17: check.ignore.1: there is no check 'stale-reviw'" in done.stderr
    assert "did you mean 'stale-review'?" in done.stderr
