"""Quantities: numbers with the words that bound them, what they count, and changes.

The way of a number through this package:

1. `numerals` finds numbers in digits and in words, with the words of `number_words`; `digits`
   gives their exact values. `ratios` makes one number of "1 in 10".
2. `measures` reads the currency before a number and the unit of measure behind it.
3. `ranges` tries to read it with the next number as a range ("10 to 15").
4. `single_numbers` reads the others: `bounds` gives the words that bound a number ("at least"),
   `counted_nouns` the noun that it counts, and `exclusions` leaves out dates, names and codes.
5. `shared_units` and `changes` look at neighbouring quantities: what they count in common, and
   which of them are changes ("rose 5 % to 40").

`quantity_finder` calls these steps; its `find_quantities` and `QuantityIndex` are what other
packages use. The words stand in the lexicons ``quantities``, ``units`` and ``unit_words``.
"""
