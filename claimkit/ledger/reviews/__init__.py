"""Record what people decide about claims.

- `decisions`: how a review changes, and how a claim reads with its corrections;
- `corrections`: the fields that people may correct, and how they write the values;
- `precision`: how often people found the claims of a rule right.
"""
