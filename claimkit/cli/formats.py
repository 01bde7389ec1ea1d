"""Names of output formats that several modules need; light to import."""

from __future__ import annotations

from typing import Literal

CheckFormat = Literal["text", "json", "github", "sarif", "junit", "markdown", "codequality"]
