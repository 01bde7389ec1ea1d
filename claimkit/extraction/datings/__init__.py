"""Find date expressions with their EDTF values, and the dates on which claims were made.

A date is read in these steps:

1. `date_patterns` compiles the patterns of the lexicon ``datings`` for a language; `date_hits`
   finds where they match and leaves out names, counts and sets.
2. `date_groups` reads the month, count or shift in a match. `evaluation` passes it by its kind to
   `days`, `weekdays`, `periods`, `numbered` (parts of a period) or `counting`, which return the
   value. `year_references` finds the year that an expression names.
3. `dating_context` holds the context for relative expressions: the document's date, the
   earlier dates in the text (`narrative`), and the tense of the clause (`tense`).
4. `shared_years` gives the dates of a list the year that is printed once, and `joining` makes one
   dating of two expressions that are one date or one interval.

`dating_finder` calls these steps. Other packages use its `find_datings` and `DatingIndex`. `said`
chooses which of the datings is the date of a claim. `claimkit.edtf` validates EDTF values and
counts in them.
"""
