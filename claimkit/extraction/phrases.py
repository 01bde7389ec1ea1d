"""Match constructions of several words that credit a source: "according to X"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from claimkit.extraction import mentions, trees
from claimkit.extraction.drafts import Draft
from claimkit.extraction.mentions import NOBODY, SourceMatch
from claimkit.lexicons.attribution import Phrase

_WEIGHT = 0.9
_CLAUSE = frozenset(("ROOT", "conj", "ccomp", "parataxis", "relcl", "advcl", "acl"))


class PhraseMatcher:
    """The phrases of the lexicon, ready to match."""

    def __init__(self, vocab: Vocab, phrases: Iterable[Phrase]) -> None:
        self._phrases = {phrase.id: phrase for phrase in phrases}
        self._matcher = DependencyMatcher(vocab)
        for phrase in self._phrases.values():
            self._matcher.add(phrase.id, list(phrase.patterns))

    def find(self, doc: Doc) -> list[Draft]:
        drafts = []
        for key, indices in self._matcher(doc):
            phrase = self._phrases[doc.vocab.strings[key]]
            # Patterns of one phrase may differ in their nodes; the longest that fits names them.
            pattern = next(p for p in phrase.patterns if len(p) == len(indices))
            nodes = {
                node["RIGHT_ID"]: doc[i] for node, i in zip(pattern, indices, strict=True)
            }
            draft = _draft(phrase, nodes)
            if draft is not None:
                drafts.append(draft)
        return drafts


def _draft(phrase: Phrase, nodes: dict[str, Token]) -> Draft | None:
    cue = {token.i for name, token in nodes.items() if name.startswith("cue")}
    anchor = nodes["cue"]
    source = NOBODY
    taken = set(cue)
    if not phrase.agentless:
        source = SourceMatch((nodes["source"],), "phrase")
        taken |= trees.subtree(anchor)
    clause = _clause(anchor)
    if clause is None:
        return None
    content = trees.subtree(clause) - taken
    if clause.dep_ in ("ccomp", "relcl", "acl") and clause.head.i < clause.i:
        content = {i for i in content if i > clause.head.i}
    if not content:
        return None
    return Draft(
        anchor=anchor.i,
        rule=phrase.id,
        frame="phrase",
        stance=phrase.stance,
        weight=_WEIGHT,
        content=content - mentions.mention_tokens(source.heads[0]) if source.heads else content,
        source=source,
        cue=cue,
    )


def _clause(token: Token) -> Token | None:
    """Return the verb of the clause around ``token``."""
    node = token.head
    while node.dep_ not in _CLAUSE and node.head != node:
        node = node.head
    return node
