"""Datings: date expressions with their EDTF values, and the dates on which claims were made.

The way of a date through this package:

1. `date_patterns` compiles the patterns of the lexicon ``datings`` for a language; `date_hits`
   finds where they match and leaves out names, counts and sets.
2. `date_groups` reads the month, count or shift in a match. `evaluation` passes it by its kind to
   `days`, `periods` or `counting`, which return the value.
3. `dating_context` is what relative expressions are resolved against: the document's date,
   the dates that the text gave before (`narrative`), and the tense of the clause (`tense`).
4. `joining` makes one dating of two expressions that are one date or one interval.

`dating_finder` calls these steps; its `find_datings` and `DatingIndex` are what other packages
use. `said` chooses which of the datings is the date of a claim. What is valid EDTF, and how to
count in it, stands in `claimkit.edtf`.
"""
