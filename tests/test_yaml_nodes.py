"""Hostile YAML is refused at its line and column, before it takes long or fills the memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from claimkit import yamlio
from claimkit.errors import SchemaError
from claimkit.yaml_nodes import Loader
from tests.growth import Work, assert_linear

HEAD = "a: 1\nb: "
DIGITS = "9" * 100_000

# A repeated unit, how often, and what is said about it. No text is accepted.
REFUSED = {
    "lists in a list": ("[{}]", "[],", "too many values"),
    "mappings in a list": ("[{}]", "{{}},", "too many values"),
    "numbers in a list": ("[{}]", "1,", "too many values"),
    "keys": ("{{{}}}", "k{n}: 1, ", "more than 10,000 keys in one mapping"),
    "keys in lines": ("{}", "\n  k{n}: 1", "more than 10,000 keys in one mapping"),
    "brackets": ("{}", "[", "nested too deeply"),
    "braces": ("{}", "{{a: ", "nested too deeply"),
    "dashes": ("\n  {}", "- ", "nested too deeply"),
    "indented keys": ("{}", "\n{indent}k:", "nested too deeply"),
    "keys that are lists": ("{}", "\n  ? [a]\n  : b", "a key must be a single value"),
    "anchors": ("[{}]", "&a{n} x, ", "no anchors, aliases or tags"),
    "tags": ("[{}]", "!!str x, ", "no anchors, aliases or tags"),
    "aliases": ("[{}]", "*a, ", "no anchors, aliases or tags"),
    "documents": ("1{}", "\n---\nx", "a second document"),
    "directives of another document": ("1\n...\n{}", "%TAG !a{n}! x\n", "a second document"),
}


def repeat(frame: str, unit: str, times: int) -> str:
    units = (unit.format(n=n, indent=" " * (n + 2)) for n in range(times))
    return HEAD + frame.format("".join(units))


@pytest.mark.parametrize(("frame", "unit", "said"), REFUSED.values(), ids=REFUSED)
def test_hostile_text_is_refused_where_it_shows(frame: str, unit: str, said: str) -> None:
    """However long the text is, no more of it is read."""
    times = 3_000 if "indent" in unit else 90_000
    messages = set()
    for text in (repeat(frame, unit, times), repeat(frame, unit, times + times // 9)):
        with pytest.raises(SchemaError, match=said) as caught:
            yamlio.compose(text, "a.yaml")
        error = caught.value
        messages.add(error.message)
        assert error.message.startswith(f"a.yaml:{error.line}:{error.column}: ")
        assert error.line >= 2
        assert 1 <= error.column <= len(text.split("\n")[error.line - 1])
    assert len(messages) == 1


def test_directives_are_refused_before_they_are_compared() -> None:
    text = "# c\n\n" + "".join(f"%TAG !a{n}! x\n" for n in range(100_000)) + "---\na: 1\n"
    with pytest.raises(SchemaError, match=r"a\.yaml:3:1: YAML directives are not allowed"):
        yamlio.compose(text, "a.yaml")


@pytest.mark.parametrize(
    ("character", "name"), [("\0", "U+0000"), ("\x1b", "U+001B"), ("\ud800", "U+D800")]
)
def test_characters_that_yaml_does_not_have(character: str, name: str) -> None:
    with pytest.raises(SchemaError) as caught:
        yamlio.compose(f"a: 1\nb: x{character}", "a.yaml")
    assert caught.value.message == f"a.yaml:2:5: the character {name} is not allowed in YAML"


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\ud83d\ude00", r"\U0000d800"])
def test_half_of_a_surrogate_pair(escape: str) -> None:
    with pytest.raises(SchemaError, match=r"a\.yaml:2:"):
        yamlio.compose(f'a: 1\nb: "{escape}"', "a.yaml")


@pytest.mark.parametrize("text", ["{}", "-{}", "0.{}", "-{}.5", "0{}", "0x{}", "0o{}", "0b{}"])
def test_numbers_of_any_length_are_read_in_linear_time(text: str) -> None:
    def prepare(size: int) -> Work:
        digit = "1" if text.startswith("0") else "9"
        node = yamlio.compose("a: " + text.format(digit * size), "a.yaml")
        assert node is not None
        return lambda: yamlio.construct(node, "a.yaml")

    assert_linear(prepare, 20_000, steps=False)


@pytest.mark.parametrize(
    "text",
    [f"{DIGITS}e9", f"1e{DIGITS}", f"1:{DIGITS}", f"2025-04-{DIGITS}", f"2025-04-26T{DIGITS}Z"],
)
def test_other_forms_of_numbers_and_dates_are_text(text: str) -> None:
    node = yamlio.compose(f"a: {text}", "a.yaml")
    assert node is not None
    assert yamlio.construct(node, "a.yaml") == {"a": text}


@pytest.mark.parametrize("unit", ["\n", " ", "#\n", "# [[[[\n", "\r\n"], ids=repr)
def test_blank_lines_and_comments_take_linear_time(unit: str) -> None:
    def prepare(size: int) -> Work:
        return lambda: yamlio.compose(
            unit * size + "\na: 1\n" + unit.lstrip(" \t") * size, "a.yaml"
        )

    assert_linear(prepare, 2_000)


@pytest.mark.parametrize(
    "unit", ["- a: some words, more words\n", "- {a: some words, b: more words}\n"]
)
def test_what_people_write_takes_linear_time(unit: str) -> None:
    assert_linear(lambda size: lambda: yamlio.compose(unit * size, "a.yaml"), 200)


def test_nodes_are_those_of_pyyaml() -> None:
    text = (
        "a: [1, -2.50, x, 'y', \"z\", null, ~, true, no, 2025-04-26, {b: c}]\n"
        "d:\n- e: |\n    f\n\n    g\n  h:\n  - i\n-\nj: # k\n  plain\n  lines\n"
    )
    node = yamlio.compose(text, "a.yaml")
    assert node is not None
    assert list(iter_nodes(node)) == list(iter_nodes(Loader(text).get_single_node()))


def iter_nodes(node: yaml.Node) -> Iterator[tuple[object, ...]]:
    start, end = node.start_mark, node.end_mark
    value = node.value if isinstance(node, yaml.ScalarNode) else len(node.value)
    yield node.tag, value, start.line, start.column, end.line, end.column
    if not isinstance(node, yaml.ScalarNode):
        for child in node.value:
            for one in child if isinstance(child, tuple) else (child,):
                yield from iter_nodes(one)
