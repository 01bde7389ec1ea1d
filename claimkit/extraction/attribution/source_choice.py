"""Choose the source of a draft among the words of its sentence that may be one.

Grammar proposes a source (`cue_sources`), but the parse is often wrong around a cue. So each
subject, agent, possessor, object and noun on the way from the cue to the root of the sentence is a
candidate, and so is nobody. Their traits have weights in ``source_choice.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from claimkit.extraction.attribution import cue_sources
from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import NOBODY, SourceMatch, mention_tokens
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.attribution import SourceChoiceLexicon
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.loader import load_lexicon
from claimkit.parsing import trees
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.parsed_document import ParsedDocument

_MAX_CLIMB = 6
_MAX_ROUTE = 3
_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET")
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "dative")
# Paths of sources that the grammar around a verb gives. The possessor and the agent of a noun are
# certain; other paths are those of phrases and of the layout.
_OPEN_PATHS = frozenset(
    (
        *("subject", "agent", "shared", "controlled", "modified", "participle", "relative"),
        *("displaced", "support verb", "compound", "neighbour", "none"),
    )
)
_MAX_SUBJECTS = 2
_DISTANCES = ((1, "1"), (3, "2-3"), (7, "4-7"), (15, "8-15"))
_PLURAL = ("NNS", "NNPS")


Rivals = Mapping[int, Sequence[AttributionDraft]]


class Candidate(NamedTuple):
    """A possible source of a draft, and the relations that lead from the cue to it."""

    source: SourceMatch
    route: str


@dataclass(frozen=True, slots=True)
class SourceChooser:
    """``weights`` are the log-odds of a candidate's traits.

    Another candidate must be better than the proposed one by more than ``margin``.
    """

    weights: Mapping[str, float]
    margin: float

    @classmethod
    def load(cls, lexicons: Lexicons) -> SourceChooser:
        """Return the chooser with the weights of a language's lexicon."""
        lexicon = load_lexicon("source_choice", SourceChoiceLexicon, lexicons.language)
        return cls(lexicon.weights, lexicon.margin)

    def choose(self, parsed: ParsedDocument, drafts: Sequence[AttributionDraft]) -> None:
        """Give each draft its likeliest source. Changes the drafts."""
        rivals = index_by_source(drafts)
        chosen = [
            (draft, self.find_likeliest(parsed, draft, rivals))
            for draft in drafts
            if is_open(draft)
        ]
        for draft, source in chosen:
            if source.heads != draft.source.heads:
                draft.source = source
                for head in source.heads:
                    draft.content -= mention_tokens(head)

    def find_likeliest(
        self, parsed: ParsedDocument, draft: AttributionDraft, rivals: Rivals
    ) -> SourceMatch:
        """Return the source with the largest weight; the one that grammar proposes if equal."""
        best, largest = draft.source, float("-inf")
        for candidate in iter_candidates(parsed, draft):
            traits = iter_source_traits(parsed, draft, candidate, rivals)
            weight = sum(self.weights.get(trait, 0.0) for trait in traits)
            if candidate.source.heads == draft.source.heads:
                weight += self.margin
            if weight > largest:
                best, largest = candidate.source, weight
        return best


def index_by_source(drafts: Sequence[AttributionDraft]) -> Rivals:
    """Return the drafts by the index of their source's head."""
    found: dict[int, list[AttributionDraft]] = {}
    for draft in drafts:
        for head in draft.source.heads[:1]:
            found.setdefault(head.i, []).append(draft)
    return found


def is_open(draft: AttributionDraft) -> bool:
    """Return whether the source of a draft follows from grammar, so that it can be chosen."""
    anchor = next((head.doc[draft.anchor] for head in draft.source.heads), None)
    if anchor is not None and _is_quoted(anchor, draft):
        return False
    return draft.source.path in _OPEN_PATHS and draft.anchor in draft.cue


