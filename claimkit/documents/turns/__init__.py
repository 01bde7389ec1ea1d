"""Find who speaks: labels of transcripts, the turns below them, interviews without labels."""
