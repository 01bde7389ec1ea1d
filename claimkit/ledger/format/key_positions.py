"""Find the line and column of claims and keys in a ledger file's text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from claimkit.errors import SchemaError


@dataclass(slots=True)
class KeyPositions:
    """The lines and columns, both from 1, of keys in a text, which is parsed when first needed.

    ``ids`` are the ids of all claims in their order, also of those without an id in the text.
    """

    text: str
    ids: tuple[str, ...] = ()
    _root: Any = field(default=None, init=False)
    _items: dict[str, Any] | None = field(default=None, init=False)

    def of_claim(self, claim_id: str, key: str = "id") -> tuple[int, int]:
        """Return the place of a claim's key, or the beginning of the claim without such a key."""
        keys = _keys(self._claims().get(claim_id))
        if not keys:
            return 1, 1
        return _place(keys.get(key) or keys.get("id") or next(iter(keys.values())))

    def of_document(self, key: str) -> tuple[int, int]:
        """Return the place of a key of the document, or the first line if it is missing."""
        document = _values(self._node()).get("document")
        node = _keys(document).get(key)
        return _place(node) if node else (1, 1)

    def of_source(self, name: str) -> tuple[int, int]:
        """Return the place of the entry of ``_sources.yaml`` with this name."""
        for item in self._children("sources"):
            node = _values(item).get("name")
            if getattr(node, "value", None) == name:
                return _place(node)
        return 1, 1

    def _claims(self) -> dict[str, Any]:
        """Return the nodes of the claims by id; the first one if an id is used twice."""
        if self._items is None:
            items = [item for part in ("claims", "retired") for item in self._children(part)]
            ids = self.ids if len(self.ids) == len(items) else (None,) * len(items)
            self._items = {}
            for item, known_id in zip(items, ids, strict=True):
                found = getattr(_values(item).get("id"), "value", None) or known_id
                if isinstance(found, str):
                    self._items.setdefault(found, item)
        return self._items

    def _children(self, key: str) -> list[Any]:
        node = _values(self._node()).get(key)
        value = getattr(node, "value", None)
        return value if isinstance(value, list) else []

    def _node(self) -> Any:
        if self._root is None:
            from claimkit import yamlio  # loads slowly and is only needed for findings

            try:
                self._root = yamlio.compose(self.text, "")
            except SchemaError:
                self._root = False  # there are no places then
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
