"""Writers for lists of claims with their review status, and for the precision of rules."""
