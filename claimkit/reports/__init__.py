"""Writers: what was found or compared, for people and for programs."""
