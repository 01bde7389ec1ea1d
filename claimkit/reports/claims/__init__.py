"""Writers for single claims with their evidence in context and their history."""
