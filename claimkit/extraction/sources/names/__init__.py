"""Find proper names in a document, and the entities that they belong to."""
