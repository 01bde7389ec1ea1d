"""Compose YAML text into nodes that carry their line and column, within limits.

The text may be hostile, so time and memory are bounded: a text that no person would write is
refused at the first place that shows it. PyYAML's own composer recurses, which ends the process
when a text is nested deeply.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from claimkit.errors import SchemaError

_MAX_LENGTH = 32_000_000
_MAX_DEPTH = 20
_MAX_NODES = 500_000
# What people and programs write has far more characters for each value: "5, " is a short one.
_MIN_CHARACTERS_PER_NODE = 4
_FREE_NODES = 20_000
_MAX_KEYS = 10_000  # of one mapping

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):  # type: ignore[misc]
    """A loader for the core schema of YAML 1.2.

    Dates stay strings, only true and false are booleans, and a number with a point becomes an
    exact `Decimal`.
    """


_TAG = "tag:yaml.org,2002:"
Loader.yaml_implicit_resolvers = {}
for _name, _regexp, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
):
    Loader.add_implicit_resolver(_TAG + _name, re.compile(_regexp), list(_first))

_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Directives come before the document. Libyaml compares each with all others.
_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#.*+)?+\r?\n)*+%")
_REST = re.compile(r"(?:[\s\ufeff]++|#.*+)*+")


def compose(
    text: str, path: str, *, comment_hint: str | None = None, comments_from: int = 0
) -> yaml.Node | None:
    """Parse ``text`` into nodes; None if it has no document.

    Args:
        comment_hint: refuse comments, and give this hint with the error.
        comments_from: the index from which comments are refused.

    Raises:
        SchemaError: if the text is not YAML, has a key twice, an anchor, an alias, a tag or a
            second document, or exceeds a limit.
    """
    _refuse_characters(text, path)
    loader = Loader(text)
    try:
        return _Composer(text, path, loader, comment_hint, comments_from).compose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise SchemaError(
            f"not valid YAML: {error.problem}", path=path, line=line, column=column
        ) from error
    except yaml.YAMLError as error:
        raise SchemaError(f"not valid YAML: {error}", path=path) from error
    finally:
        loader.dispose()


def _refuse_characters(text: str, path: str) -> None:
    """Refuse text that is too long, or has characters or directives that a file must not have."""
    if len(text) > _MAX_LENGTH:
        raise SchemaError(f"longer than {_MAX_LENGTH:,} characters", path=path)
    wrong = _NOT_IN_YAML.search(text)
    if wrong:
        raise _error_at(
            text,
            wrong.start(),
            f"the character U+{ord(wrong[0]):04X} is not allowed in YAML",
            path,
            hint=f'write it as "\\u{ord(wrong[0]):04x}" in double quotes, or take it out',
        )
    directive = _DIRECTIVE.match(text)
    if directive:
        raise _error_at(text, directive.end() - 1, "YAML directives are not allowed", path)


def _error_at(
    text: str, index: int, message: str, path: str, *, hint: str | None = None
) -> SchemaError:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return SchemaError(message, path=path, line=line, column=column, hint=hint)


class _Composer:
    """Make nodes of the parser's events, without recursion.

    ``open`` are the collections that the next node is in, the innermost one last, with the keys
    that a mapping has so far and the key whose value comes next.
    """

    def __init__(
        self, text: str, path: str, loader: Any, comment_hint: str | None, comments_from: int
    ) -> None:
        self._text = text
        self._path = path
        self._loader = loader
        self._comment_hint = comment_hint
        self._open: list[tuple[Any, set[str]]] = []
        self._key: list[yaml.ScalarNode | None] = []
        self._root: yaml.Node | None = None
        self._nodes = 0
        self._read_to = comments_from

    def compose(self) -> yaml.Node | None:
        """Return the node of the only document; None if there is none."""
        get_event = self._loader.get_event
        while True:
            event = get_event()
            kind = type(event)
            if self._comment_hint is not None:
                self._refuse_comment(event)
            if kind is yaml.ScalarEvent:
                self._add(event, self._scalar(event))
            elif kind in _STARTS:
                node = _STARTS[kind](_TAGS[kind], [], event.start_mark, event.end_mark)
                self._add(event, node)
                self._open.append((node, set()))
                self._key.append(None)
                if len(self._open) > _MAX_DEPTH:
                    raise self._error(event, "nested too deeply")
            elif kind in _ENDS:
                node, _ = self._open.pop()
                self._key.pop()
                node.end_mark = event.end_mark
            elif kind is yaml.AliasEvent:
                raise self._error(event, _NO_ANCHORS)
            elif kind is yaml.DocumentEndEvent:
                self._refuse_second_document(event.end_mark.index)
                if self._comment_hint is None:
                    return self._root
            elif kind is yaml.StreamEndEvent:
                return self._root

    def _add(self, event: Any, node: yaml.Node) -> None:
        """Put a node where the parser is."""
        self._nodes += 1
        if event.anchor is not None or event.tag is not None:
            raise self._error(event, _NO_ANCHORS)
        if self._nodes > _FREE_NODES:
            most = _FREE_NODES + event.start_mark.index // _MIN_CHARACTERS_PER_NODE
            if self._nodes > min(most, _MAX_NODES):
                raise self._error(event, f"too many values: {self._nodes:,} up to here")
        if not self._open:
            self._root = node
            return
        parent, keys = self._open[-1]
        if isinstance(parent, yaml.SequenceNode):
            parent.value.append(node)
            return
        key = self._key[-1]
        if key is not None:
            parent.value.append((key, node))
            self._key[-1] = None
        elif not isinstance(node, yaml.ScalarNode):
            raise self._error(event, "a key must be a single value")
        elif node.value in keys:
            raise self._error(event, f"the key {node.value!r} stands twice")
        else:
            keys.add(node.value)
            self._key[-1] = node
            if len(keys) > _MAX_KEYS:
                raise self._error(event, f"more than {_MAX_KEYS:,} keys in one mapping")

    def _scalar(self, event: Any) -> yaml.ScalarNode:
        if event.style == '"' and _SURROGATE.search(event.value):
            raise self._error(event, "half of a surrogate pair")
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        return yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)

    def _refuse_comment(self, event: Any) -> None:
        """Refuse a comment between the last event and this one, or in a block's first line."""
        start, end = event.start_mark.index, event.end_mark.index
        index = -1
        if start > self._read_to:
            index = self._text.find("#", self._read_to, start)
        if index < 0 and getattr(event, "style", None) in ("|", ">"):
            line_end = self._text.find("\n", start, end)
            index = self._text.find("#", start, line_end if line_end >= 0 else end)
        if index >= 0:
            raise _error_at(
                self._text,
                index,
                "comments in a ledger would not survive",
                self._path,
                hint=self._comment_hint,
            )
        self._read_to = max(self._read_to, end)

    def _refuse_second_document(self, end: int) -> None:
        """Refuse what follows a document, before the parser reads its directives."""
        rest = _REST.match(self._text, end)
        after = rest.end() if rest else end
        if after < len(self._text):
            raise _error_at(
                self._text, after, "not valid YAML: a second document in the file", self._path
            )

    def _error(self, event: Any, message: str) -> SchemaError:
        mark = event.start_mark
        return SchemaError(message, path=self._path, line=mark.line + 1, column=mark.column + 1)


_NO_ANCHORS = "no anchors, aliases or tags are allowed"
_STARTS: dict[type, Any] = {
    yaml.MappingStartEvent: yaml.MappingNode,
    yaml.SequenceStartEvent: yaml.SequenceNode,
}
_TAGS: dict[type, str] = {
    yaml.MappingStartEvent: _TAG + "map",
    yaml.SequenceStartEvent: _TAG + "seq",
}
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
