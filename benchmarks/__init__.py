"""Measure accuracy and speed; README.md describes each benchmark."""