def _is_quoted(anchor: Token, draft: AttributionDraft) -> bool:
    """Return whether a source is quoted by another: "The Courier quoted her as saying"."""
    if cue_sources.find_quoting_verb(anchor) is not None:
        return True
    return bool(draft.speeches) and cue_sources.find_quoted_source(anchor) is not None


def iter_candidates(parsed: ParsedDocument, draft: AttributionDraft) -> Iterator[Candidate]:
    """Yield the possible sources of a draft: the proposed one first, nobody last."""
    anchor = parsed.doc[draft.anchor]
    times = load_attribution_words(parsed.lexicons).calendar_names
    found: dict[int, Candidate] = {}
    for candidate in (*_iter_on_the_way(anchor), *_iter_subjects_before(parsed, anchor)):
        head = candidate.source.heads[0]
        if head.dep_ == "nsubjpass" and head.head == anchor:
            continue  # "*She* was called a liar"
        if head.dep_ != "expl" and head.i not in draft.cue and head.text not in times:
            found.setdefault(head.i, candidate)
    proposed = draft.source
    if proposed.heads:
        route = found.pop(proposed.heads[0].i, Candidate(proposed, "elsewhere")).route
        yield Candidate(proposed, route)
    yield from found.values()
    yield Candidate(NOBODY, "none")


def _iter_on_the_way(anchor: Token) -> Iterator[Candidate]:
    """Yield the candidates beside the way from a cue to the root of its sentence."""
    node, below, route = anchor, anchor, list[str]()
    for _ in range(_MAX_CLIMB):
        way = "<".join(route[-_MAX_ROUTE:])
        if node != anchor and node.pos_ in _NOMINAL:
            yield Candidate(SourceMatch((node,), "modified"), f"{way}=noun")
        for child in node.children:
            if child != below:
                yield from _iter_at(child, node, way, is_own=node == anchor)
        if node.head == node:
            return
        route.append(node.dep_)
        node, below = node.head, node


def _iter_at(child: Token, node: Token, way: str, *, is_own: bool) -> Iterator[Candidate]:
    relation = child.dep_
    if relation in _SUBJECTS:
        source = cue_sources.from_subject(node, child)
        if not is_own and source.path == "subject":
            source = source._replace(path="shared")
        yield Candidate(source, f"{way}>{relation}")
    elif relation in _OBJECTS and not is_own:
        yield Candidate(SourceMatch((child,), "controlled"), f"{way}>{relation}")
    elif relation == "poss":
        yield Candidate(SourceMatch((child,), "possessor"), f"{way}>poss")
    elif relation in ("agent", "prep"):
        below = next((c for c in child.children if c.dep_ == "pobj"), None)
        words = load_attribution_words(lexicons_of(node.doc)).function_words
        if below is not None and below.lemma_ not in words.manner_nouns:
            path = "agent" if relation == "agent" else "by"
            yield Candidate(SourceMatch((below,), path), f"{way}>{child.lower_}")
    elif relation in ("compound", "nmod", "amod") and is_own and child.pos_ == "PROPN":
        yield Candidate(SourceMatch((child,), "compound"), f"{way}>compound")


def _iter_subjects_before(parsed: ParsedDocument, anchor: Token) -> Iterator[Candidate]:
    """Yield the first noun of the sentence and the last subjects before a cue.

    The parser may have attached them somewhere else.
    """
    start = parsed.sentences[parsed.sentence_of[anchor.i]][0]
    number = 0
    for i in range(anchor.i - 1, start - 1, -1):
        token = parsed.doc[i]
        if token.dep_ in _SUBJECTS and not trees.is_relative(token):
            number += 1
            yield Candidate(SourceMatch((token,), "displaced"), f"before>subject {number}")
            if number == _MAX_SUBJECTS:
                break
    first = next((t for t in parsed.doc[start : anchor.i] if t.pos_ in ("PROPN", "NOUN")), None)
    while first is not None and first.dep_ == "compound" and first.head.i > first.i:
        first = first.head
    if first is not None and first.i < anchor.i:
        yield Candidate(SourceMatch((first,), "displaced"), "before>first noun")


