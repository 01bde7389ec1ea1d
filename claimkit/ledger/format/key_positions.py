"""Where a claim, one of its keys or a key of the document stands in a ledger file's text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from claimkit.errors import SchemaError


@dataclass(slots=True)
class KeyPositions:
    """Lines and columns, both from 1, in a text that is read as YAML when first asked."""

    text: str
    _root: Any = field(default=None, init=False)

    def of_claim(self, claim_id: str, key: str = "id") -> tuple[int, int]:
        """Return where a key of a claim stands; the claim itself if it has no such key."""
        for part in ("claims", "retired"):
            for item in self._children(part):
                values = _values(item)
                if getattr(values.get("id"), "value", None) == claim_id:
                    return _place(_keys(item).get(key) or _keys(item)["id"])
        return 1, 1

    def of_document(self, key: str) -> tuple[int, int]:
        """Return where a key of the document stands; the first line if it isn't there."""
        document = _values(self._node()).get("document")
        node = _keys(document).get(key)
        return _place(node) if node else (1, 1)

    def of_source(self, name: str) -> tuple[int, int]:
        """Return where an entry of ``_sources.yaml`` stands, by its name."""
        for item in self._children("sources"):
            node = _values(item).get("name")
            if getattr(node, "value", None) == name:
                return _place(node)
        return 1, 1

    def _children(self, key: str) -> list[Any]:
        node = _values(self._node()).get(key)
        value = getattr(node, "value", None)
        return value if isinstance(value, list) else []

    def _node(self) -> Any:
        if self._root is None:
            from claimkit import yamlio  # no finding, no need for YAML

            try:
                self._root = yamlio.compose(self.text, "")
            except SchemaError:
                self._root = False  # and then there is no place to tell
        return self._root


def _values(node: Any) -> dict[str, Any]:
    return {key.value: value for key, value in _pairs(node) if isinstance(key.value, str)}


def _keys(node: Any) -> dict[str, Any]:
    return {key.value: key for key, _ in _pairs(node) if isinstance(key.value, str)}


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    value = getattr(node, "value", None)
    is_mapping = isinstance(value, list) and bool(value) and isinstance(value[0], tuple)
    return value if is_mapping and value is not None else []


def _place(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
