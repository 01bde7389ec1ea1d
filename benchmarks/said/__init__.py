"""Measure the days on which claims were made."""
