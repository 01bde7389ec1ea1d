"""Lines to typed blocks."""
