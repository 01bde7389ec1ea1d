"""Resolve contents that are only a pronoun: "The firm denied it" denies the claim before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.model import Attribution, Kind, Span
from claimkit.parsing.parsed_document import ParsedDocument

# What is denied or confirmed is a statement; what is opposed may be anything.
_ABOUT_STATEMENTS = frozenset(("denies", "confirms"))
_REACTIONS = frozenset(("opposes", "supports", "condemns", "praises"))


def resolve_pronoun_contents(
    parsed: ParsedDocument, attributions: Sequence[Attribution]
) -> list[Attribution | None]:
    """Return the attributions, with the words that a pronoun in place of a content means.

    These are the content of the claim in the sentence before, or else that sentence, if it is
    denied or confirmed. None stands for an attribution whose pronoun may mean something else.

    Example: "The mayor said that the pool leaks. The firm denied it." Counter-example: "The firm
    denied that it leaks". Not handled: pronouns for people and things ("praised them").

    Args:
        attributions: in document order.
    """
    resolver = _Resolver(parsed)
    return [resolver.resolve(attribution) for attribution in attributions]


class _Resolver:
    """Resolves the contents of one document, in order."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        words = load_attribution_words(parsed.lexicons).function_words
        self._pronouns = frozenset(words.claim_pronouns)
        # The last claim of each sentence, by the number of the sentence.
        self._claims: dict[int, Attribution] = {}

    def resolve(self, attribution: Attribution) -> Attribution | None:
        found: Attribution | None = attribution
        if self._is_pronoun(attribution):
            found = self._with_meaning(attribution)
        if found is not None:
            self._note(found)
        return found

    def _is_pronoun(self, attribution: Attribution) -> bool:
        if len(attribution.content) != 1 or attribution.kind is not Kind.INDIRECT:
            return False
        word = attribution.content[0].of(self._parsed.text).strip(" ,.;").lower()
        return word in self._pronouns and not attribution.speaker

    def _note(self, attribution: Attribution) -> None:
        """Keep a claim for the sentence after it, unless it is a part of the one kept already."""
        number = self._sentence_at(attribution.evidence.end - 1)
        known = self._claims.get(number)
        start = attribution.content[0].start
        if known is not None and any(span.start < start < span.end for span in known.content):
            return
        self._claims[number] = attribution

    def _with_meaning(self, attribution: Attribution) -> Attribution | None:
        number = self._sentence_at(attribution.content[0].start)
        for before in (number, number - 1):
            claim = self._claims.get(before)
            if claim is None or not self._may_mean(attribution, claim):
                continue
            if claim.content[-1].end <= attribution.content[0].start:
                evidence = Span(
                    min(claim.evidence.start, attribution.evidence.start), attribution.evidence.end
                )
                return _replaced(attribution, claim.content, evidence, claim.kind)
        if attribution.stance not in _ABOUT_STATEMENTS or number == 0:
            return None
        return self._with_sentence(attribution, number - 1)

    def _may_mean(self, attribution: Attribution, claim: Attribution) -> bool:
        """Return whether a pronoun may mean a claim: what is opposed stands in its paragraph.

        A new paragraph with "She rejects that" may be about all of the one before.
        """
        parsed = self._parsed
        places = (attribution.content[0].start, claim.evidence.end - 1)
        blocks = {parsed.block_of(parsed.token_range(Span(p, p + 1))[0]) for p in places}
        return attribution.stance not in _REACTIONS or len(blocks) == 1

    def _with_sentence(self, attribution: Attribution, number: int) -> Attribution | None:
        """Return an attribution with a sentence that the author states as its content."""
        parsed = self._parsed
        first, end = parsed.sentences[number]
        tokens = parsed.doc[first:end]
        while len(tokens) and (tokens[-1].is_punct or tokens[-1].is_space):
            tokens = tokens[:-1]
        is_same = parsed.section_of[first] == parsed.section_at(attribution.evidence.start)
        has_quotation = any(i in parsed.quoted_tokens for i in range(first, end))
        has_subject = any(token.dep_ in ("nsubj", "nsubjpass") for token in tokens)
        if not is_same or has_quotation or not has_subject or first in parsed.heading_tokens:
            return None
        span = Span(tokens.start_char, tokens.end_char)
        evidence = Span(span.start, attribution.evidence.end)
        return _replaced(attribution, (span,), evidence, Kind.INDIRECT)

    def _sentence_at(self, position: int) -> int:
        token = self._parsed.token_range(Span(position, position + 1))[0]
        return self._parsed.sentence_of[token]


def _replaced(
    attribution: Attribution, content: tuple[Span, ...], evidence: Span, kind: Kind
) -> Attribution:
    return replace(attribution, content=content, content_phrase=(), evidence=evidence, kind=kind)
