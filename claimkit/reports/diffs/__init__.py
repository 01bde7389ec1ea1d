"""A comparison of two ledgers as text, Markdown, JSON or annotations."""
