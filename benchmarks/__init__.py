"""Accuracy and speed, reproducible; see README.md."""
