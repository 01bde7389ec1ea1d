"""Find drafts by grammar: a cue and the clause or phrase that is its content."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from spacy.tokens import Doc, Token

from claimkit.extraction.attribution import cue_sources
from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.extraction.attribution.cue_sources import SourceMatch, mention_tokens
from claimkit.extraction.attribution.cues import CueHit, CueTable
from claimkit.extraction.attribution.drafts import (
    CLAUSAL,
    AttributionDraft,
    is_negated,
    is_second_half,
    start_draft,
)
from claimkit.extraction.attribution.frames import FrameMatch, insertion_of, iter_frame_matches
from claimkit.lexicons.attribution import Stance
from claimkit.parsing import trees
from claimkit.parsing.layout import lexicons_of

_ADVERBIAL = frozenset(("advcl", "prep", "npadvmod", "advmod"))
_OCCASIONS = ("prep", "npadvmod", "dobj", "dative", "obl")
_SUBJECTS = ("nsubj", "nsubjpass")
# A frame further down the list must be better by this much to win over one further up.
_PREFERENCE = 0.15
# "Neither confirmed nor denied" is what somebody said when asked, whatever the verbs do alone.
_PAIR_WEIGHT = 0.6
# "Declined to say", "plans to announce": what the second verb says has not been said.
_WITHHOLDING: frozenset[Stance] = frozenset(("opposes", "denies", "intends", "hopes"))
_STANDS: frozenset[Stance] = frozenset(
    ("confirms", "denies", "condemns", "opposes", "supports", "praises")
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def find_clause_drafts(doc: Doc, hits: Iterable[CueHit], table: CueTable) -> list[AttributionDraft]:
    """Return the best draft of each cue; cues without one are left out."""
    found = (_best_draft(doc, hit, table) for hit in hits)
    drafts = {draft.anchor: draft for draft in found if draft is not None}
    for draft in drafts.values():
        _split_coordination(doc, draft, drafts)
        _split_participle(doc, draft, drafts)
    withheld = {draft.root for draft in drafts.values() if _withholds(draft)}
    quoting = (cue_sources.find_quoting_verb(doc[anchor]) for anchor in drafts)
    withheld |= {verb.i for verb in quoting if verb is not None}
    withheld |= _replaced_verbs(doc, drafts)
    return [draft for draft in drafts.values() if draft.anchor not in withheld]


def _replaced_verbs(doc: Doc, drafts: Mapping[int, AttributionDraft]) -> set[int]:
    """Return the verbs whose object reports by itself what they take a stand on.

    Example: "*denied* claims that he had lied", "*voiced* confidence that she would win". The
    noun's draft is then as likely as the verb's.
    Counter-example: "condemned the decision to close the mill", which is an act and no report.
    """
    found = set()
    voicing = load_attribution_words(lexicons_of(doc)).function_words.voicing_verbs
    for draft in drafts.values():
        verb = drafts.get(doc[draft.anchor].head.i)
        if draft.source.path != "support verb" or verb is None or verb.root != draft.anchor:
            continue
        is_empty = verb.stance in _STANDS or doc[verb.anchor].lemma_ in voicing
        if draft.frame == "noun-clause" and verb.frame == "object" and is_empty:
            draft.weight = max(draft.weight, verb.weight)
            found.add(verb.anchor)
    return found


def content_tokens(anchor: Token, match: FrameMatch) -> set[int]:
    """Return the content by the frame, without the anchor and all tokens below it."""
    found = trees.subtree(match.content, without=[insertion_of(match, anchor)])
    if match.frame.content == "head":
        return found
    if match.theme is not None:
        found |= trees.subtree(match.theme, without=[anchor])
        if match.preposition is not None and match.preposition.i - 1 in found:
            found.add(match.preposition.i)
    if match.content.i < anchor.i and match.name == "clause":
        found |= _fronted(anchor, match.content)
    return found


# -- one draft ------------------------------------------------------------------------------


def _best_draft(doc: Doc, hit: CueHit, table: CueTable) -> AttributionDraft | None:
    if trees.is_imperative(hit.token):
        return None  # an order to the reader reports nothing
    best = _best_match(hit, table)
    if best is None:
        return None
    weight, match = best
    draft = start_draft(hit, match.name, weight, match)
    if is_second_half(hit.token):
        draft.weight = max(weight, _PAIR_WEIGHT)
    if draft.source.path == "support verb":
        _take_stance_of_verb(draft, hit.token.head, table)
    if match.name == "as-clause":
        is_own = not _is_somebody_else(draft.source) and not _is_own_report(draft, hit.token)
        if is_own or _has_own_object(hit.token):
            return None  # "as I said", "as shown", "as he read out the verdict"
    content = content_tokens(hit.token, match) - draft.cue
    if match.frame.content != "head":
        content = _repair(doc, hit.token, match, content)
    if match.name == "as-clause":
        content -= _before_comma(doc, hit.token, match.content)
    if match.name in CLAUSAL:
        content -= _leading_time(doc, hit.token, content)
    for head in draft.source.heads:
        if draft.source.path == "agent":  # "put at 2 million euros *by insurers*"
            content -= trees.subtree(head.head)
        if head.i not in content or match.frame.content == "head":
            content -= mention_tokens(head)
    if not any(doc[i].is_alpha or doc[i].like_num for i in content):
        return None
    draft.content = content
    draft.root = match.content.i
    return draft


def _take_stance_of_verb(draft: AttributionDraft, verb: Token, table: CueTable) -> None:
    """Give a noun the stance of the verb that takes a stand on it: "*denied* claims that …".

    Counter-example: "made the claim that …", where the noun alone says what is done.
    """
    entry = table.find(verb)
    if entry is not None and entry.stance in _STANDS:
        draft.stance = entry.stance
        draft.negated = is_negated(verb)


def _best_match(hit: CueHit, table: CueTable) -> tuple[float, FrameMatch] | None:
    """Return the frame that is most often an attribution, with its share."""
    best: tuple[float, FrameMatch] | None = None
    for match in iter_frame_matches(hit.token, table.frames[hit.entry.pos], hit.companion):
        if _is_coordinated(hit.token, match) or _is_adverbial_of_time(match):
            continue
        weight = table.weight(hit.entry, match.name)
        if weight is not None and (best is None or weight > best[0] + _PREFERENCE):
            best = (weight, match)
    return best


def _is_coordinated(cue: Token, match: FrameMatch) -> bool:
    """Return whether the content is a second main clause: "does not tell, yet he went"."""
    edge = match.content.left_edge
    return edge.i > cue.i + 1 and edge.nbor(-1).dep_ == "cc" and edge.nbor(-1).head == cue


def _is_adverbial_of_time(match: FrameMatch) -> bool:
    """Return whether a preposition's phrase only dates the cue.

    Example: "on Monday announced", "failed to agree on Tuesday night". Counter-example: "failed to
    agree on the Tuesday market".
    """
    if match.preposition is None:
        return False
    noun = match.content
    names = load_attribution_words(lexicons_of(noun.doc)).calendar_names
    is_calendar = noun.text.rstrip(".") in names or _YEAR.fullmatch(noun.text) is not None
    is_part_of_day = (
        any(
            child.text in names and child.i == noun.left_edge.i and noun.i == child.i + 1
            for child in noun.lefts
        )
        and not noun.n_rights
    )
    return is_calendar or is_part_of_day or _is_bare_time(noun)


def _is_bare_time(noun: Token) -> bool:
    """Return whether a noun without any other word is a time: "to date"."""
    words = load_attribution_words(lexicons_of(noun.doc)).function_words
    return noun.lower_ in words.time_nouns and not noun.n_lefts + noun.n_rights


def _is_somebody_else(source: SourceMatch) -> bool:
    """Return whether there is a source, and not the author ("I", "we")."""
    persons = [head.morph.get("Person", []) for head in source.heads]
    return bool(persons) and not any("1" in person for person in persons)


def _is_own_report(draft: AttributionDraft, verb: Token) -> bool:
    """Return whether a speaker says where or when it was said: "As I told *investors in May*, …".

    Only in transcripts is that a report; see `spoken_objections`.
    """
    is_told = any(child.i > verb.i and child.dep_ in _OCCASIONS for child in verb.children)
    return bool(draft.source.heads) and is_told


def _before_comma(doc: Doc, verb: Token, content: Token) -> set[int]:
    """Return the words between "as X said" and the comma behind them, which date the cue."""
    comma = next((i for i in range(verb.i + 1, content.i) if doc[i].text == ","), verb.i)
    return set(range(verb.i + 1, comma + 1))


def _has_own_object(verb: Token) -> bool:
    """Return whether a verb after "as" has an object that is no listener.

    Example: "as he read out *the verdict*", "as he describes *it*". Counter-example: "as he told
    *parliament*", "as he put *it*".
    """
    words = load_attribution_words(lexicons_of(verb.doc)).function_words
    if verb.lemma_ in words.verbs_with_listeners:
        return False
    return any(child.dep_ == "dobj" for child in verb.children)


def _leading_time(doc: Doc, anchor: Token, content: set[int]) -> set[int]:
    """Return the day or month that the parser drew into the clause.

    Example: "said *Saturday* the road was open", "told us *in January* the road was open".
    Counter-example: the day is the clause's subject ("said Saturday was fine") or owns a noun.
    """
    start = anchor.i + 1
    while start < len(doc) and start not in content and doc[start].head == anchor:
        start += 1  # "told us"
    day = start + 1 if start < len(doc) and doc[start].pos_ == "ADP" else start
    words = load_attribution_words(lexicons_of(doc))
    names = words.weekdays if day == start else words.calendar_names
    if not {start, day, day + 1} <= content or doc[day].text not in names:
        return set()
    following = doc[day + 1]
    is_subject = following.pos_ in ("VERB", "AUX", "PART", "PUNCT", "CCONJ", "ADP", "NUM")
    is_compound = doc[day].dep_ in ("compound", "poss", "nmod") and following.pos_ == "NOUN"
    return set() if is_subject or is_compound else set(range(start, day + 1))


def _fronted(anchor: Token, content: Token) -> set[int]:
    """Return the part of a fronted clause at its cue: "*After the vote*, talks go on, he said".

    The parser attaches adverbials of such a clause to the reporting verb.
    """
    found: set[int] = set()
    for child in anchor.children:
        if child.i < content.i and child.dep_ in _ADVERBIAL:
            found |= trees.subtree(child)
    return found


# -- the right end of a content -------------------------------------------------------------


def _repair(doc: Doc, anchor: Token, match: FrameMatch, content: set[int]) -> set[int]:
    """Return the content with its right end corrected, which the parser often misses."""
    if match.name in CLAUSAL:
        return _to_end_of_phrase(doc, anchor, content)
    content = content - _loose_clauses(doc, content)
    content |= _rest_of_amount(doc, content)
    return content | _tail(anchor, content, match.frame.tail)


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
    """Return the relative clauses that a comma sets off: "the plan, *which failed*"."""
    found: set[int] = set()
    for i in content:
        token = doc[i]
        if token.dep_ == "relcl" and token.head.i in content:
            edge = token.left_edge.i
            if edge and doc[edge - 1].text in (",", "—", "–"):
                found |= trees.subtree(token) | {edge - 1}
    return found


def _tail(anchor: Token, content: set[int], prepositions: Collection[str]) -> set[int]:
    """Return the phrases after a content that the parser attached to the cue.

    Example: "expressed gratitude *to the crew*".
    """
    found: set[int] = set()
    skipped: set[int] = set()  # adverbs; they belong to the content if a phrase follows
    end = max(content) + 1
    doc = anchor.doc
    for child in anchor.rights:
        if child.left_edge.i != end and not _follows_apposition(doc, content, end, child):
            continue
        if any(map(_is_bare_time, child.children)) or _is_on_day(child):
            break
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


def _rest_of_amount(doc: Doc, content: set[int]) -> set[int]:
    """Return the numbers that directly follow a content: "sales of EUR | 600 million"."""
    end = stop = max(content) + 1
    if end >= len(doc) or not doc[end].like_num or doc[end - 1].is_punct:
        return set()
    if not doc[end - 1].is_upper and doc[end - 1].pos_ != "SYM":
        return set()
    while stop < len(doc) and (doc[stop].pos_ in ("NUM", "SYM") or doc[stop].is_upper):
        stop += 1
        if stop + 1 < len(doc) and doc[stop].tag_ in ("TO", "IN"):
            stop += doc[stop + 1].is_upper or doc[stop + 1].like_num
    return set(range(end, stop))


def _is_on_day(preposition: Token) -> bool:
    """Return whether a phrase is a day: "rejected the offer *on Friday*"."""
    words = load_attribution_words(lexicons_of(preposition.doc))
    if preposition.lower_ not in words.function_words.day_prepositions:
        return False
    return any(token.text.rstrip(".") in words.calendar_names for token in preposition.subtree)


def _follows_apposition(doc: Doc, content: set[int], end: int, child: Token) -> bool:
    """Return whether only the comma after an apposition is between: "Lee, the mayor, for"."""
    closes = child.left_edge.i == end + 1 and doc[end].text == ","
    return closes and any(doc[i].dep_ == "appos" for i in content)


# -- drafts beside each other ---------------------------------------------------------------


def _split_coordination(
    doc: Doc, draft: AttributionDraft, drafts: Mapping[int, AttributionDraft]
) -> None:
    """Return the subject to a second cue: "said the dam was safe and stressed that …".

    The parser attaches the second verb to the first one's content. Not split: a second verb of
    another tense, and one beside a content that is a report itself.
    """
    if draft.frame != "clause" or draft.root is None or draft.root in drafts:
        return
    for second in _iter_conjuncts(doc[draft.root]):
        other = drafts.get(second.i)
        if (
            other is None
            or second.i < draft.anchor
            or second.tag_ != doc[draft.anchor].tag_
            or any(child.dep_ in _SUBJECTS for child in second.children)
        ):
            continue
        _cut_off(draft, other, second.left_edge.i)


def _iter_conjuncts(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _iter_conjuncts(child)


def _split_participle(
    doc: Doc, draft: AttributionDraft, drafts: Mapping[int, AttributionDraft]
) -> None:
    """Return the subject to a trailing participle: "urged both to stop, adding that …".

    The parser attaches it to a verb of the content. Not split: one without a comma before it.
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
        _cut_off(draft, other, doc[i].left_edge.i)
        return


def _cut_off(draft: AttributionDraft, other: AttributionDraft, start: int) -> None:
    """Take the tokens from ``start`` on out of a draft; the other draft shares its source."""
    draft.content -= {i for i in draft.content if i >= start}
    other.source = draft.source._replace(path="shared")


def _withholds(draft: AttributionDraft) -> bool:
    """Return whether the cue cancels the one below it: "declined to say", "plans to announce"."""
    if draft.frame == "passive-infinitive":
        return draft.stance == "predicts"  # "is expected to announce"
    if draft.frame != "infinitive":
        return False
    return draft.negated or draft.stance in _WITHHOLDING
