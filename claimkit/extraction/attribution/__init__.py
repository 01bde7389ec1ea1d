"""Attributions: source, cue and content."""
