"""Title, author, outlet and date of a document."""
