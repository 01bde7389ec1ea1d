"""The source lexicon: its words belong to one list each, and its templates can be filled in."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from claimkit.extraction.sources.vocabulary import load_source_vocabulary
from claimkit.lexicons.lexicon_set import BUILT_IN
from claimkit.lexicons.sources import FunctionWords, load_source_lexicon


def test_no_word_has_two_meanings() -> None:
    vocabulary = load_source_vocabulary(BUILT_IN)
    assert not set(vocabulary.roles) & vocabulary.documents
    assert not set(vocabulary.pronouns) & set(vocabulary.roles)
    # Whether these are people or places is decided by the words around them.
    both = {"brittany", "sofia", "virginia"}
    assert vocabulary.places & set(vocabulary.first_names) == both


def test_a_first_name_of_both_genders_is_refused() -> None:
    lexicon = load_source_lexicon(BUILT_IN)
    names = replace(lexicon.first_names, male=(*lexicon.first_names.male, "ingrid"))
    with pytest.raises(ValueError, match="both genders: ingrid"):
        replace(lexicon, first_names=names)


@pytest.mark.parametrize(
    ("field", "template"),
    [
        ("possessive", "{owner}"),
        ("possessive", "{owner} {thing} {noun}"),
        ("possessive", "{owner!r} {thing}"),
        ("of_phrase", "{thing:>9} {owner}"),
        ("definite", "{noun.text}"),
        ("definite", "the"),
    ],
)
def test_a_template_with_wrong_fields_is_refused(field: str, template: str) -> None:
    wording = load_source_lexicon(BUILT_IN).wording
    with pytest.raises(ValueError, match=f"^{field} needs .* and nothing else in braces"):
        replace(wording, **{field: template})


def test_a_language_leaves_out_function_words_that_it_does_not_have() -> None:
    words = msgspec.convert({}, FunctionWords)
    assert words.definite_articles == ()
