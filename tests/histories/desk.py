"""A ledger repository in which random things happen, and what must hold after each of them.

Every decision has a note with a number of its own. So it is easy to say where a decision still is:
in the claims of the working tree, in a conflict, or in another commit.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import ClassVar

from click.testing import CliRunner, Result

from claimkit.cli import app
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.file_texts import canonical_text, sources_text
from claimkit.ledger.format.read import parse
from claimkit.ledger.places import is_about_whole_ledger
from claimkit.ledger.store import iter_filed_claims, read_sources
from tests.histories import documents
from tests.repositories import WorkTree

DECISION = re.compile(r"\bdecision \d+\b")
_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)^={7}\n(?P<theirs>.*?)^>{7}[^\n]*\n", re.MULTILINE | re.DOTALL
)
_TORN = re.compile(
    r"^(?P<old>ledger/.*?):1:1: .* has reviews that (?P<new>.*?) lacks,", re.MULTILINE
)
"""What ``extract`` says if a document that was moved has a ledger file at both places."""
LOST_CLAIMS = {"CK208", "CK209", "CK211", "CK212", "CK213"}
"""What ``check`` says of a document that changed since it was extracted."""
WITHOUT_THE_OTHER = {"CK206", "CK207"}
"""What it says of a document without a ledger file, or the other way round."""
TO_REVIEW = {"CK222"}
"""What it says of claims that a person has to look at again."""
WORK = {"edit": 8, "review": 8, "add": 1, "rename": 2, "delete": 1, "drop": 1}
"""What people do on a branch, and how often."""


@dataclass
class Desk:
    """A repository, which is the current folder, with the drivers set up."""

    work: ClassVar[Mapping[str, int]] = WORK
    tree: WorkTree
    random: Random
    counts: Counter[str] = field(default_factory=Counter)
    done: list[str] = field(default_factory=list)
    _decisions: int = 0

    # -- looking ----------------------------------------------------------------------------------

    @property
    def root(self) -> Path:
        return self.tree.root

    def git(self, *arguments: str, status: int = 0) -> str:
        return self.tree.git(*arguments, status=status)

    def documents(self) -> list[Path]:
        return sorted((self.root / "reports").rglob("*.txt"))

    def ledger_files(self) -> list[Path]:
        return sorted(
            path
            for path in (self.root / "ledger").rglob("*.yaml")
            if not is_about_whole_ledger(path.name)
        )

    def claims(self) -> list[FiledClaim]:
        return [claim for path in self.ledger_files() for claim in iter_filed_claims(path)]

    def decisions(self) -> set[str]:
        """Return the decisions in the working tree, also those in conflicts."""
        texts = (path.read_text(encoding="utf-8") for path in self.ledger_files())
        return {found for text in texts for found in DECISION.findall(text)}

    def decisions_of(self, commit: str) -> set[str]:
        arguments = ("git", "grep", "-h", "-o", "-E", "decision [0-9]+", commit, "--", "ledger")
        done = subprocess.run(
            arguments, cwd=self.root, env=self.tree.environment, capture_output=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr  # 1 if there are none
        return set(done.stdout.decode().splitlines())

    def commit_id(self, name: str = "HEAD") -> str:
        return self.git("rev-parse", name).strip()

    # -- commands of claimkit ---------------------------------------------------------------------

    def run(self, *arguments: str, code: int | None = 0) -> Result:
        done = CliRunner().invoke(app, arguments)
        assert code is None or done.exit_code == code, (arguments, done.output, self.done)
        return done

    def errors(self, *options: str) -> set[str]:
        """Return the codes of the errors that ``claimkit check`` finds."""
        done = self.run("check", "--format", "json", *options, code=None)
        assert done.exit_code in (0, 1), (done.output, self.done)
        found = json.loads(done.stdout)["findings"]
        return {finding["code"] for finding in found if finding["severity"] == "error"}

    # -- what must hold ---------------------------------------------------------------------------

    def assert_kept(self, expected: Iterable[str]) -> None:
        lost = set(expected) - self.decisions()
        assert not lost, f"lost: {sorted(lost)} by {self.done}"

    def assert_sound(self, *, is_extracted: bool) -> None:
        """All files are readable and canonical, and ``check`` finds what it must."""
        self.assert_canonical()
        allowed = TO_REVIEW | ({"CK207"} if self._has_orphans() else set())
        if is_extracted:
            found = self.errors()
            assert found <= allowed, (found, self.done)
        else:
            found = self.errors("--no-extract")
            assert found <= allowed | LOST_CLAIMS | WITHOUT_THE_OTHER, (found, self.done)

    def assert_canonical(self) -> None:
        """All files are readable and in the form in which claimkit writes them."""
        folder = self.root / "ledger"
        for path in self.ledger_files():
            text = path.read_text(encoding="utf-8")
            ledger = parse(text, str(path))
            assert text == canonical_text(folder, path, ledger), (path, self.done)
        sources = folder / "_sources.yaml"
        if sources.exists():
            text = sources.read_text(encoding="utf-8")
            assert text == sources_text(folder, read_sources(folder)), self.done

    def _has_orphans(self) -> bool:
        names = {str(path.relative_to(self.root)) for path in self.documents()}
        return any(
            parse(path.read_text(encoding="utf-8"), str(path)).path not in names
            for path in self.ledger_files()
        )

    # -- what people do ---------------------------------------------------------------------------

    def edit(self) -> None:
        if not self.documents():
            self.add()
        path = self.random.choice(self.documents())
        path.write_text(documents.edit(path.read_text("utf-8"), self.random), encoding="utf-8")

    def add(self) -> None:
        name = f"{self.random.choice(['', 'old/'])}d{self.random.randrange(6)}.txt"
        if not (self.root / "reports" / name).exists():
            self.tree.write(f"reports/{name}", documents.write_document(self.random))

    def rename(self) -> None:
        if not self.documents():
            return
        path = self.random.choice(self.documents())
        target = self.root / "reports" / f"moved{self.random.randrange(4)}.txt"
        if not target.exists():
            path.rename(target)
            if self.random.random() < 0.3:
                text = documents.edit(target.read_text("utf-8"), self.random)
                target.write_text(text, encoding="utf-8")

    def delete(self) -> None:
        """Delete a document and its ledger file, with its decisions."""
        if len(self.documents()) > 1:
            path = self.random.choice(self.documents())
            path.unlink()
            name = path.relative_to(self.root / "reports")
            (self.root / "ledger" / f"{name}.yaml").unlink(missing_ok=True)

    def review(self) -> None:
        """Decide about some claims; a new decision replaces the claim's former one."""
        claims = [claim for claim in self.claims() if not claim.is_retired]
        for filed in self.random.sample(claims, min(len(claims), self.random.randint(1, 3))):
            before = self.decisions()
            self.counts["reviews"] += 1
            note = self.next_decision()
            action = self.random.choice(["accept", "accept", "reject", "correct", "note"])
            values = ["--role", f"mayor {note}"] if action == "correct" else []
            words = [note] if action == "note" else ["--note", note]
            self.run("review", action, filed.claim.id, *values, *words, "--by", "mk")
            replaced = set(DECISION.findall(repr(filed.claim.review)))
            self.assert_kept(before - replaced | {note})

    def next_decision(self) -> str:
        """Return the note of a new decision."""
        self._decisions += 1
        return f"decision {self._decisions}"

    def drop(self) -> None:
        """Remove a retired claim."""
        retired = [filed.claim.id for filed in self.claims() if filed.is_retired]
        if retired:
            self.run("review", "drop", "--yes", self.random.choice(retired))

    def extract(self) -> None:
        if not self.documents():
            self.add()
        before = self.decisions()
        self.counts["extractions"] += 1
        done = self.run("extract", code=None)
        torn = _TORN.search(done.output)
        if torn:
            before -= before - self._bring_together(torn["old"], Path(torn["new"]))
            done = self.run("extract", code=None)
        assert done.exit_code == 0, (done.output, self.done)
        self.assert_kept(before)

    def _bring_together(self, old: str, new: Path) -> set[str]:
        """Merge two ledger files of a moved document; return the decisions that are left."""
        self.counts["ledgers brought together"] += 1
        path = str(new.relative_to(self.root))
        before = self.decisions()
        self.run("merge", os.devnull, path, old, "--in-place", code=None)  # as the hint says
        self.assert_kept(before)
        self._choose_side(path)
        (self.root / old).unlink()
        return self.decisions()

    def save(self) -> None:
        self.tree.commit(f"commit {len(self.done)}")

    # -- branches ---------------------------------------------------------------------------------

    def branches(self) -> list[str]:
        listed = self.git("for-each-ref", "--format=%(refname:short)", "refs/heads")
        current = self.git("branch", "--show-current").strip()
        return [name for name in listed.split() if name != current]

    def switch(self) -> None:
        others = self.branches()
        if len(others) < 2 and self.random.random() < 0.6:
            self.git("checkout", "--quiet", "-b", f"topic{len(others) + len(self.done)}")
        elif others:
            self.git("checkout", "--quiet", self.random.choice(others))

    def _diverge(self) -> str:
        """Let people work on this branch and on another one; return the other one."""
        if not self.branches():
            self.git("branch", f"topic{len(self.done)}")
        other = self.random.choice(self.branches())
        for branch in (other, self.git("branch", "--show-current").strip()):
            self.git("checkout", "--quiet", branch)
            for _ in range(self.random.choice([1, 1, 2])):
                name = self.random.choices(list(self.work), weights=list(self.work.values()))[0]
                self.done.append(f"{name} on {branch}")
                self.counts["operations"] += 1
                getattr(self, name)()
                if self.random.random() < 0.8:
                    self.extract()
                self.save()
        return other

    def merge(self) -> None:
        other = self._diverge()
        self.counts["merges"] += 1
        base = self.git("merge-base", "HEAD", other).strip()
        expected = self._expect(base, "HEAD", other)
        is_clean = self._try("merge", "--quiet", "--no-edit", other)
        self._finish(expected, is_clean, lambda: self.git("commit", "--quiet", "--no-edit"))

    def rebase(self) -> None:
        other = self._diverge()
        self.counts["rebases"] += 1
        base = self.git("merge-base", "HEAD", other).strip()
        expected = self._expect(base, other, "HEAD")
        for commit in self.git("rev-list", f"{base}..HEAD", "--no-merges").split():
            # A decision that was picked from the other branch may have been replaced since.
            expected -= self.decisions_of(f"{commit}^") - self.decisions_of(commit)
        is_clean = self._try("rebase", "--quiet", other)
        for _ in range(40):
            if is_clean:
                break
            step = self._expect("REBASE_HEAD^", "HEAD", "REBASE_HEAD")
            self._resolve(step)
            expected -= step - self.decisions()
            is_clean = self._try("-c", "core.editor=true", "rebase", "--continue")
        assert is_clean, self.done
        self.assert_kept(expected)

    def cherry_pick(self) -> None:
        other = self._diverge()
        self._pick("cherry-pick", other, f"{other}^", other)

    def revert(self) -> None:
        recent = self.git("rev-list", "--no-merges", "--max-count=4", "HEAD").split()
        chosen = self.random.choice(recent)
        if len(self.git("rev-list", "--parents", "-1", chosen).split()) == 2:
            self._pick("revert", chosen, chosen, f"{chosen}^")

    def _pick(self, command: str, commit: str, base: str, theirs: str) -> None:
        name = "reverts" if command == "revert" else "cherry-picks"
        self.counts[name] += 1
        expected = self._expect(base, "HEAD", theirs)
        is_clean = self._try(command, "--no-commit", commit)
        self._finish(expected, is_clean, self.save)
        self.save()

    def stash(self) -> None:
        """Put changes away, change something else, and take them back."""
        self.counts["stashes"] += 1
        self.edit()
        self.extract()
        self.review()
        self.git("add", "--all")
        if not self.git("status", "--porcelain"):
            return
        self.git("stash", "push", "--quiet")
        self.edit()
        self.extract()
        self.save()
        expected = self._expect("stash^", "HEAD", "stash")
        is_clean = self._try("stash", "pop", "--quiet")
        self._finish(expected, is_clean, lambda: None)
        if not is_clean:
            self.git("stash", "drop", "--quiet")
        self.save()

    def _try(self, *arguments: str) -> bool:
        """Run a command of git that may stop at conflicts; return whether it ran through."""
        try:
            self.git(*arguments)
        except AssertionError:
            assert self._unmerged(), (arguments, self.git("status"), self.done)
            return False
        return True

    def _expect(self, base: str, ours: str, theirs: str) -> set[str]:
        """Return the decisions that a merge must keep: all but those that a side replaced."""
        was, one, other = map(self.decisions_of, (base, ours, theirs))
        return (one & other) | (one - was) | (other - was)

    def _finish(self, expected: set[str], is_clean: bool, conclude: Callable[[], object]) -> None:
        if is_clean:
            self.assert_kept(expected)
        else:
            self._resolve(expected)
            conclude()

    # -- conflicts --------------------------------------------------------------------------------

    def _unmerged(self) -> dict[str, set[int]]:
        """Return the stages that each path in conflict has in the index."""
        found: dict[str, set[int]] = {}
        for line in self.git("ls-files", "--unmerged").splitlines():
            head, _, path = line.partition("\t")
            found.setdefault(path, set()).add(int(head.split()[2]))
        return found

    def _resolve(self, expected: set[str]) -> None:
        """Resolve all conflicts as a person may, after a look at what git reports."""
        self.counts["conflicts"] += 1
        reported = self.decisions()
        for path, stages in self._unmerged().items():
            for stage in stages & {2, 3}:
                if path.startswith("ledger/"):
                    text = self.git("show", f":{stage}:{path}")
                    reported |= set(DECISION.findall(text))
        assert expected <= reported, (expected - reported, self.done)
        unmerged = self._unmerged()
        kept = {self.random.choice([2, 3])}  # the side whose new place of a document is kept
        for path, stages in sorted(unmerged.items(), reverse=True):  # documents first
            if {2, 3} <= stages:
                self._choose_side(path)
            elif not stages & {2, 3} or not (self.root / path).exists():
                self.git("rm", "--quiet", "--cached", "--force", path)
                (self.root / path).unlink(missing_ok=True)
                continue
            elif path.startswith("ledger/") and (self.root / document_of(path)).exists():
                self._set_path(path, document_of(path))
            elif path.startswith("ledger/") or not (
                stages == kept or (1 in stages and self.random.random() < 0.5)
            ):
                self.git("rm", "--quiet", "--force", path)
                continue
            self.git("add", path)

    def _set_path(self, path: str, document: str) -> None:
        """Write a document's path into a ledger file, as a person does who has moved the file."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        line = f"\n  path: {document}\n"
        file.write_text(re.sub("\n  path: .*\n", line, text, count=1), encoding="utf-8")

    def _choose_side(self, path: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        is_of_ledger = path.startswith("ledger/")
        if is_of_ledger:
            self.counts["conflicts in the ledger"] += 1
            for side in ("ours", "theirs"):  # each choice can be read
                parse_any(_CONFLICT.sub(rf"\g<{side}>", text), path)
        file.write_text(
            _CONFLICT.sub(lambda match: match[self.random.choice(["ours", "theirs"])], text),
            encoding="utf-8",
        )


def document_of(path: str) -> str:
    """Return the path of the document to which a ledger file belongs by its place."""
    return f"reports/{path.removeprefix('ledger/').removesuffix('.yaml')}"


def parse_any(text: str, path: str) -> None:
    """Read the text of any file of the ledger."""
    from claimkit.ledger.format.read import parse_provenance, parse_sources

    read = {"_sources.yaml": parse_sources, "_extractor.yaml": parse_provenance}
    read.get(Path(path).name, parse)(text, path)
