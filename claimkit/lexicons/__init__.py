"""Rules as data: YAML word lists and patterns, each entry with examples that run as tests."""

from claimkit.lexicons.loader import Header, load_lexicon

__all__ = ["Header", "load_lexicon"]
