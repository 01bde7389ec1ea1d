"""The terminal: messages and colours, the progress bar, output, and the screen of a review."""
