"""What claimkit asks of a language: quotations, sentence boundaries, a spaCy pipeline."""
