"""From a parsed document to its attributions: source, cue and content, each as spans."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimkit.extraction.attribution import constructions
from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.attribution.cues import CueTable, find_cues
from claimkit.extraction.attribution.drafts import CLAUSAL, Draft, find_drafts
from claimkit.extraction.attribution.phrases import PhraseMatcher
from claimkit.extraction.attribution.selector import Selector
from claimkit.extraction.attribution.speech import extend_over_quotations, join_quotations
from claimkit.lexicons.attribution import ContextLexicon, LabelLexicon, PhraseLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.model import Attribution, BlockKind, Confidence, Kind, Span
from claimkit.parsing import trees
from claimkit.parsing.parsed_document import ParsedDocument

_HIGH, _MEDIUM = 0.7, 0.45
_EDGE = frozenset(",.;:—–-―…/")
_SKIPPED = frozenset((BlockKind.BOILERPLATE, BlockKind.PULL_QUOTE))


class AttributionFinder:
    """Finds attributions in parsed documents; holds the compiled matchers of one vocabulary."""

    def __init__(
        self, vocab: Vocab, table: CueTable | None = None, selector: Selector | None = None
    ) -> None:
        self._table = table or CueTable.default()
        self._selector = selector or _default_selector()
        self._not_names = load_lexicon("labels", LabelLexicon).not_names
        self._anonymity = frozenset(load_source_lexicon(vocab.lang).anonymity.phrases)
        self._cues = self._table.matcher(vocab)
        self._phrases = PhraseMatcher(vocab, load_lexicon("phrases", PhraseLexicon).entries)

    def find(self, parsed: ParsedDocument) -> list[Attribution]:
        """Return the attributions of a document, in order.

        Contents may lie inside one another (a report inside a report). Blocks of boilerplate
        and pull quotes give none.
        """
        doc = parsed.doc
        drafts = self._selector.select(parsed, self.drafts(parsed))
        # A content of nothing but "that" and marks is none.
        return [
            as_attribution(parsed, draft)
            for draft in drafts
            if content_ranges(doc, draft.content) and not self._withholds_name(doc, draft)
        ]

    def _withholds_name(self, doc: Doc, draft: Draft) -> bool:
        """Say if all that is reported is that somebody "asked not to be named"."""
        content = " ".join(doc[i].lower_ for i in sorted(draft.content))
        whole = " ".join(doc[i].lower_ for i in sorted(draft.content | draft.cue))
        return content in self._anonymity or whole in self._anonymity

    def drafts(self, parsed: ParsedDocument) -> list[Draft]:
        """Return all that might be an attribution, before selection."""
        doc = parsed.doc
        skipped = [
            parsed.token_range(block.span) for block in parsed.blocks if block.kind in _SKIPPED
        ]
        hits = find_cues(doc, self._table, self._cues)
        drafts = join_quotations(parsed, hits, find_drafts(doc, hits, self._table))
        taken = {number for draft in drafts for number in draft.speeches}
        drafts += constructions.attribute_labels(parsed, taken, self._not_names)
        taken |= {number for draft in drafts for number in draft.speeches}
        drafts += constructions.attribute_signed_quotations(parsed, taken)
        drafts += constructions.attribute_introduced_quotations(parsed, taken)
        drafts += self._phrases.find(doc)
        drafts += constructions.attribute_parentheticals(parsed, self._table)
        extend_over_quotations(parsed, drafts)
        items, leads = constructions.attribute_lists(parsed, hits, drafts)
        # "X comments on Y:" over a list announces claims and is none.
        drafts = [d for d in drafts if d.anchor not in leads or d.frame in CLAUSAL] + items
        return [draft for draft in drafts if not any(a <= draft.anchor < b for a, b in skipped)]


def _default_selector() -> Selector:
    lexicon = load_lexicon("context", ContextLexicon)
    return Selector(lexicon.weights, lexicon.threshold)


def as_attribution(parsed: ParsedDocument, draft: Draft) -> Attribution:
    doc = parsed.doc
    source: set[int] = set()
    for head in draft.source.heads:
        source |= mention_tokens(head)
    content = content_ranges(doc, draft.content)
    if draft.source.pronoun is not None:
        source.add(draft.source.pronoun.i)
    return Attribution(
        source=_spans(doc, trees.runs(source)),
        cue=_spans(doc, trees.runs(draft.cue)),
        content=_spans(doc, content),
        evidence=_evidence(parsed, [*content, *trees.runs(draft.cue)], source, draft),
        kind=_kind(parsed, content),
        stance=draft.stance,
        rule=draft.rule,
        confidence=_confidence(draft),
        negated=draft.negated,
        lead_in=draft.lead_in,
    )


def content_ranges(doc: Doc, content: Iterable[int]) -> list[tuple[int, int]]:
    """Return token ranges of the content: no loose punctuation or "that" at their edges.

    Ranges that only punctuation separates are one. May be empty.
    """
    out: list[tuple[int, int]] = []
    for start, end in trees.runs(content):
        if out and all(doc[i].is_punct or doc[i].is_space for i in range(out[-1][1], start)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    trimmed = (_trim(doc, start, end) for start, end in out)
    return [
        (start, end)
        for start, end in trimmed
        if any(character.isalnum() for i in range(start, end) for character in doc[i].text)
    ]


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        doc[start].is_space
        or doc[start].text in _EDGE
        or (doc[start].dep_ in ("mark", "cc") and doc[start].lower_ in ("that", "and", "but"))
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_space or doc[end - 1].text in _EDGE or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return start, end


def _spans(doc: Doc, ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(
        Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in ranges
    )


def _evidence(
    parsed: ParsedDocument, ranges: list[tuple[int, int]], source: set[int], draft: Draft
) -> Span:
    tokens = {i for start, end in ranges for i in (start, end - 1)}
    if draft.lead_in is None:
        tokens |= source
    sentences = [parsed.sentences[parsed.sentence_of[i]] for i in tokens]
    start, end = min(s for s, _ in sentences), max(e for _, e in sentences)
    doc = parsed.doc
    while doc[start].is_space:
        start += 1
    while doc[end - 1].is_space:
        end -= 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _kind(parsed: ParsedDocument, content: list[tuple[int, int]]) -> Kind:
    words = [
        i
        for start, end in content
        for i in range(start, end)
        if not (parsed.doc[i].is_punct or parsed.doc[i].is_space)
    ]
    quoted = sum(parsed.speech_of[i] >= 0 for i in words)
    if not quoted:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted == len(words) else Kind.MIXED


def _confidence(draft: Draft) -> Confidence:
    if draft.weight >= _HIGH:
        return Confidence.HIGH
    return Confidence.MEDIUM if draft.weight >= _MEDIUM else Confidence.LOW
