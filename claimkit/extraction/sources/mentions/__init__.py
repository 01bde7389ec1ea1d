"""Resolve mentions: names, pronouns, descriptions, groups and documents."""
