"""Writers for claims in formats that other tools read."""
