"""Define the names of output formats and display styles. This module imports quickly."""

from __future__ import annotations

from typing import Literal

CheckFormat = Literal["text", "json", "github", "sarif", "junit", "markdown", "codequality"]
DiffFormat = Literal["text", "markdown", "json", "github"]
ExtractFormat = Literal["yaml", "jsonl"]
TextOrJson = Literal["text", "json"]

ColourMode = Literal["auto", "always", "never"]
DiffShape = Literal["full", "stat", "names"]
WordDiffMode = Literal["plain", "color", "none"]
