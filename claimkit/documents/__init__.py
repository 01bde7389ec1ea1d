"""Bytes to documents: readers by format, encoding, metadata, blocks, boilerplate."""
