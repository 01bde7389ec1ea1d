"""Cut a text into lines, group them into blocks, and mark the blocks outside the article."""