# -- traits ---------------------------------------------------------------------------------


def iter_source_traits(
    parsed: ParsedDocument,
    draft: AttributionDraft,
    candidate: Candidate,
    rivals: Rivals,
) -> Iterator[str]:
    """Yield the names of the traits of a candidate."""
    anchor = parsed.doc[draft.anchor]
    source = candidate.source
    is_proposed = source.heads == draft.source.heads
    form = anchor.tag_ if anchor.pos_ in _VERBAL else anchor.pos_
    if is_proposed:
        yield f"proposed: {draft.source.path}"
        yield f"proposed: {draft.source.path} {form}"
    if not source.heads:
        yield f"nobody: {form}"
        yield f"nobody: {anchor.dep_}"
        yield f"nobody: {draft.frame}"
        return
    head = source.heads[0]
    kind = source_kind(head)
    yield f"route: {candidate.route}"
    yield f"relation: {candidate.route.rpartition('>')[2] if '>' in candidate.route else 'noun'}"
    yield f"form: {form} {'own' if candidate.route.startswith('>') else 'other'}"
    yield f"kind: {kind}"
    if any(child.dep_ == "poss" for child in head.lefts):
        yield f"possessed: {kind}"
    side = "before" if head.i < anchor.i else "after"
    gap = abs(head.i - anchor.i)
    yield f"{side}: {next((name for limit, name in _DISTANCES if gap <= limit), '16+')}"
    yield from _iter_place_traits(parsed, draft, head)
    yield from _iter_rival_traits(anchor, draft, rivals.get(head.i, ()))
    if head.dep_ in _SUBJECTS and _disagrees(anchor, head):
        yield "number: other than the cue's"


def _iter_place_traits(
    parsed: ParsedDocument, draft: AttributionDraft, head: Token
) -> Iterator[str]:
    inside, outside = parsed.speech_of[draft.anchor], parsed.speech_of[head.i]
    if outside >= 0 and outside != inside:
        yield "place: in a quotation without the cue"
    elif inside >= 0 and outside != inside:
        yield "place: outside the cue's quotation"
    if head.i in draft.content:
        yield "place: in the content"
    start, end = sorted((head.i, draft.anchor))
    marks = {parsed.doc[i].text for i in range(start + 1, end) if parsed.doc[i].is_punct}
    if marks & {",", "—", "–", "-", "--"}:
        yield "between: a comma or dash"
    if marks & {";", ":"}:
        yield "between: a colon"


def _iter_rival_traits(
    anchor: Token, draft: AttributionDraft, others: Sequence[AttributionDraft]
) -> Iterator[str]:
    """Yield the traits of a candidate that the drafts ``others`` have for their source."""
    beside = anchor.head.i if anchor.dep_ == "conj" else None
    for other in others:
        if other is draft:
            continue
        if other.anchor == beside:
            yield "source of: the verb beside the cue"
        elif draft.anchor in other.content:
            yield "source of: a draft that holds this one"
        elif other.anchor in draft.content:
            yield "source of: a draft in this one"
        else:
            side = "before" if other.anchor < draft.anchor else "after"
            yield f"source of: another draft {side}"


def source_kind(head: Token) -> str:
    """Return what a source is, as far as its head shows."""
    words = load_attribution_words(lexicons_of(head.doc))
    if head.pos_ in ("PRON", "DET"):
        return head.lower_
    if head.pos_ == "PROPN":
        return "name"
    lemma = head.lemma_.lower()
    if lemma in words.function_words.period_nouns:
        return "time"
    if lemma in words.people:
        return "person"
    if lemma in words.bodies:
        return "body"
    if lemma in words.documents:
        return "document"
    return head.pos_


def _disagrees(anchor: Token, head: Token) -> bool:
    """Return whether a singular verb and a plural subject stand together, or the reverse."""
    if anchor.tag_ == "VBZ":
        return head.tag_ in _PLURAL
    return anchor.tag_ == "VBP" and head.tag_ in ("NN", "NNP")
