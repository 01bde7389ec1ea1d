"""Find drafts for constructions of several words that credit a source: "according to X"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from claimkit.extraction.attribution.cue_sources import NOBODY, SourceMatch, mention_tokens
from claimkit.extraction.attribution.drafts import AttributionDraft
from claimkit.lexicons.attribution import Phrase
from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.parsing import trees
from claimkit.parsing.layout import lexicons_of

_WEIGHT = 0.9
_MIN_NAME = 2
_SET_OFF = frozenset((",", ";", "—", "–", "-", "”", '"', "''"))
_CLAUSE = frozenset(("ROOT", "conj", "ccomp", "parataxis", "relcl", "advcl", "acl"))


class PhraseMatcher:
    """The phrases of the lexicon, compiled for one vocabulary."""

    def __init__(self, vocab: Vocab, phrases: Iterable[Phrase]) -> None:
        self._phrases = {phrase.id: phrase for phrase in phrases}
        self._matcher = DependencyMatcher(vocab)
        for phrase in self._phrases.values():
            self._matcher.add(phrase.id, list(phrase.patterns))

    def find(self, doc: Doc) -> list[AttributionDraft]:
        """Return a draft for each phrase in a parsed document."""
        drafts = []
        for key, indices in self._matcher(doc):
            phrase = self._phrases[doc.vocab.strings[key]]
            # Patterns of one phrase may differ in their nodes; the longest that fits names them.
            pattern = next(p for p in phrase.patterns if len(p) == len(indices))
            nodes = {node["RIGHT_ID"]: doc[i] for node, i in zip(pattern, indices, strict=True)}
            draft = _draft(phrase, nodes)
            if draft is not None:
                drafts.append(draft)
        return drafts


def _draft(phrase: Phrase, nodes: dict[str, Token]) -> AttributionDraft | None:
    cue = {token.i for name, token in nodes.items() if name.startswith("cue")}
    anchor = nodes["cue"]
    if phrase.set_off and not _is_set_off(anchor):
        return None
    source, mention, taken = NOBODY, set[int](), cue
    if not phrase.agentless:
        name = _loose_name(nodes["source"])
        source = SourceMatch((name or nodes["source"],), "phrase")
        mention = mention_tokens(nodes["source"]) | (mention_tokens(name) if name else set())
        taken = cue | _phrase(anchor, cue | mention) | mention
    content = _scope(anchor, taken) - taken
    if not content and mention:
        # "According to the deeds the land was sold": the parser made a relative clause of it.
        taken = cue | mention
        content = {token.i for token in anchor.sent if token.i > max(taken)}
    if not content:
        return None
    return AttributionDraft(
        anchor=anchor.i,
        rule=phrase.id,
        frame="phrase",
        stance=phrase.stance,
        weight=_WEIGHT,
        content=content - mention,
        source=source,
        cue=cue,
    )


def _is_set_off(anchor: Token) -> bool:
    """Return whether a phrase begins a sentence or follows a mark."""
    before = anchor.i - 1
    return bool(anchor.is_sent_start) or before < 0 or anchor.doc[before].text in _SET_OFF


def _loose_name(source: Token) -> Token | None:
    """Return the name in apposition to a person's role that the parser has not attached to it.

    Example: "according to the health officer, Dr Jane Doe, half of them". Counter-example:
        "according to the police, Jane Doe, 34, drove".
    """
    doc, start = source.doc, source.i + 2
    if start >= len(doc) or doc[source.i + 1].text != "," or source.pos_ != "NOUN":
        return None
    if source.lemma_.lower() not in _roles(lexicons_of(doc)):
        return None
    end = start
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    if end - start < _MIN_NAME or end >= len(doc) or doc[end].text != ",":
        return None
    return None if doc[end - 1].dep_ == "appos" else doc[end - 1]


@cache
def _roles(lexicons: Lexicons) -> frozenset[str]:
    """Return the words for people by their office."""
    roles = load_source_lexicon(lexicons).roles
    return frozenset(word for role in roles for word in role.words)


def _phrase(anchor: Token, core: set[int]) -> set[int]:
    """Return the whole phrase: cue, source and their dependents up to the next comma.

    The parser may have attached the sentence's own subject, after the comma, to the source.
    """
    below = trees.subtree(anchor) | core
    doc, end = anchor.doc, max(core) + 1
    while end in below:
        if doc[end].text == ",":
            insertion = _insertion(doc, end + 1, core)
            if insertion is None:
                break
            end = insertion
        end += 1
    return {i for i in below if i < end}


def _insertion(doc: Doc, start: int, core: set[int]) -> int | None:
    """Return the last token of an apposition or relative clause of the source at ``start``."""
    for i in core:
        for child in doc[i].rights:
            if child.dep_ in ("appos", "relcl", "acl") and child.left_edge.i == start:
                return child.right_edge.i
    return None


def _own_report(root: Token) -> Token | None:
    """Return what a speaker tells in the first person: "I must tell you *that it rained*"."""
    if not any(c.dep_ == "nsubj" and "1" in c.morph.get("Person", []) for c in root.children):
        return None
    clauses = [c for c in root.children if c.dep_ == "ccomp" and c.i > root.i]
    return clauses[0] if len(clauses) == 1 else None


def _scope(anchor: Token, taken: set[int]) -> set[int]:
    """Return the content of the phrase.

    It is the sentence if the phrase is set off at the sentence's edge, else the clause around
    the phrase.
    """
    sent = anchor.sent
    first, last = min(taken), max(taken)
    before = [t for t in sent if t.i < first and not (t.is_punct or t.is_space)]
    after = [t for t in sent if t.i > last and not (t.is_punct or t.is_space)]
    if not before or (not after and sent.doc[first - 1].text in _SET_OFF):
        own = _own_report(sent.root) if before else None
        return trees.subtree(own) if own is not None else {token.i for token in sent}
    node = anchor.head
    while node.head != node and (node.dep_ not in _CLAUSE or node.pos_ not in ("VERB", "AUX")):
        node = node.head
    content = trees.subtree(node)
    if node.dep_ in ("ccomp", "relcl", "acl") and node.head.i < node.i:
        content = {i for i in content if i > node.head.i}
    return content
