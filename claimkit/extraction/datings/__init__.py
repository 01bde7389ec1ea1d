"""Date expressions, and when claims were made."""
