"""Writers for the findings of a check; one module for each format."""
