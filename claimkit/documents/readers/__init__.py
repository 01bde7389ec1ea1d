"""Bytes to clean text: one reader a format."""
