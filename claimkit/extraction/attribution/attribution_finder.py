"""Find the attributions of a parsed document: source, cue and content, each as spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.vocab import Vocab

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.bracket_drafts import find_bracket_drafts
from claimkit.extraction.attribution.clause_drafts import find_clause_drafts
from claimkit.extraction.attribution.content_spans.chooser import ContentChooser
from claimkit.extraction.attribution.continued_quotations import find_continued_quotations
from claimkit.extraction.attribution.cues import CueHit, CueTable, find_cues
from claimkit.extraction.attribution.draft_conversion import as_attribution, content_ranges
from claimkit.extraction.attribution.draft_selector import DraftSelector
from claimkit.extraction.attribution.drafts import CLAUSAL, AttributionDraft, DroppedDraft
from claimkit.extraction.attribution.empty_reports import find_empty_report
from claimkit.extraction.attribution.headline_drafts import find_headline_drafts
from claimkit.extraction.attribution.idioms import IdiomMatcher
from claimkit.extraction.attribution.label_drafts import find_label_drafts
from claimkit.extraction.attribution.list_drafts import find_list_drafts
from claimkit.extraction.attribution.phrase_drafts import PhraseMatcher
from claimkit.extraction.attribution.quotation_drafts import (
    extend_over_quotations,
    join_quotations,
)
from claimkit.extraction.attribution.source_choice import SourceChooser
from claimkit.extraction.attribution.spoken_objections import find_spoken_objection
from claimkit.extraction.attribution.trailing_drafts import find_trailing_drafts
from claimkit.extraction.attribution.uncued_quotations import (
    find_introduced_quotations,
    find_signed_quotations,
)
from claimkit.lexicons.attribution import ATTITUDES, PhraseLexicon
from claimkit.lexicons.extension import load_extended
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.model import ABOUT_THE_DOCUMENT, Attribution, BlockKind
from claimkit.parsing.parsed_document import ParsedDocument

# Attitudes to an own act. "Declined to comment" is more than its verb says.
_LEADING = ATTITUDES - {"opposes"}
# An answer to what the text has told says enough with a pronoun: "the ministry denied it".
_ANSWERING = frozenset(
    ("denies", "confirms", "opposes", "supports", "condemns", "alleges", "praises")
)
_DETERMINING = ("det", "poss", "nummod", "amod")
_NOUN_PREP = "noun-prep"  # the frames of a noun with a preposition: "a call for a ban"
_PRONOUN_TAGS = ("PRP", "DT", "JJR")
_SKIPPED = ABOUT_THE_DOCUMENT | {BlockKind.PULL_QUOTE, BlockKind.TABLE}


@dataclass(frozen=True, slots=True)
class FoundAttributions:
    """The attributions of a document, with the drafts and cues that gave none.

    ``attributions`` are in document order. ``dropped`` are the drafts that did not become one;
    ``unused_cues`` are the cues for which no rule made a draft.
    """

    attributions: list[Attribution]
    dropped: list[DroppedDraft]
    unused_cues: list[CueHit]


class AttributionFinder:
    """Finds attributions in parsed documents of one vocabulary, whose matchers it holds.

    Args:
        lexicons: those of the documents; the built-in ones of the vocabulary's language if None.
        attitudes: whether to keep attributions of a thought or a wish.
    """

    def __init__(
        self, vocab: Vocab, lexicons: Lexicons | None = None, *, attitudes: bool = True
    ) -> None:
        lexicons = lexicons or Lexicons(str(vocab.lang))
        self.table = CueTable.load(lexicons)
        self._attitudes = attitudes
        self._chooser = ContentChooser.load(lexicons)
        self._selector = DraftSelector.load(lexicons)
        self._sources = SourceChooser.load(lexicons)
        self._cue_matcher = self.table.matcher(vocab)
        phrases = load_extended("phrases", PhraseLexicon, lexicons)
        self._phrases = PhraseMatcher(vocab, phrases.entries)
        self._idioms = IdiomMatcher(vocab, phrases.idioms)

    def find(self, parsed: ParsedDocument) -> FoundAttributions:
        """Return the attributions of a document, with the drafts and cues that gave none.

        Contents may lie inside one another (a report inside a report). Blocks of furniture,
        pull quotes and the rows of tables give none.
        """
        hits = self._find_cues(parsed)
        drafts = self._find_drafts(parsed, hits)
        kept, dropped = self._selector.select(parsed, drafts)
        found = []
        for draft in kept:
            reason = self._find_objection(parsed, draft)
            if reason is None:
                found.append(as_attribution(parsed, draft))
            else:
                dropped.append(DroppedDraft(draft, reason))
        anchors = {draft.anchor for draft in drafts}
        return FoundAttributions(
            found, dropped, [hit for hit in hits if hit.token.i not in anchors]
        )

    def find_drafts(self, parsed: ParsedDocument) -> list[AttributionDraft]:
        """Return the drafts of all possible attributions, before selection."""
        return self._find_drafts(parsed, self._find_cues(parsed))

    def _find_cues(self, parsed: ParsedDocument) -> list[CueHit]:
        """Return the possible cues besides those in idioms."""
        idioms = self._idioms.find(parsed.doc)
        hits = find_cues(parsed.doc, self.table, self._cue_matcher)
        return [hit for hit in hits if hit.token.i not in idioms]

    def find_parsed_drafts(self, parsed: ParsedDocument) -> list[AttributionDraft]:
        """Return the drafts with the contents that the parse gives, before any choice."""
        return self._propose(parsed, find_cues(parsed.doc, self.table, self._cue_matcher))

    def find_cued_drafts(self, parsed: ParsedDocument) -> list[AttributionDraft]:
        """Return the drafts of words that are cues, with the sources that grammar proposes."""
        hits = find_cues(parsed.doc, self.table, self._cue_matcher)
        return join_quotations(parsed, hits, find_clause_drafts(parsed.doc, hits, self.table))

    def _find_objection(self, parsed: ParsedDocument, draft: AttributionDraft) -> str | None:
        """Return why a likely draft is no attribution after all; None if it is one."""
        if draft.stance in ATTITUDES and not self._attitudes:
            return "an attitude, left out"
        if not content_ranges(parsed, draft.content):
            return "its content is empty"
        if draft.stance in _LEADING and self._is_only_cue(parsed, draft):
            return "its content is only another cue"
        if _is_pronoun(parsed, draft):
            return "its content is only a pronoun"
        if _is_topic(parsed, draft):
            return "a title that names a topic"
        if _is_said_by_nobody(parsed, draft):
            return "nobody says it"
        if draft.frame == "parenthetical" and _is_count_in_brackets(parsed, draft):
            return "its source is a number in brackets"
        if _withholds_name(parsed, draft):
            return "it only says that a name is left out"
        return find_empty_report(parsed, draft) or find_spoken_objection(parsed, draft)

    def _is_only_cue(self, parsed: ParsedDocument, draft: AttributionDraft) -> bool:
        """Return whether the content is a verb of reporting and no more: "she likes to say"."""
        words = [parsed.doc[i] for i in draft.content if parsed.doc[i].is_alpha]
        verbs = [word for word in words if word.tag_ != "TO"]
        cue = self.table.find(verbs[0]) if len(verbs) == 1 else None
        return draft.frame == "infinitive" and cue is not None and cue.quotation

    def _find_drafts(
        self, parsed: ParsedDocument, hits: Sequence[CueHit]
    ) -> list[AttributionDraft]:
        drafts = self._propose(parsed, hits)
        self._chooser.choose(parsed, drafts)
        return drafts

    def _propose(self, parsed: ParsedDocument, hits: Sequence[CueHit]) -> list[AttributionDraft]:
        drafts = join_quotations(parsed, hits, find_clause_drafts(parsed.doc, hits, self.table))
        self._sources.choose(parsed, drafts)
        drafts += find_trailing_drafts(parsed, self.table, drafts)
        drafts += find_label_drafts(parsed, _quotations_of(drafts))
        taken = _quotations_of(drafts)
        drafts += find_signed_quotations(parsed, taken)
        drafts += find_introduced_quotations(parsed, taken)
        drafts += self._phrases.find(parsed.doc)
        drafts += find_bracket_drafts(parsed, self.table)
        covered = {i for draft in drafts for i in (draft.anchor, *draft.cue, *draft.content)}
        drafts += find_headline_drafts(parsed, self.table, covered)
        taken = _quotations_of(drafts) | _covered_quotations(parsed, drafts)
        drafts += find_continued_quotations(parsed, taken, drafts)
        extend_over_quotations(parsed, drafts)
        items, lead_ins = find_list_drafts(parsed, hits, drafts)
        # "X comments on Y:" over a list announces claims and is none.
        drafts = [d for d in drafts if d.anchor not in lead_ins or d.frame in CLAUSAL] + items
        skipped = parsed.cover(block.span for block in parsed.blocks if block.kind in _SKIPPED)
        return [draft for draft in drafts if draft.anchor not in skipped]


def _quotations_of(drafts: Sequence[AttributionDraft]) -> set[int]:
    return {number for draft in drafts for number in draft.speeches}


def _is_pronoun(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether the content is one pronoun that says too little: "she has promised it".

    Counter-example: "the ministry denied it", which answers what the text has told.
    """
    words = [parsed.doc[i] for i in draft.content if parsed.doc[i].is_alpha]
    if len(words) != 1 or words[0].tag_ not in _PRONOUN_TAGS or draft.frame in CLAUSAL:
        return False
    if parsed.speech_of[words[0].i] >= 0:
        return False
    is_third = words[0].morph.get("Person", ["3"]) == ["3"]
    return draft.stance not in _ANSWERING or not is_third


