"""Files of a ledger that somebody made to do harm: read, or refused at a line and a column."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimkit.errors import LedgerError
from claimkit.ledger.format import canonical
from claimkit.ledger.format.plain_values import plain_provenance, plain_sources
from claimkit.ledger.format.read import decode, parse, parse_provenance, parse_sources
from claimkit.ledger.format.write import dump, dump_mapping
from claimkit.model import LedgerFile, Provenance, SourceEntry, SourceKind, SourceRole
from tests.compare.ledger_versions import COST, FERRY, make_ledger
from tests.examples import examples
from tests.growth import Work, assert_linear
from tests.ledger.strategies import ledgers

PATH = "ledger/a.txt.yaml"
LEDGER = dump(make_ledger(FERRY, COST))
SOURCES = dump_mapping(
    plain_sources(
        [
            SourceEntry("Ana Petrova", SourceKind.PERSON, ("A. Petrova",)),
            SourceEntry(
                "NHA", SourceKind.ORGANISATION, (), (SourceRole("agency", ("a.txt", "b.txt")),)
            ),
        ]
    )
)
PROVENANCE = dump_mapping(plain_provenance(Provenance("0.1.0", "en", "3.8.0", "6f63dae8")))


def add(line: str, text: str = LEDGER) -> str:
    """Return the ledger with a line more in its first claim."""
    return text.replace("  confidence: high\n", f"  {line}\n  confidence: high\n", 1)


def refuse(text: str, said: str) -> tuple[int, int]:
    """Assert that a ledger is refused, and return the place."""
    with pytest.raises(LedgerError, match=said) as caught:
        parse(text, PATH)
    error = caught.value
    assert error.message.startswith(f"{PATH}:{error.line}:{error.column}: ")
    return error.line, error.column


@pytest.mark.parametrize("escape", [r"\ud800", r"\udc00", r"\ud83d\ude00", r"\uD800"])
@pytest.mark.parametrize("line", ['role: "a {}"', 'via: ["a {}"]', 'review: {{note: "{}"}}'])
def test_half_of_a_surrogate_pair(line: str, escape: str) -> None:
    text = add(line.format(escape))
    number = text.split("\n").index("  " + line.format(escape)) + 1
    assert refuse(text, "Unicode|surrogate")[0] == number


@pytest.mark.parametrize("escape", [r"\ud800", r"\udc00"])
def test_half_of_a_surrogate_pair_in_the_other_files(escape: str) -> None:
    with pytest.raises(LedgerError, match=f"{PATH}:3:"):
        parse_sources(SOURCES.replace("name: Ana Petrova", f'name: "{escape}"'), PATH)
    with pytest.raises(LedgerError, match=f"{PATH}:2:"):
        parse_provenance(PROVENANCE.replace('"0.1.0"', f'"{escape}"'), PATH)


QUANTITY = "quantities:\n  - {{text: a, min: {}, max: null, bound: at least, unit: null}}"


@pytest.mark.parametrize("number", ["9{}", "-9{}", "9{}.5", "0.{}1"])
def test_a_number_of_many_digits(number: str) -> None:
    def prepare(size: int) -> Work:
        text = add(QUANTITY.format(number.format("0" * size)))
        return lambda: refuse(text, "a number that can be written out")

    assert_linear(prepare, 30_000, steps=False)
    long = add(QUANTITY.format(number.format("1" * 99)))
    assert parse(long, PATH).claims[0].quantities


@pytest.mark.parametrize("unit", ["[],", "{},", "a, ", "1, ", '"",', "[", "{a: "], ids=repr)
def test_a_list_of_far_too_many_values(unit: str) -> None:
    """The place is the same for any length: what follows it is not read."""
    texts = [add(f"via: [{unit * times}]") for times in (90_000, 100_000)]
    assert len({refuse(text, "too many values|nested too deeply") for text in texts}) == 1
    with pytest.raises(LedgerError):
        parse_sources(SOURCES.replace("[A. Petrova]", f"[{unit * 90_000}]"), PATH)


def test_a_canonical_list_of_far_too_many_values() -> None:
    assert canonical.parse(add(f"via: [{'a, ' * 200_000}b]")) is not None
    text = add(f"via: [{'a, ' * 2_000_000}b]")
    assert canonical.parse(text) is None
    refuse(text, "too many values")


@pytest.mark.parametrize("key", ["claims", "retired"])
def test_a_fault_in_each_of_many_claims(key: str) -> None:
    """One fault is reported, the first."""
    head = LEDGER.split("claims:\n")[0]
    other = "claims: []\n" if key == "retired" else "retired: []\n"
    text = head + f"{other}{key}:\n" + "- {id: 1, unknown: 2, another: 3}\n" * 20_000
    line, _ = refuse(text, key)
    assert line == text.split("\n").index(f"{key}:") + 2


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\ud800"])
def test_a_control_character(character: str) -> None:
    line, column = refuse(add(f"role: may{character}or"), "is not allowed in YAML")
    assert column == len("  role: may") + 1
    assert add("role: mayor").split("\n")[line - 1] == "  role: mayor"


def test_characters_that_are_escaped_can_be_read_and_written() -> None:
    ledger = parse(add(r'role: "\x00\x1b\u202e"'), PATH)
    assert ledger.claims[0].role == "\0\x1b\u202e"
    assert parse(dump(ledger), PATH) == ledger


# -- mutations of valid files --------------------------------------------------------------------

_BITS = st.sampled_from(
    [
        *"[]{}:,-#&*!|>'\"%@`?\\\n\t\r \0\x85\u2028\ufeff\ud800",
        *(
            "- ",
            ": ",
            ", ",
            "\n- ",
            "\n  ",
            "\n---\n",
            "...\n",
            "%TAG ! x\n",
            "<<: *a",
            "&a ",
            "!!",
        ),
        *(
            "null",
            "true",
            "1",
            "-1",
            "0x1f",
            "1e9",
            "1:60",
            "9" * 50,
            ".5",
            "2025-02-30",
            "{}",
            "[]",
        ),
        *(
            r"\ud800",
            r"\x00",
            r"\u0000",
            "id: ",
            "schema: 2",
            "review: {}",
            "<<<<<<< ours\n",
            "=" * 7,
        ),
    ]
)


@st.composite
def mutated(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> bytes:
    """A valid file in which some places were changed."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 8, 60])))
        bit = draw(_BITS | st.just(text[start:end] * 2) | st.text(max_size=3))
        text = text[:start] + bit + text[end:]
    data = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=3)) + data[place:]
    return data


def read_again(
    data: bytes, read: Callable[[str, str], object], write: Callable[[object], str]
) -> None:
    """Read a file; what is read can be written and is then the same."""
    try:
        value = read(decode(data, PATH), PATH)
    except LedgerError as error:
        if not error.message.startswith(f"{PATH}:{error.line}:{error.column}: "):
            raise
        return
    assert read(write(value), PATH) == value


def _write_ledger(ledger: object) -> str:
    assert isinstance(ledger, LedgerFile)
    return dump(ledger)


@examples(400)
@given(mutated(st.just(LEDGER) | ledgers().map(dump)))
def test_mutated_ledgers(data: bytes) -> None:
    read_again(data, parse, _write_ledger)


@examples(200)
@given(mutated(st.just(SOURCES)))
def test_mutated_sources(data: bytes) -> None:
    def read(text: str, path: str) -> object:
        return list(parse_sources(text, path))

    read_again(data, read, lambda entries: dump_mapping(plain_sources(entries)))  # type: ignore[arg-type]


@examples(100)
@given(mutated(st.just(PROVENANCE)))
def test_mutated_provenance(data: bytes) -> None:
    read_again(data, parse_provenance, lambda made: dump_mapping(plain_provenance(made)))  # type: ignore[arg-type]
