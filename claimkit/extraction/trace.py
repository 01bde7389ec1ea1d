"""How a document was read: parse, claims and near misses, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs
from spacy.tokens import Doc, Token

from claimkit.extraction.attribution.attribution_finder import AttributionFinder
from claimkit.extraction.attribution.cues import CueHit, CueTable, find_cues
from claimkit.extraction.attribution.drafts import Draft
from claimkit.extraction.attribution.frames import iter_frame_matches
from claimkit.extraction.attribution.selector import Selector
from claimkit.extraction.extractor import Extractor
from claimkit.lexicons.attribution import ATTITUDES, ContextLexicon, Frame, TokenTest
from claimkit.lexicons.loader import load_lexicon
from claimkit.model import Claim, Document, NearMiss, SentenceTrace, TokenTrace
from claimkit.parsing.parsed_document import ParsedDocument


def iter_sentence_traces(extractor: Extractor, document: Document) -> Iterator[SentenceTrace]:
    """Yield a trace of each sentence, in order; sentences count from 1.

    A claim stands with the sentence of its cue, or of its content if it has none.
    """
    doc = next(iter(extractor.nlp.pipe([extractor.make_doc(document)])))
    claims = extractor.find_claims(document, doc)
    near = list(_iter_near_misses(extractor, doc))
    number = 0
    for sent in doc.sents:
        if not sent.text.strip():
            continue
        number += 1
        yield SentenceTrace(
            number,
            " ".join(sent.text.split()),
            tuple(_token(token, sent.start) for token in sent if not token.is_space),
            tuple(c for c in claims if sent.start_char <= _place(c) < sent.end_char),
            tuple(miss for place, miss in near if sent.start <= place < sent.end),
        )


def _token(token: Token, start: int) -> TokenTrace:
    head = 0 if token.head == token else _count_words(token.doc, start, token.head.i)
    return TokenTrace(token.text, token.lemma_, token.pos_, token.tag_, token.dep_, head)


def _count_words(doc: Doc, start: int, index: int) -> int:
    return sum(not doc[i].is_space for i in range(start, index + 1))


def _place(claim: Claim) -> int:
    spans = claim.spans
    if spans is None:
        return -1
    return (spans.cue or spans.content)[0].start


def _iter_near_misses(extractor: Extractor, doc: Doc) -> Iterator[tuple[int, NearMiss]]:
    """Yield token index and near miss: drafts that were dropped, and cues without a draft."""
    table = CueTable.default()
    context = load_lexicon("context", ContextLexicon)
    dropped: list[tuple[Draft, str]] = []
    parsed = ParsedDocument(doc)
    drafts = AttributionFinder(doc.vocab, table).drafts(parsed)
    kept = Selector(context.weights, context.threshold).select(parsed, drafts, dropped)
    if not extractor.options.attitudes:
        dropped += [(d, "an attitude, left out") for d in kept if d.stance in ATTITUDES]
    found = [
        (draft.anchor, NearMiss(draft.rule, _words(doc, sorted(draft.cue)), (reason,)))
        for draft, reason in dropped
    ]
    seen = {draft.anchor for draft in drafts}
    for hit in find_cues(doc, table, table.matcher(doc.vocab)):
        if hit.token.i not in seen:
            reasons = tuple(_iter_reasons(hit, table)) or ("it only introduces quotations",)
            found.append((hit.token.i, NearMiss(hit.entry.id, hit.token.text, reasons)))
    yield from sorted(found, key=lambda item: (item[0], item[1].rule))


def _words(doc: Doc, indices: Sequence[int]) -> str:
    return " ".join(doc[i].text for i in indices)


def _iter_reasons(hit: CueHit, table: CueTable) -> Iterator[str]:
    """Yield for each frame that the lexicon lists what the sentence lacks for it."""
    frames = {frame.id: frame for frame in table.frames[hit.entry.pos]}
    for name in hit.entry.frames:
        frame_id, _, preposition = name.partition(" ")
        yield f"{name}: {_find_missing(hit.token, frames[frame_id], preposition)}"


def _find_missing(cue: Token, frame: Frame, preposition: str) -> str:
    if preposition:
        if all(child.lower_ != preposition for child in cue.children):
            return f"no {preposition!r} below the cue"
        frame = structs.replace(frame, prepositions=(preposition,))
    if _fits(cue, frame):
        return "it fits, but its content holds no word besides the source"
    for part in ("cue", "theme"):
        test = getattr(frame, part)
        if test is not None and _fits(cue, structs.replace(frame, **{part: None})):
            return f"the cue is not {_describe(test)}" if part == "cue" else f"no {_describe(test)}"
    if frame.content == "head":
        return "the cue depends on nothing"
    place = " below the preposition" if preposition else ""
    return f"no {_describe(frame.content)}{place}"


def _fits(cue: Token, frame: Frame) -> bool:
    return any(True for _ in iter_frame_matches(cue, [frame]))


def _describe(test: TokenTest) -> str:
    parts = [
        f"{label} {'/'.join(values)}"
        for label, values in (("", test.dep), ("tagged", test.tag), ("word", test.lower))
        if values
    ]
    text = " ".join(part.strip() for part in parts) or "word"
    return text if test.has is None else f"{text} with {_describe(test.has)}"
