"""Writers for the comparison of two ledgers: text, Markdown, JSON, annotations."""
