"""Compare ``claimkit diff`` with loading both sides as YAML: ``python -m benchmarks.ledgers``.

The benchmark makes a git repository with many ledger files of invented claims and a second commit
that changes each file. Each round runs two processes: ``claimkit diff --stat`` between the two
commits, and PyYAML's C loader over the files of both. Start-up times are compared with ``import
click, yaml``.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from claimkit.ledger.claim_ids import assign_ids
from claimkit.ledger.format.schema_line import schema_line
from claimkit.ledger.format.write import dump
from claimkit.model import (
    Bound,
    Claim,
    Confidence,
    Dating,
    Kind,
    LedgerFile,
    Quantity,
    Review,
    ReviewStatus,
)

_LOAD = """
import sys, yaml
from pathlib import Path
for folder in sys.argv[1:]:
    for path in sorted(Path(folder).rglob("*.yaml")):
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
_NAMES = [f"{first} {last}" for first in ("Ana", "Bo", "Eva", "Mia") for last in ("Ek", "Lind")]
_LETTERS = "abcdefghiklmnoprstuvw"


def main() -> None:
    """Make the repository, run both commands in turns, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--claims", type=int, default=20, help="claims in each file")
    parser.add_argument("--changed", type=float, default=1.0, help="share of claims that change")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_repository(folder, arguments.files, arguments.claims, arguments.changed)
        repository, before = folder / "after", folder / "before"
        runs = {
            "yaml.CSafeLoader, both sides": [
                *(sys.executable, "-c", _LOAD),
                *(str(before / "ledger"), str(repository / "ledger")),
            ],
            "claimkit diff --stat": claimkit("diff", "--stat", "HEAD~1", "HEAD"),
        }
        print(f"{arguments.files} files with {arguments.claims} claims each, all files changed,")
        print(f"{arguments.changed:.0%} of the claims")
        report(runs, repository, arguments.rounds)
    with tempfile.TemporaryDirectory() as name:
        make_repository(Path(name), 1, arguments.claims, 1.0)
        starts = {
            "import click, yaml": [sys.executable, "-c", "import click, yaml"],
            "claimkit diff, nothing differs": claimkit("diff"),
            "claimkit diff HEAD~1 HEAD": claimkit("diff", "HEAD~1", "HEAD"),
            "claimkit check --no-extract": claimkit("check", "--no-extract"),
            "claimkit format --check": claimkit("format", "--check"),
        }
        subprocess.run(claimkit("format"), cwd=Path(name) / "after", check=True)
        subprocess.run(claimkit("check", "--no-extract"), cwd=Path(name) / "after", check=True)
        print("starts, one ledger file in order")
        report(starts, Path(name) / "after", 4 * arguments.rounds)


def claimkit(*arguments: str) -> list[str]:
    """Return the command line that does what the installed script does."""
    start = "from claimkit.cli import main; main()"
    return [sys.executable, "-c", start, *arguments]


def report(runs: dict[str, list[str]], folder: Path, rounds: int) -> None:
    """Run commands in turns and print their median times, relative to the first command."""
    # The first round writes the bytecode that an installed package already has. It is not counted.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in runs}
    for index in range(rounds + 1):
        for name, command in runs.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True)
            if index:
                times[name].append(time.perf_counter() - start)
    base = statistics.median(next(iter(times.values())))
    for name, values in times.items():
        median = statistics.median(values)
        print(f"  {name:<32} {median:8.3f} s  {median / base:5.2f} times")


def make_repository(folder: Path, files: int, claims: int, changed: float) -> None:
    """Write ``before/ledger``, and ``after/ledger`` as a repository with both states."""
    random.seed(1)
    before, after = folder / "before", folder / "after"
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=after, check=True, env=environment)

    for target in (before / "ledger", after / "ledger", after / "seeds"):
        target.mkdir(parents=True)
    states = [make_states(index, claims, changed) for index in range(files)]
    git("init", "--quiet")
    for state in range(2):
        for index, both in enumerate(states):
            name = f"{index:04}.txt.yaml"
            ledger = replace(both[state], sha256=sha256(document(both[state])).hexdigest())
            text = dump(ledger, schema_line(after / "ledger", after / "ledger" / name))
            (after / "ledger" / name).write_text(text, "utf-8")
            (after / ledger.path).write_bytes(document(ledger))
            if state == 0:
                (before / "ledger" / name).write_text(text, "utf-8")
        git("add", ".")
        git("commit", "--quiet", "--message", f"state {state}")


def document(ledger: LedgerFile) -> bytes:
    """Return a document that contains the evidence of a ledger."""
    return "\n\n".join(claim.evidence for claim in ledger.claims).encode()


def make_states(index: int, claims: int, changed: float) -> tuple[LedgerFile, LedgerFile]:
    """Return a ledger file before and after its change; at least one claim differs."""
    path = f"seeds/{index:04}.txt"
    before = assign_ids(path, (make_claim() for _ in range(claims)))
    after = [change_number(claim) if random.random() < changed else claim for claim in before]
    if after == before:
        after[0] = change_number(before[0])
    common = LedgerFile(path, "", words(6), (), "2025-04-26", tuple(before))
    return common, replace(common, claims=tuple(after))


def make_claim() -> Claim:
    dates = (Dating("in August", "2024-08"),) if random.random() < 0.3 else ()
    content = " ".join((words(18), *(dating.text for dating in dates)))
    number = Decimal(random.randint(2, 900) * 100)
    source = random.choice(_NAMES)
    return Claim(
        Kind.INDIRECT,
        (source,),
        source,
        "said",
        "asserts",
        f"{content} {number:,} trucks",
        f"{source} said on Friday that {content} {number:,} trucks.",
        Confidence.HIGH,
        "say.verb clause",
        said="2025-04-25",
        quantities=(Quantity(f"{number:,} trucks", number, number, Bound.EXACT, "trucks"),),
        dates=dates,
        review=Review(ReviewStatus.ACCEPTED, "mk", "2025-05-02") if random.random() < 0.5 else None,
    )


def change_number(claim: Claim) -> Claim:
    """Return a claim with another number, as after a correction of the document."""
    number = Decimal(random.randint(2, 900) * 100)
    old, new = claim.quantities[0].text, f"{number:,} trucks"
    return replace(
        claim,
        content=claim.content.replace(old, new),
        evidence=claim.evidence.replace(old, new),
        quantities=(Quantity(new, number, number, Bound.EXACT, "trucks"),),
    )


def words(number: int) -> str:
    return " ".join(
        "".join(random.choices(_LETTERS, k=random.randint(2, 9))) for _ in range(number)
    )


if __name__ == "__main__":
    main()
