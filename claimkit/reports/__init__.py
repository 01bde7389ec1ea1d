"""Write claims, comparisons and findings as text, for people and for programs.

A writer is a function that takes plain data and returns text or yields lines. It does not print
and knows nothing of terminals; colours are asked for through `claimkit.reports.style`.
"""
