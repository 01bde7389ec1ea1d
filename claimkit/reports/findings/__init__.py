"""Findings as terminals, programs and platforms read them: a writer a module."""
