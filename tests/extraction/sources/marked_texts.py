"""Resolve the sources of texts that mark their attributions.

A text marks its attributions by number: ``<1:source>``, ``{1:content}``, ``^1:cue^``.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimkit.extraction.sources.resolution import ResolvedSource, resolve_sources
from claimkit.model import (
    Attribution,
    Block,
    BlockKind,
    Confidence,
    Document,
    Kind,
    OffsetMap,
    Span,
)
from claimkit.parsing.layout import USER_DATA_KEY, read_layout
from claimkit.parsing.parsed_document import ParsedDocument

_MARK = re.compile(r"<(\d+):|\{(\d+):|\^(\d+):|[>}^]")


def read_marks(marked: str) -> tuple[str, dict[int, dict[str, list[Span]]]]:
    """Return the text without marks and the spans of each attribution's parts."""
    text, last = "", 0
    opened: list[tuple[int, str, int]] = []
    found: dict[int, dict[str, list[Span]]] = {}
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match.lastindex:
            part = ("source", "content", "cue")[match.lastindex - 1]
            opened.append((int(match[match.lastindex]), part, len(text)))
        else:
            number, part, start = opened.pop()
            parts = found.setdefault(number, {"source": [], "content": [], "cue": []})
            parts[part].append(Span(start, len(text)))
    assert not opened
    return text + marked[last:], found


def make_document(
    text: str, kinds: list[str] | None, author: str | None, issuer: str | None = None
) -> Document:
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    names = kinds or ["paragraph"] * len(lines)
    blocks = tuple(
        Block(BlockKind(name), Span(*line.span())) for name, line in zip(names, lines, strict=True)
    )
    return Document(
        "case",
        text,
        blocks,
        OffsetMap.identity(len(text)),
        "",
        author=(author,) if author else (),
        issuer=issuer,
    )


def parse(nlp: Language, document: Document) -> Doc:
    doc = nlp.make_doc(document.text)
    doc.user_data[USER_DATA_KEY] = read_layout(document.text, document.blocks)
    return next(iter(nlp.pipe([doc])))


def make_attribution(
    doc: Doc, parts: dict[str, list[Span]], kind: str | None, stance: str = "asserts"
) -> Attribution:
    spans = parts["source"] + parts["content"]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    sentences = [s for s in doc.sents if s.start_char < end and start < s.end_char]
    content = " ".join(s.of(doc.text) for s in parts["content"])
    quoted = Kind.DIRECT if content.startswith("“") else Kind.MIXED
    return Attribution(
        source=tuple(parts["source"]),
        cue=tuple(parts["cue"]),
        content=tuple(parts["content"]),
        evidence=Span(sentences[0].start_char, sentences[-1].end_char),
        kind=Kind(kind) if kind else quoted if "“" in content else Kind.INDIRECT,
        stance=stance,
        rule="test",
        confidence=Confidence.HIGH,
    )


def resolve(nlp: Language, case: dict[str, Any]) -> dict[int, ResolvedSource]:
    text, marks = read_marks(case["text"].strip())
    document = make_document(text, case.get("blocks"), case.get("author"), case.get("issuer"))
    doc = parse(nlp, document)
    order = sorted(marks)
    stances = case.get("stances", {})
    attributions = [
        make_attribution(doc, marks[n], case.get("kind"), stances.get(n, "asserts")) for n in order
    ]
    return dict(
        zip(order, resolve_sources(ParsedDocument(doc), document, attributions), strict=True)
    )
