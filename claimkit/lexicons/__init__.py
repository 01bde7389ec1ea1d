"""Rules as data: YAML word lists and patterns, each entry with examples that run as tests."""
