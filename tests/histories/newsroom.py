"""A desk where people also add claims, split and join them, review as second, and name sources."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.plain_values import MANUAL
from claimkit.ledger.format.read import parse
from claimkit.ledger.normalized_text import normalize_text
from claimkit.ledger.reviews.decisions import effective
from claimkit.ledger.store import read_sources
from claimkit.model import ReviewStatus
from tests.histories.desk import DECISION, WORK, Desk, document_of

ADDITIONS = {
    "add_claim": 2,
    "write_by_hand": 1,
    "split": 1,
    "join": 1,
    "review_second": 2,
    "rename_source": 1,
    "merge_sources": 1,
}
"""What people do besides, and how often."""
_REFUSED = ("is in the ledger already", "at least two different ones", "does not hold the contents")
"""What a command may say to a choice that a person would not make."""


class Newsroom(Desk):
    """Each added claim is marked by its ``added.by``, which is the same for equal contents.

    So the mark tells where the claim is, also if two people have added it on two branches.
    """

    work = WORK | ADDITIONS

    def assert_sound(self, *, is_extracted: bool) -> None:
        super().assert_sound(is_extracted=is_extracted)
        if is_extracted:
            self._assert_in_force()

    def _assert_in_force(self) -> None:
        """An added claim is retired with its sentence only."""
        for filed in self.claims():
            document = self.root / filed.document
            if filed.is_retired and filed.claim.added and document.exists():
                text = document.read_text(encoding="utf-8")
                assert filed.claim.evidence not in text, (filed, self.done)

    def tidy(self) -> None:
        """Extract and decide again where a claim has changed; then all is as it should be."""
        self.extract()
        for path in self.ledger_files():
            if not (self.root / document_of(str(path.relative_to(self.root)))).exists():
                path.unlink()  # a branch has deleted the document
        before = self.decisions()
        stale = {
            filed.claim.id: filed.claim.review.by
            for filed in self.claims()
            if not filed.is_retired and filed.claim.review and filed.claim.review.stale
        }
        if stale:
            self.counts["stale reviews decided again"] += len(stale)
            self.run("review", "accept", *stale, "--by", "mk")
        self.assert_canonical()
        self._assert_in_force()
        self.run("check")
        self.assert_kept(before - set(stale.values()))
        self.save()
        self.extract()
        assert not self.git("status", "--porcelain"), (self.git("diff"), self.done)

    def add_claim(self) -> None:
        """Add some words of a document as a claim."""
        path, paragraph = self._choose_paragraph()
        if path is None:
            return
        content = self._choose_words(paragraph)
        options = ["--content", content, "--evidence", paragraph, "--by", mark_of(content)]
        source = self.random.choice(["Ann Lee", "Bo Lind", "the ministry", "Mia Holm"])
        self._run_adding("add", str(path), *options, "--source", source, mark=mark_of(content))

    def write_by_hand(self) -> None:
        """Write an entry without an id into a ledger file."""
        path, paragraph = self._choose_paragraph()
        if path is None:
            return
        file, content = self._file_of(path), self._choose_words(paragraph)
        entry = {"source": "Ann Lee", "content": content, "evidence": paragraph}
        lines = "\n  ".join(f"{key}: {json.dumps(value)}" for key, value in entry.items())
        lines = f"claims:\n- {lines}\n  added: {{by: {mark_of(content)}}}\n"
        text = file.read_text(encoding="utf-8")
        empty = "\nclaims: []\n" in text
        new = text.replace("\nclaims: []\n" if empty else "\nclaims:\n", f"\n{lines}", 1)
        before = self.decisions() | {mark_of(content)}
        file.write_text(new, encoding="utf-8")
        self.counts["claims written by hand"] += 1
        found = self.errors("--no-extract", str(path))
        assert found <= {"CK222"}, (found, self.done)
        self.run(self.random.choice(["format", "extract"]))
        self.assert_kept(before)

    def split(self) -> None:
        """Split a claim in the middle of its content."""
        claims = [c for c in self._synced_claims() if len(effective(c.claim).content.split()) > 3]
        if claims:
            claim = effective(self.random.choice(claims).claim)
            words = claim.content.split()
            place = self.random.randint(1, len(words) - 1)
            parts = " ".join(words[:place]), " ".join(words[place:])
            options = ("--content", parts[0], "--content", parts[1], "--by", mark_of(parts[1]))
            self._run_adding("split", claim.id, *options, mark=mark_of(parts[1]))

    def join(self) -> None:
        """Join two claims of one sentence."""
        if not self._find_pairs():
            self.split()
        pairs = self._find_pairs()
        if pairs:
            chosen = self.random.sample(self.random.choice(pairs), 2)
            self._run_adding("join", *chosen, "--by", "mk")

    def _find_pairs(self) -> list[list[str]]:
        """Return the ids of the claims of each sentence that has several."""
        by_evidence: dict[tuple[Path, str], list[str]] = {}
        for filed in self._synced_claims():
            by_evidence.setdefault((filed.file, filed.claim.evidence), []).append(filed.claim.id)
        return [ids for ids in by_evidence.values() if len(ids) > 1]

    def review_second(self) -> None:
        """Decide about a claim as the second person."""
        claims = [filed for filed in self.claims() if _may_be_second(filed)]
        if claims:
            filed = self.random.choice(claims)
            before = self.decisions()
            self.counts["second reviews"] += 1
            action = self.random.choice(["accept", "reject"])
            note = self.next_decision()
            self.run("review", action, filed.claim.id, "--second", "--by", "jl", "--note", note)
            second = filed.claim.review and filed.claim.review.second
            self.assert_kept(before - set(DECISION.findall(repr(second))) | {note})

    def rename_source(self) -> None:
        names = [entry.name for entry in read_sources(self.root / "ledger")]
        if names:
            name = self.random.choice(names)
            self._run_sources("rename", name, f"{name} {self.random.choice(['I', 'II'])}")

    def merge_sources(self) -> None:
        names = [entry.name for entry in read_sources(self.root / "ledger")]
        if len(names) > 1:
            one, other = self.random.sample(names, 2)
            self._run_sources("merge", one, "--into", other)

    def _run_sources(self, *arguments: str) -> None:
        before = self.decisions()
        self.counts["changes of sources"] += 1
        self.run("sources", *arguments)
        self.assert_kept(before)

    def _run_adding(self, *arguments: str, mark: str | None = None) -> None:
        before = self.decisions()
        done = self.run("review", *arguments, code=None)
        if done.exit_code == 0:
            self.counts[f"calls of review {arguments[0]}"] += 1
            before |= {mark} if mark else set()
        else:
            assert any(words in done.output for words in _REFUSED), (done.output, self.done)
        self.assert_kept(before)

    def _choose_paragraph(self) -> tuple[Path | None, str]:
        """Return a paragraph that stands once in an extracted document; no path if none does."""
        found = [
            (path, paragraph)
            for path in self._synced_documents()
            if (paragraphs := path.read_text(encoding="utf-8").strip().split("\n\n"))
            for paragraph in paragraphs
            if paragraphs.count(paragraph) == 1
        ]
        return self.random.choice(found) if found else (None, "")

    def _choose_words(self, paragraph: str) -> str:
        """Return some words of a sentence that stand in it once."""
        words = paragraph.rstrip(".").split()
        start = self.random.randrange(len(words) - 3)
        return " ".join(words[start : self.random.randint(start + 3, len(words))]).rstrip(",")

    def _synced_documents(self) -> Iterator[Path]:
        """Yield the documents that have not changed since they were extracted."""
        for path in self.documents():
            file = self._file_of(path)
            if file.exists():
                ledger = parse(file.read_text(encoding="utf-8"), str(file))
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                name = str(path.relative_to(self.root))
                if (ledger.path, ledger.sha256) == (name, digest):
                    yield path

    def _synced_claims(self) -> list[FiledClaim]:
        files = {self._file_of(path) for path in self._synced_documents()}
        return [c for c in self.claims() if not c.is_retired and c.file in files]

    def _file_of(self, document: Path) -> Path:
        name = document.relative_to(self.root / "reports")
        return self.root / "ledger" / f"{name}.yaml"

    def drop(self) -> None:
        """Remove a retired claim, or one that a person added."""
        super().drop()
        manual = [filed.claim.id for filed in self.claims() if filed.claim.rule == MANUAL]
        if manual and self.random.random() < 0.3:
            self.run("review", "drop", "--yes", self.random.choice(manual))


def mark_of(content: str) -> str:
    """Return the mark of an added claim; its number is larger than that of any review."""
    number = zlib.crc32(normalize_text(content).encode())
    return f"decision {1_000_000 + number}"


def _may_be_second(filed: FiledClaim) -> bool:
    review = filed.claim.review
    return (
        review is not None
        and not filed.is_retired
        and review.status is not ReviewStatus.PENDING
        and not review.stale
        and review.by not in (None, "jl")
    )
