"""Write to the terminal: messages, colours, a progress bar, output, and the review screen."""
