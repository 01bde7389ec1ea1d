"""Parse web pages with the place of each character, and find the article on them."""
