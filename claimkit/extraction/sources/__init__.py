"""Who is credited: names, persons and bodies of a document, and what points back to them."""
