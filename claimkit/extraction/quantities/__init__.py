"""Find quantities: numbers with their bounds, their units and the changes that they express.

A number is read in these steps:

1. `numerals` finds numbers in digits and `word_numbers` those in words, over the `number_atoms` of
   a text and with the words of `number_words`; `digits` gives their exact values. `ratios` makes
   one number of "1 in 10".
2. `measures` reads the currency before a number and the unit of measure after it, `money` knows
   currencies, and `rates` reads what an amount is counted for ("a day").
3. `ranges` tries to read it with the next number as a range ("10 to 15").
4. `single_numbers` reads the others: `bounds` gives the words that bound a number ("at least"),
   `counted_nouns` the noun that it counts, and `exclusions` leaves out dates, names and codes,
   with `year_counts` for numbers that look like years and `identifiers` for those of accounts and
   places.
5. `shared_units` and `changes` compare neighbouring quantities to find a shared unit, and
   changes ("rose 5 % to 40"). `anaphors` finds what "30 of them" counts.

`quantity_finder` calls these steps. Other packages use its `find_quantities` and
`QuantityIndex`. The words are in the lexicons ``quantities``, ``units`` and ``unit_words``.
"""
