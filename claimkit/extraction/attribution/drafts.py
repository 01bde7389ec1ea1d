"""A draft: one cue with the content that its frame found, before quotations join in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution import cue_sources
from claimkit.extraction.attribution.cue_sources import SourceMatch
from claimkit.extraction.attribution.cues import CueHit, CueTable
from claimkit.extraction.attribution.frames import FrameMatch, iter_frame_matches
from claimkit.extraction.datings.patterns import is_calendar_word, is_weekday
from claimkit.lexicons.attribution import PartOfSpeech, Stance
from claimkit.model import Span
from claimkit.parsing import trees

# Frames whose content is a clause; a quotation beside it goes on with the same content.
CLAUSAL = frozenset(("clause", "parenthetical", "as-clause", "wh-clause"))
_ADVERBIAL = frozenset(("advcl", "prep", "npadvmod", "advmod"))
_PART_OF_CUE = frozenset(("aux", "auxpass", "neg", "prt"))
# A frame further down the list must be better by this much to win over one further up.
_PREFERENCE = 0.15


@dataclass(slots=True)
class Draft:
    """``content`` and ``cue`` are sets of token indices, ``anchor`` is the token that the
    attribution hangs on, ``root`` that of the content, ``weight`` the share of such places
    that are attributions."""

    anchor: int
    rule: str
    frame: str
    stance: Stance
    weight: float
    content: set[int]
    source: SourceMatch
    cue: set[int]
    negated: bool = False
    root: int | None = None
    lead_in: Span | None = None
    speeches: list[int] = field(default_factory=list)


def find_drafts(doc: Doc, hits: Iterable[CueHit], table: CueTable) -> list[Draft]:
    """Return the best clausal draft of each cue; cues without one are left out."""
    found = (_best_draft(doc, hit, table) for hit in hits)
    drafts = {draft.anchor: draft for draft in found if draft is not None}
    for draft in drafts.values():
        _split_coordination(doc, draft, drafts)
        _split_participle(doc, draft, drafts)
    withheld = {draft.root for draft in drafts.values() if _withholds(draft)}
    return [draft for draft in drafts.values() if draft.anchor not in withheld]


def _withholds(draft: Draft) -> bool:
    """Say if the cue takes back the one below it: "declined to say", "did not want to say"."""
    if draft.frame != "infinitive":
        return False
    return draft.negated or draft.stance in ("opposes", "denies")


def _split_coordination(doc: Doc, draft: Draft, drafts: Mapping[int, Draft]) -> None:
    """Give a second cue back its subject: "said the dam was safe and stressed that …".

    The parser hangs the second verb onto the first one's content. Not split: a second verb of
    another tense, and one beside a content that is a report itself.
    """
    if draft.frame != "clause" or draft.root is None or draft.root in drafts:
        return
    for second in _conjuncts(doc[draft.root]):
        other = drafts.get(second.i)
        if (
            other is None
            or second.i < draft.anchor
            or second.tag_ != doc[draft.anchor].tag_
            or any(child.dep_ in ("nsubj", "nsubjpass") for child in second.children)
        ):
            continue
        draft.content -= {i for i in draft.content if i >= second.left_edge.i}
        other.source = draft.source._replace(path="shared")


def _conjuncts(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _conjuncts(child)


def _split_participle(doc: Doc, draft: Draft, drafts: Mapping[int, Draft]) -> None:
    """Give a trailing participle back its subject: "urged both to stop, adding that …".

    The parser hangs it onto a verb of the content. Not split: one without a comma before it.
    """
    for i in sorted(draft.content):
        other = drafts.get(i)
        if (
            other is None
            or other is draft
            or i < draft.anchor
            or doc[i].tag_ != "VBG"
            or doc[i].dep_ != "advcl"
            or other.frame != "clause"
            or doc[i].head.i not in draft.content
            or doc[doc[i].left_edge.i - 1].text != ","
        ):
            continue
        draft.content -= {j for j in draft.content if j >= doc[i].left_edge.i}
        other.source = draft.source._replace(path="shared")
        return


def _best_draft(doc: Doc, hit: CueHit, table: CueTable) -> Draft | None:
    if trees.is_imperative(hit.token):
        return None  # an order to the reader reports nothing
    best: tuple[float, FrameMatch] | None = None
    for match in iter_frame_matches(hit.token, table.frames[hit.entry.pos]):
        if _is_coordinated(hit.token, match) or _is_adverbial_of_time(match):
            continue
        weight = table.weight(hit.entry, match.name)
        if weight is not None and (best is None or weight > best[0] + _PREFERENCE):
            best = (weight, match)
    if best is None:
        return None
    weight, match = best
    draft = start_draft(hit, match.name, weight, match)
    if match.name == "as-clause" and not _is_somebody_else(draft.source):
        return None  # "as I said", "as shown"
    content = content_tokens(hit.token, match) - draft.cue
    if match.frame.content != "head":
        content = _repair(doc, hit.token, match, content)
    if match.name in CLAUSAL:
        content -= _leading_day(doc, hit.token, content)
    for head in draft.source.heads:
        if head.i not in content or match.frame.content == "head":
            content -= cue_sources.mention_tokens(head)
    if not any(doc[i].is_alpha or doc[i].like_num for i in content):
        return None
    draft.content = content
    draft.root = match.content.i
    return draft


def _is_adverbial_of_time(match: FrameMatch) -> bool:
    """Say if what the frame found under a preposition only dates the cue: "on Monday announced"."""
    return match.preposition is not None and is_calendar_word(match.content.text)


def _leading_day(doc: Doc, anchor: Token, content: set[int]) -> set[int]:
    """Return the day that the parser drew into the clause: "said Saturday the road was open".

    Not where the day is the clause's subject ("said Saturday was fine") or owns a noun.
    """
    day = anchor.i + 1
    if day not in content or day + 1 not in content or not is_weekday(doc[day].text):
        return set()
    following = doc[day + 1]
    is_subject = following.pos_ in ("VERB", "AUX", "PART", "PUNCT", "CCONJ", "ADP")
    is_compound = doc[day].dep_ in ("compound", "poss", "nmod") and following.pos_ == "NOUN"
    return set() if is_subject or is_compound else {day}


def _is_coordinated(cue: Token, match: FrameMatch) -> bool:
    """Say if the parser took a second main clause for the content: "does not tell, yet …"."""
    edge = match.content.left_edge
    return edge.i > cue.i + 1 and edge.nbor(-1).dep_ == "cc" and edge.nbor(-1).head == cue


def start_draft(hit: CueHit, frame: str, weight: float, match: FrameMatch | None = None) -> Draft:
    """Return a draft with cue, source and stance, its content still empty."""
    source = _FIND_SOURCE[hit.entry.pos](hit.token)
    return Draft(
        anchor=hit.token.i,
        rule=f"{hit.entry.id} {frame}",
        frame=frame,
        stance=hit.entry.stance,
        weight=weight,
        content=set(),
        source=source,
        cue=cue_tokens(hit.token, match),
        negated=is_negated(hit.token) or any(map(_is_nobody, source.heads)),
    )


_FIND_SOURCE: dict[PartOfSpeech, Callable[[Token], SourceMatch]] = {
    "verb": cue_sources.find_verb_source,
    "noun": cue_sources.find_noun_source,
    "adjective": cue_sources.find_adjective_source,
}


def _is_somebody_else(source: SourceMatch) -> bool:
    """Say if there is a source, and not the author ("I", "we")."""
    persons = [head.morph.get("Person", []) for head in source.heads]
    return bool(persons) and not any("1" in person for person in persons)


def _is_nobody(head: Token) -> bool:
    """Say if a source is a negation: "nobody said", "no official said"."""
    return any(
        "Neg" in token.morph.get("PronType", []) or token.lower_ in ("no", "neither")
        for token in (head, *head.lefts)
    )


def is_negated(cue: Token) -> bool:
    """Say if the cue itself is negated: "did not say", "neither confirmed nor denied"."""
    if any(child.dep_ == "neg" for child in cue.children):
        return True
    if any(child.dep_ == "preconj" and child.lower_ == "neither" for child in cue.children):
        return True
    if cue.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "nor" for c in cue.head.children):
        return True
    return cue.dep_ in ("acomp", "xcomp") and any(c.dep_ == "neg" for c in cue.head.children)


def cue_tokens(anchor: Token, match: FrameMatch | None) -> set[int]:
    """Return the cue: anchor, auxiliaries, negation, particle, preposition."""
    found = {anchor.i}
    found.update(child.i for child in anchor.children if child.dep_ in _PART_OF_CUE)
    if match is not None and match.preposition is not None:
        if match.theme is None or match.preposition.i - 1 not in trees.subtree(match.theme):
            found.add(match.preposition.i)
    found |= _paired(anchor)
    if match is not None and match.frame.content == "head":
        found.update(child.i for child in anchor.children if child.dep_ == "mark")
    return found


def _paired(anchor: Token) -> set[int]:
    """Return the other half of "neither confirmed nor denied"."""
    head = anchor.head
    if anchor.dep_ != "conj" or not any(c.lower_ == "neither" for c in head.children):
        return set()
    parts = [c for c in head.children if c.dep_ in (*_PART_OF_CUE, "preconj", "cc")]
    return {head.i, *(c.i for c in parts)}


def content_tokens(anchor: Token, match: FrameMatch) -> set[int]:
    """Return what the frame says is the content, without the anchor and all below it."""
    found = trees.subtree(match.content, without=[anchor])
    if match.frame.content == "head":
        return found
    if match.theme is not None:
        found |= trees.subtree(match.theme, without=[anchor])
        if match.preposition is not None and match.preposition.i - 1 in found:
            found.add(match.preposition.i)
    if match.content.i < anchor.i and match.name == "clause":
        found |= _fronted(anchor, match.content)
    return found


def _fronted(anchor: Token, content: Token) -> set[int]:
    """Add what a fronted clause lost to its cue: "After the vote, talks go on, he said".

    The parser hangs adverbials of such a clause onto the reporting verb.
    """
    found: set[int] = set()
    for child in anchor.children:
        if child.i < content.i and child.dep_ in _ADVERBIAL:
            found |= trees.subtree(child)
    return found


def _repair(doc: Doc, anchor: Token, match: FrameMatch, content: set[int]) -> set[int]:
    """Mend what the parser cuts wrongly at the right end of a content."""
    if match.name in CLAUSAL:
        return _to_end_of_phrase(doc, anchor, content)
    content = content - _loose_clauses(doc, content)
    return content | _tail(anchor, content, match.frame.tail)


def _tail(anchor: Token, content: set[int], prepositions: Collection[str]) -> set[int]:
    """Return the prepositional phrases behind a content that the parser hung onto the cue:
    "expressed gratitude *to the crew*"."""
    found: set[int] = set()
    skipped: set[int] = set()  # adverbs; they belong if a phrase follows
    end = max(content) + 1
    doc = anchor.doc
    for child in anchor.rights:
        if child.left_edge.i != end and not _follows_apposition(doc, content, end, child):
            continue
        infinitive = child.dep_ == "xcomp" and child.left_edge.tag_ == "TO"
        if child.lower_ in prepositions or (infinitive and prepositions):
            found |= trees.subtree(child) | skipped
            skipped = set()
        elif child.dep_ == "advmod":
            skipped |= trees.subtree(child)
        else:
            break
        end = child.right_edge.i + 1
    return found


def _follows_apposition(doc: Doc, content: set[int], end: int, child: Token) -> bool:
    """Say if only the comma that closes an apposition stands between: "Lee, the mayor, for"."""
    closes = child.left_edge.i == end + 1 and doc[end].text == ","
    return closes and any(doc[i].dep_ == "appos" for i in content)


def _to_end_of_phrase(doc: Doc, anchor: Token, content: set[int]) -> set[int]:
    """Extend a clause that stops in mid-phrase to the next punctuation."""
    end = max(content) + 1
    if end <= anchor.i:
        return content
    limit = anchor.sent.end
    stop = end
    while stop < limit and not (doc[stop].is_punct or doc[stop].is_space or doc[stop].dep_ == "cc"):
        stop += 1
    return content | set(range(end, stop))


def _loose_clauses(doc: Doc, content: set[int]) -> set[int]:
    """Return the relative clauses that a comma sets off: "the plan, which failed"."""
    found: set[int] = set()
    for i in content:
        token = doc[i]
        if token.dep_ == "relcl" and token.head.i in content:
            edge = token.left_edge.i
            if edge and doc[edge - 1].text in (",", "—", "–"):
                found |= trees.subtree(token) | {edge - 1}
    return found