def _is_topic(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether a title only says what a paper is about: "Statement on the tunnel"."""
    is_title = parsed.blocks[parsed.block_of(draft.anchor)].kind is BlockKind.TITLE
    is_noun = parsed.doc[draft.anchor].pos_ == "NOUN"
    return is_title and is_noun and not draft.source.heads


def _is_said_by_nobody(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether a draft reports nothing: "it is fair to say", "anyone is asked to call"."""
    words = load_attribution_words(parsed.lexicons).function_words
    anchor = parsed.doc[draft.anchor]
    if draft.source.heads:
        return False
    if draft.frame.partition(" ")[0] == _NOUN_PREP and anchor.tag_ == "NN":
        # "demand for bread rose", unlike "a call for a ban came late"
        return not any(child.dep_ in _DETERMINING for child in anchor.children)
    if draft.frame == "passive-infinitive":
        themes = (child.lower_ for child in anchor.children if child.dep_ == "nsubjpass")
        return any(theme in words.indefinite_people for theme in themes)
    governor = anchor.head
    is_infinitive = any(child.tag_ == "TO" for child in anchor.children)
    return (
        is_infinitive
        and anchor.dep_ in ("xcomp", "ccomp")
        and any(
            child.dep_ in ("nsubj", "expl") and child.lower_ in words.impersonal_subjects
            for child in (*governor.children, *governor.head.children)
        )
    )


def _covered_quotations(parsed: ParsedDocument, drafts: Sequence[AttributionDraft]) -> set[int]:
    """Return the quotations that stand in the content of a draft whose cue is outside them."""
    found = set[int]()
    for draft in drafts:
        numbers = {parsed.speech_of[i] for i in draft.content} - {-1}
        found |= {n for n in numbers if parsed.speech_of[draft.anchor] != n}
    return found


def _is_count_in_brackets(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether a source is a number behind an opening bracket: "31 deaths (12 confirmed)"."""
    doc = parsed.doc
    return any(
        head.like_num and head.i and doc[head.i - 1].text in ("(", "[")
        for head in draft.source.heads
    )


def _withholds_name(parsed: ParsedDocument, draft: AttributionDraft) -> bool:
    """Return whether a draft reports only that somebody "asked not to be named".

    The reason may follow: "asked not to be named for fear of losing her post".
    """
    phrases = load_attribution_words(parsed.lexicons).anonymity_phrases
    for tokens in (draft.content, draft.content | draft.cue):
        words = " ".join(parsed.doc[i].lower_ for i in sorted(tokens)) + " "
        if any(words.startswith(f"{phrase} ") for phrase in phrases):
            return True
    return False
