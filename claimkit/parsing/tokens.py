"""Split a text into tokens, in linear time whatever the text is."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

_MAX_RUN = 1_000  # characters without white space; no word or address of news is as long
_LONG_RUN = re.compile(rf"\S{{{_MAX_RUN},}}")
_PIECE = 200


def make_doc(nlp: Language, text: str) -> Doc:
    """Return the tokens of a text.

    spaCy's tokenizer looks at the ends of a run without white space again after each bracket or
    quotation mark that it takes off. So its time grows with the square of the run: 20,000 brackets
    take half a minute. Longer runs than any word are cut into pieces first.
    """
    if _LONG_RUN.search(text) is None:
        return nlp.make_doc(text)
    docs = [nlp.make_doc(piece) for piece in _split(text)]
    return Doc.from_docs(docs, ensure_whitespace=False) or nlp.make_doc("")


def _split(text: str) -> list[str]:
    """Cut a text in its long runs; the pieces make up the text."""
    cuts = [0]
    for run in _LONG_RUN.finditer(text):
        cuts += range(run.start() or _PIECE, run.end(), _PIECE)
    cuts = sorted({*cuts, len(text)})
    return [text[start:end] for start, end in pairwise(cuts)]
