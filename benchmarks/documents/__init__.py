"""Measure claims on whole documents of many genres, with all their claims annotated."""
