"""Parse text in capitals as if it were written normally: "SAID GOVERNOR IDA KERN ON FRIDAY".

Taggers take words in capitals for names. So such a block is parsed once more with small letters,
and its tokens get what that parse says. The text stays as it is printed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimkit.lexicons.lexicon_set import Lexicons
from claimkit.lexicons.sources import load_source_lexicon
from claimkit.lexicons.words import load_words
from claimkit.parsing.layout import USER_DATA_KEY, get_layout, read_layout

_ATTRIBUTES: Any = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START"]
_MIN_WORDS = 5  # of a block; fewer may be an acronym or a label
_CLAIMS = "doc._.claims"
_SENTENCE_ENDS = frozenset(".?!:")


def parse_capitals(doc: Doc, nlp: Language) -> None:
    """Set the tags and heads of blocks in capitals, in place.

    Args:
        nlp: the pipeline that has parsed ``doc``; its component that finds claims is left out.
    """
    text, layout = doc.text, get_layout(doc)
    for block in layout.blocks:
        printed = block.span.of(text)
        if not printed.isupper() or len(printed.split()) < _MIN_WORDS:
            continue
        span = doc.char_span(block.span.start, block.span.end, alignment_mode="expand")
        if span is None:
            continue
        words = _write_normally(span.as_doc(), layout.lexicons)
        parsed = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in span])
        parsed.user_data[USER_DATA_KEY] = read_layout(parsed.text, lexicons=layout.lexicons)
        for name, component in nlp.pipeline:
            if _CLAIMS not in nlp.get_pipe_meta(name).assigns:
                parsed = component(parsed)
        values: Any = doc.to_array(_ATTRIBUTES)
        values[span.start : span.end] = parsed.to_array(_ATTRIBUTES)
        doc.from_array(_ATTRIBUTES, values)


def _write_normally(doc: Doc, lexicons: Lexicons) -> list[str]:
    """Return the words with small letters, but names with a capital.

    Names are words that only occur with a capital, and those after a given name.
    """
    names, small, verbs = _vocabulary(lexicons)
    words: list[str] = []
    is_after_name, is_first = False, True
    for token in doc:
        low = token.lower_
        is_name = token.is_alpha and (low in names or low not in small)
        if is_after_name and token.is_alpha and low not in verbs:
            is_name |= not doc.vocab[low].is_stop
        words.append(token.text.capitalize() if is_name or is_first else low)
        is_after_name = low in names
        is_first = token.text in _SENTENCE_ENDS or (is_first and not token.is_alpha)
    return words


@cache
def _vocabulary(lexicons: Lexicons) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return names, words that are written small, and verbs that may follow a name."""
    lexicon = load_source_lexicon(lexicons)
    given = lexicon.first_names
    small = frozenset(word for word in load_words(lexicons.language) if word.islower())
    names = frozenset((*given.male, *given.female, *given.either)) - small
    proper = (*lexicon.calendar, *lexicon.demonyms)
    return names, small.difference(proper), frozenset(lexicon.opening_verbs)
