"""Implement ``claimkit review add``: add claims that extraction missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from claimkit.errors import ReviewError, UsageError
from claimkit.extraction.chosen_words import ChosenWords, ChosenWordsReader
from claimkit.extraction.extractor import Extractor
from claimkit.ledger import store
from claimkit.ledger.claim_filter import FiledClaim
from claimkit.ledger.format.plain_values import MANUAL, usual_mention
from claimkit.ledger.format.read import read
from claimkit.ledger.locating import iter_places
from claimkit.ledger.places import ledger_path
from claimkit.ledger.quoted_content import find_kind
from claimkit.ledger.reviews.corrections import parse_value
from claimkit.ledger.reviews.decisions import effective
from claimkit.ledger.store import Additions
from claimkit.model import Addition, Claim, Confidence, LedgerFile, Review, Span
from claimkit.project.chosen_content import FoundContent, SentenceSearch
from claimkit.project.extraction import ExtractRequest, extract, make_options
from claimkit.project.one_document import read_one_document
from claimkit.project.project_folder import ProjectFolder
from claimkit.project.reviewing import find_reviewer, today


@dataclass(frozen=True, slots=True)
class AddRequest:
    """A claim to add, as a person writes it.

    ``content`` are words of the document. ``sources`` is empty if nobody is named. ``sentence``
    (from 1) or ``evidence`` (words) choose one of several places. ``texts`` are values of
    `corrections.ADDABLE_FIELDS`.
    """

    document: str
    content: str
    sources: tuple[str, ...] = ()
    sentence: int | None = None
    evidence: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    by: str | None = None
    model: str | None = None


def add(project: ProjectFolder, request: AddRequest) -> FiledClaim:
    """Add a claim to the ledger of a document, and return it.

    Raises:
        UsageError: if the document can't be read or has changed since it was extracted, the words
            are not in it or at several places, a value does not fit its field, the claim is in the
            ledger already, or the reviewer is unknown.
        ModelError: if the model can't be loaded.
        LedgerError: if a file of the ledger can't be read or written.
    """
    by = find_reviewer(project, request.by)
    adding = Adding(project, request.document, by, request.model)
    found = adding.search.find(
        request.content, sentence=request.sentence, evidence=request.evidence
    )
    return adding.write(adding.make(found, request.sources, request.texts, request.note))


class Adding:
    """One document to which a person adds claims. The document is parsed at the first use.

    Raises:
        UsageError: if the document can't be read, or has changed since it was extracted.
    """

    def __init__(self, project: ProjectFolder, path: str, by: str, model: str | None) -> None:
        self.project = project
        self.by = by
        self._request = ExtractRequest((path,), model=model)
        self._document = read_one_document(project, path, model)
        self._file = ledger_path(project.ledger, self._document.path, project.documents_root)
        if not self._file.exists():
            extract(project, self._request)
        if self.ledger.sha256 != self._document.sha256:
            raise UsageError(
                f"{self._document.path} has changed since it was extracted. Run claimkit extract "
                "first."
            )

    @property
    def ledger(self) -> LedgerFile:
        """The present ledger file of the document."""
        return read(self._file)

    @property
    def text(self) -> str:
        """The document's reading text."""
        return self._document.text

    @cached_property
    def search(self) -> SentenceSearch:
        """The sentences of the document."""
        return SentenceSearch(self.text, self._reader.sentences)

    @cached_property
    def _reader(self) -> ChosenWordsReader:
        options = make_options(self.project, self._request.settings(self.project))
        return ChosenWordsReader(Extractor(options), self._document)

    def make(
        self,
        found: FoundContent,
        sources: tuple[str, ...],
        texts: Mapping[str, str],
        note: str | None = None,
    ) -> Claim:
        """Return a claim, without an id, from the words of the document and a person's values.

        Raises:
            UsageError: if a value does not fit its field, or a part of a name fits several sources.
        """
        values = _parse(texts)
        given = _clean(sources)
        evidence = found.evidence.of(self.text)
        names = tuple(dict.fromkeys(self._known_name(name, evidence) for name in given))
        mentions = [values["mention"]] if values.get("mention") else [*given, *names]
        words = ChosenWords(
            evidence=found.evidence,
            content=found.content,
            cue=self._find_outside(found, [values.get("cue")]),
            source=self._find_outside(found, mentions),
        )
        claim = self._reader.build(words, MANUAL)
        claim = replace(
            claim,
            source=names,
            kind=find_kind(claim.content, claim.evidence),
            cue=None,
            role=None,
            via=(),
            confidence=Confidence.HIGH,
            added=Addition(self.by, today()),
            credits=tuple(credit for credit in claim.credits if credit.name in names),
            review=Review(by=self.by, on=today(), note=note.strip()) if note else None,
        )
        printed = claim.mention if words.source and len(names) == 1 else None
        mention = printed or usual_mention(claim.kind, claim.source)
        return replace(claim, **{"mention": mention, **values})

    def check(self, name: str, text: str) -> None:
        """Raise a `UsageError` if a text is no value of a field."""
        _parse({name: text})

    def preview(self, claim: Claim) -> FiledClaim:
        """Return a claim as it would be in the ledger, without an id."""
        return FiledClaim(self._file, self._document.path, self._document.sha256, claim)

    def write(self, claim: Claim) -> FiledClaim:
        """Write a claim into the ledger, and its new sources into ``_sources.yaml``.

        Raises:
            UsageError: if the claim is in the ledger already.
        """
        # Sources first: if the run is killed in between, the same command adds the claim.
        store.add_sources(self.project.ledger, [claim])
        additions = Additions(self._file, self._document.sha256, self.text, (claim,))
        try:
            (filed,) = store.add_claims(self.project.ledger, additions)
        except ReviewError as error:
            raise UsageError.of(error) from error
        return filed

    def known_sources(self) -> list[str]:
        """Return the names of the document's sources, the most frequent first."""
        claims = map(effective, self.ledger.claims)
        counts = Counter(name for claim in claims for name in claim.source)
        return [name for name, _ in counts.most_common()]

    def _known_name(self, name: str, evidence: str) -> str:
        """Return the name that the ledger has for a source that a person names.

        A part of a name stands for the source of the document that has it; if several have it,
        for the only one that the evidence names.

        Raises:
            UsageError: if the part fits several sources.
        """
        entry = store.read_sources(self.project.ledger).find(name)
        if entry is not None:
            return entry.name
        words = set(name.casefold().split())
        fits = [known for known in self.known_sources() if words <= set(known.casefold().split())]
        named = [known for known in fits if next(iter_places(evidence, known), None)]
        best = named if len(named) == 1 else fits
        if len(best) > 1:
            raise UsageError(
                f"{name!r} fits several sources of the document. Write the whole name.",
                hint=", ".join(best),
            )
        return best[0] if best else name

    def _find_outside(self, found: FoundContent, texts: list[str | None]) -> tuple[Span, ...]:
        """Return the first place of one of the texts in the evidence, outside the content."""
        evidence = found.evidence
        for text in filter(None, texts):
            for place in iter_places(evidence.of(self.text), text):
                span = Span(evidence.start + place.start, evidence.start + place.end)
                if not any(span.overlaps(other) for other in found.content):
                    return (span,)
        return ()


def _clean(sources: tuple[str, ...]) -> list[str]:
    names = [name.strip() for name in sources]
    return [name for name in dict.fromkeys(names) if name and name != "null"]


def _parse(texts: Mapping[str, str]) -> dict[str, Any]:
    try:
        return {name: parse_value(name, text) for name, text in texts.items()}
    except ReviewError as error:
        raise UsageError.of(error) from error
