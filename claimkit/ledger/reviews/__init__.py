"""Apply people's decisions to the reviews of claims.

- `decisions`: changes a review by a decision, and applies the corrections of a claim;
- `corrections`: reads and writes the values that people type as corrections;
- `precision`: counts how often people accepted the claims of a rule.
"""
