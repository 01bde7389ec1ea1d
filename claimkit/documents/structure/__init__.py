"""Structure: cut a text into lines, group them into blocks, and mark what is not the article."""
