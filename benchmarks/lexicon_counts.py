"""Count how often the frames of the cue lexicon are attributions in an annotated corpus.

    python -m benchmarks.lexicon_counts polnear/train.jsonl

This rewrites ``claimkit/lexicons/en/counts.yaml``. The corpus has one JSON object on each line:
``text``, and ``gold``, a list of attributions whose ``source``, ``cue`` and ``content`` are lists
of ``[start, end)`` code points. Only numbers are stored, never text. Use only the training part:
accuracy on a text that was counted here means nothing.

A frame of the lexicon is *seen* if it fits a cue outside quotation marks, since the corpus does not
annotate reports inside quotations. It is a *hit* if an annotated attribution has that cue, a
content that shares at least half of its words (Jaccard index), and a source with a common word or
no source on both sides.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc

from claimkit.extraction.attribution.clause_drafts import content_tokens
from claimkit.extraction.attribution.cue_sources import mention_tokens
from claimkit.extraction.attribution.cues import CueHit, CueTable, find_cues
from claimkit.extraction.attribution.drafts import start_draft
from claimkit.extraction.attribution.frames import iter_frame_matches
from claimkit.lexicons.attribution import CueLexicon, FrameLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.parsing.layout import get_layout
from claimkit.parsing.pipeline import load_pipeline

_OUTPUT = Path(__file__).parents[1] / "claimkit" / "lexicons" / "en" / "counts.yaml"
_HEADER = """\
id: counts
language: en
version: 1
licence: Apache-2.0
provenance: >-
  Facts counted over the training part of PolNeAR with benchmarks/lexicon_counts.py, which says
  what is counted; no text of the corpus is stored. [hits, seen] of each listed frame that occurs.
counts:
"""
_SAME_CONTENT = 0.5
_NAMING = frozenset(("NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB"))

Counts = dict[str, dict[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class _Annotation:
    """An annotated attribution as indices of its word tokens."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def count_frames(annotated: Iterable[tuple[Doc, list[dict[str, Any]]]], table: CueTable) -> Counts:
    """Return [hits, seen] by cue id and frame over parsed documents and their annotations."""
    hits: defaultdict[tuple[str, str], int] = defaultdict(int)
    seen: defaultdict[tuple[str, str], int] = defaultdict(int)
    matcher: Matcher | None = None
    for doc, gold in annotated:
        matcher = matcher or table.matcher(doc.vocab)
        annotations = [_read(doc, record) for record in gold]
        for key, is_hit in _iter_places(doc, annotations, table, matcher):
            seen[key] += 1
            hits[key] += is_hit
    counts: Counts = {}
    for cue, frame in sorted(seen):
        counts.setdefault(cue, {})[frame] = (hits[cue, frame], seen[cue, frame])
    return counts


def _iter_places(
    doc: Doc, annotations: list[_Annotation], table: CueTable, matcher: Matcher
) -> Iterator[tuple[tuple[str, str], bool]]:
    quoted = [piece for q in get_layout(doc).quotations for piece in q.pieces]
    for hit in find_cues(doc, table, matcher):
        if any(piece.start <= hit.token.idx < piece.end for piece in quoted):
            continue
        rivals = [found for found in annotations if hit.token.i in found.cue]
        for match in iter_frame_matches(hit.token, table.frames[hit.entry.pos], hit.companion):
            if match.name in hit.entry.frames:
                draft = start_draft(hit, match.name, 1.0, match)
                content = content_tokens(hit.token, match) - draft.cue
                found = _find_annotation(doc, content, rivals)
                is_hit = found is not None and _has_same_source(doc, hit, found)
                yield (hit.entry.id, match.name), is_hit


def _find_annotation(
    doc: Doc, content: Iterable[int], rivals: list[_Annotation]
) -> _Annotation | None:
    words = _words(doc, content)

    def overlap(annotation: _Annotation) -> float:
        union = words | annotation.content
        return len(words & annotation.content) / len(union) if union else 0.0

    best = max(rivals, key=overlap, default=None)
    return best if best is not None and overlap(best) >= _SAME_CONTENT else None


def _has_same_source(doc: Doc, hit: CueHit, annotation: _Annotation) -> bool:
    heads = start_draft(hit, "", 1.0).source.heads
    if not heads:
        return not annotation.source
    mentioned = {i for head in heads for i in mention_tokens(head)}
    return bool(_naming_words(doc, mentioned) & _naming_words(doc, annotation.source))


def _naming_words(doc: Doc, indices: Iterable[int]) -> set[str]:
    """Return the words of a source without articles and the like, which any source may hold."""
    return {doc[i].lower_ for i in indices if doc[i].pos_ in _NAMING}


def _read(doc: Doc, record: Mapping[str, Any]) -> _Annotation:
    return _Annotation(
        *(
            _words(doc, (i for start, end in record[role] for i in _token_range(doc, start, end)))
            for role in ("source", "cue", "content")
        )
    )


def _token_range(doc: Doc, start: int, end: int) -> range:
    span = doc.char_span(start, end, alignment_mode="expand")
    return range(span.start, span.end) if span is not None else range(0)


def _words(doc: Doc, indices: Iterable[int]) -> frozenset[int]:
    return frozenset(i for i in indices if not (doc[i].is_punct or doc[i].is_space))


def format_counts(counts: Counts) -> str:
    """Return the YAML of the lexicon with one line for each cue."""
    lines = []
    for cue, frames in counts.items():
        fields = ", ".join(f"{frame}: [{hits}, {seen}]" for frame, (hits, seen) in frames.items())
        lines.append(f"  {cue}: {{{fields}}}\n")
    return _HEADER + "".join(lines)


def _read_corpus(path: Path) -> Iterator[tuple[Doc, list[dict[str, Any]]]]:
    nlp = load_pipeline()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield nlp(record["text"]), record["gold"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="training part, JSON Lines")
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="default: %(default)s")
    options = parser.parse_args()
    table = CueTable(
        load_lexicon("cues", CueLexicon).entries, load_lexicon("frames", FrameLexicon).entries, {}
    )
    counts = count_frames(_read_corpus(options.corpus), table)
    options.output.write_text(format_counts(counts), encoding="utf-8")


if __name__ == "__main__":
    main()
