"""Find the title, author, outlet, date and address of a document, and choose the best values."""
