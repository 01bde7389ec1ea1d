"""Write the pages of this folder that come from the code, or check that they are up to date."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import click
import msgspec
import yaml

import claimkit
import claimkit.cli
from claimkit import lexicons
from claimkit.checks.table import CHECKS
from claimkit.cli.project import Configuration
from claimkit.extraction.extractor import Extractor
from claimkit.ledger.format.schema import ProvenanceRecord, SourcesRecord, json_schema
from claimkit.ledger.places import LEDGER_SCHEMA, PROVENANCE_SCHEMA, SOURCES_SCHEMA
from claimkit.lexicons.attribution import CountLexicon, CueLexicon, FrameLexicon, PhraseLexicon
from claimkit.lexicons.datings import DatingExample, DatingLexicon
from claimkit.lexicons.loader import load_lexicon
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.lexicons.units import load_unit_words, load_units
from claimkit.model import Dating, Quantity
from claimkit.reports.schemas import SCHEMAS

HERE = Path(__file__).resolve().parent
LEXICONS = Path(lexicons.__file__).resolve().parent
NOTE = "<!-- Written by `make docs` from the code; changes made here are lost. -->"
WIDTH = 88


def find_command() -> click.Group:
    """Return the click group behind the console script."""
    (group,) = {value for value in vars(claimkit.cli).values() if isinstance(value, click.Group)}
    return group


def iter_sections(command: click.Command, parent: click.Context | None, name: str) -> Iterator[str]:
    """Yield the help of a command and of all below it, as a Markdown section each."""
    context = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH)
    context.terminal_width = WIDTH
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from iter_sections(found, context, child)


def make_cli_page() -> str:
    sections = iter_sections(find_command(), None, "claimkit")
    return "\n".join([f"# Commands\n\n{NOTE}\n", *sections])


def make_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; a bar inside a cell is written so that it stays inside."""
    cells = [list(header), *(list(row) for row in rows)]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
    lines.insert(1, "|" + "---|" * len(cells[0]))
    return "\n".join(lines) + "\n"


def make_checks_page() -> str:
    """Return a table of the checks and a section for each."""
    rows = ((c.code, f"[{c.name}](#{c.name})", c.severity.value, c.summary) for c in CHECKS)
    parts = [
        f"# Checks\n\n{NOTE}\n",
        "What `claimkit check` looks for. [The guide](guide.md#check) says how to use it.\n",
        make_table(("code", "name", "severity", "finds"), rows),
    ]
    for check in CHECKS:
        needs = "\n\nIt runs with `--base` only." if check.needs_base else ""
        needs += "\n\n`--no-extract` leaves it out." if check.needs_extraction else ""
        parts.append(
            f"## {check.name}\n\n{check.code}, {check.severity.value}: {check.summary}.\n\n"
            f"{check.explanation}{needs}\n\nWhat to do: {check.fix}.\n"
        )
    return "\n".join(parts)


def make_lexicon_page() -> str:
    """Return the tables of what signals an attribution, and a list of all lexicons."""
    cues = load_lexicon("cues", CueLexicon).entries
    frames = load_lexicon("frames", FrameLexicon).entries
    phrases = load_lexicon("phrases", PhraseLexicon).entries
    counts = load_lexicon("counts", CountLexicon).counts
    parts = [
        f"# Lexicons\n\n{NOTE}\n",
        "What claimkit looks for is data, in `claimkit/lexicons/`. Each entry has examples that "
        "must and must not match; they run as tests.\n",
        make_table(("lexicon", "version", "licence", "where it comes from"), iter_headers()),
        "## Frames\n\nWhere a cue's content stands in the sentence, in the order of preference.\n",
        make_table(
            ("frame", "cue is a", "example"),
            ((frame.id, frame.pos, frame.note) for frame in frames),
        ),
        "## Cues\n\nA cue's frames, each with the share of places that were attributions in the "
        "training part of PolNeAR (hits/seen), where it occurs there.\n",
        make_table(
            ("cue", "is a", "stance", "frames", "introduces quotations"),
            (
                (
                    cue.lemma,
                    cue.pos,
                    cue.stance,
                    ", ".join(
                        describe_frame(frame, counts.get(cue.id, {})) for frame in cue.frames
                    ),
                    "yes" if cue.quotation else "",
                )
                for cue in cues
            ),
        ),
        "## Phrases\n\nConstructions of several words.\n",
        make_table(
            ("phrase", "stance", "note", "example"),
            ((p.id, p.stance, p.note, p.matches[0]) for p in phrases),
        ),
    ]
    return "\n".join(parts)


def iter_headers() -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(LEXICONS.glob("*/*.yaml")):
        header = yaml.safe_load(path.read_text(encoding="utf-8"))
        provenance = " ".join(header["provenance"].split())
        yield (
            f"{path.parent.name}/{path.name}",
            str(header["version"]),
            header["licence"],
            provenance,
        )


def describe_frame(frame: str, counts: Mapping[str, tuple[int, int]]) -> str:
    hits, seen = counts.get(frame, (0, 0))
    return f"{frame} ({hits}/{seen})" if seen else frame


def make_quantities_and_dates_page() -> str:
    """Return what numbers and dates claimkit reads, from the examples of the lexicons."""
    extractor = Extractor()
    sections = [*iter_quantity_sections(extractor), *iter_date_sections(extractor)]
    return "\n".join([f"# Quantities and dates\n\n{NOTE}\n", *sections])


def iter_quantity_sections(extractor: Extractor) -> Iterator[str]:
    """Yield the sections on quantities, with what is read in each example."""
    words = load_lexicon("quantities", QuantityLexicon)
    yield (
        "## Quantities\n\nA quantity is a number, what bounds it and what it counts. It is shown "
        "here as its words, the value (`40..` is open above), bound, unit, and the change that "
        "it tells, if any. The lexicons are `quantities.yaml`, `units.yaml` and "
        "`unit_words.yaml`; an example that is no sentence is read behind “They saw”.\n"
    )
    yield from iter_number_sections(words)
    yield make_example_table(
        extractor, "words between two numbers", ((r.words, r.example) for r in words.ratio_links)
    )
    yield from iter_bound_sections(extractor, words)
    yield from iter_unit_sections(extractor)
    yield "### No quantities\n\nNumbers that name something, and calibres.\n"
    yield make_example_table(
        extractor, "after these", ((", ".join(r.words), r.example) for r in words.references)
    )
    yield make_example_table(
        extractor, "before these", ((", ".join(c.nouns), c.example) for c in words.calibres)
    )


def iter_number_sections(words: QuantityLexicon) -> Iterator[str]:
    yield "### Numbers\n\nA vague plural is anything up to ten times as much.\n"
    yield make_table(
        ("magnitude", "means", "vague plural", "short behind digits", "short for money"),
        (
            (
                ", ".join(magnitude.words),
                f"{magnitude.value:,}",
                ", ".join(magnitude.plurals),
                ", ".join(magnitude.attached),
                ", ".join(magnitude.money_only),
            )
            for magnitude in words.magnitudes
        ),
    )
    yield make_table(
        ("vague word", "from", "to"), ((v.word, str(v.low), str(v.high)) for v in words.vague)
    )


def iter_bound_sections(extractor: Extractor, words: QuantityLexicon) -> Iterator[str]:
    yield (
        "### Bounds\n\nWhere the verb is negated, “more than” is at most, “less than” at least, "
        "and “at least” less than.\n"
    )
    bounds = (*words.bounds_before, *words.bounds_after)
    yield make_example_table(extractor, "words", ((b.phrase, b.example) for b in bounds))
    yield make_example_table(
        extractor,
        "verbs",
        (
            (", ".join(verbs.verbs), example)
            for verbs in words.bound_verbs
            for example in (verbs.example, verbs.negated_example)
        ),
    )
    yield (
        "### Changes\n\n`rise`, `fall` and `by` (direction not told) say by how much, `from` and "
        "`to` name the values before and after. Beside the verb itself only some amounts are a "
        "change: all, shares and money, points and percent, or none; behind “by”, “from” and "
        "“to” any is.\n"
    )
    yield make_example_table(
        extractor,
        "words (amounts beside the verb)",
        (
            (", ".join((*c.verbs, *c.nouns, *c.adverbs, *c.comparatives)) + f" ({c.of})", c.example)
            for c in words.changes
        ),
    )


def iter_unit_sections(extractor: Extractor) -> Iterator[str]:
    units, words = load_units(), load_unit_words()
    yield "### Units\n\nOther units are the nouns that the number counts, as printed.\n"
    named = [(unit.unit, unit.example) for unit in words.units]
    named += [(compound.minor, compound.example) for compound in units.compounds]
    yield make_example_table(extractor, "unit", named)
    yield make_example_table(
        extractor, "currency", ((currency.code, currency.example) for currency in words.currencies)
    )


def iter_date_sections(extractor: Extractor) -> Iterator[str]:
    lexicon = load_lexicon("datings", DatingLexicon)
    yield (
        "## Dates\n\nA dating is a date expression and its value in EDTF (ISO 8601-2). What is "
        "relative counts from the document's date, here the column *published*, or from what the "
        "text told before; a value that can't be known is left open. Two neighbours that name "
        "one date or the ends of an interval are one dating. The lexicon is `datings.yaml`.\n"
    )
    yield make_table(
        ("pattern", "example", "published", "what is read"),
        (
            (pattern.id, example.text, example.anchor or "", describe_datings(extractor, example))
            for pattern in lexicon.patterns
            for example in pattern.examples
        ),
    )
    yield (
        "### No dates\n\nTimes of day, sets (“every Monday”), durations without an anchor (“for "
        "two days”), names (“Theresa May”, “Euro 2020”) and counts (“2000 people”).\n"
    )


def describe_datings(extractor: Extractor, example: DatingExample) -> str:
    """Return the datings that are read in an example, in one line."""
    found = extractor.datings(example.text, example.anchor)
    return "; ".join(f"`{d.text} · {d.value or describe_open(d)}`" for d in found)


def describe_open(dating: Dating) -> str:
    return f"no value, somewhere in the {dating.vague}" if dating.vague else "no value"


def make_example_table(extractor: Extractor, header: str, rows: Iterable[tuple[str, str]]) -> str:
    return make_table(
        (header, "example", "what is read"),
        ((name, example, describe_quantities(extractor, example)) for name, example in rows),
    )


def describe_quantities(extractor: Extractor, example: str) -> str:
    """Return what is read in an example, in one line."""
    text = example if example.endswith(".") else f"They saw {example}."
    return "; ".join(map(describe_quantity, extractor.quantities(text))) or "nothing"


def describe_quantity(quantity: Quantity) -> str:
    low, high = ("" if n is None else f"{n:f}" for n in (quantity.min, quantity.max))
    limits = low if low == high else f"{low}..{high}"
    cells = [quantity.text, limits, quantity.bound, quantity.unit or "no unit"]
    return f"`{' · '.join(cells + ([quantity.change] if quantity.change else []))}`"


def configuration_schema() -> str:
    """Return the JSON Schema of ``claimkit.yaml``."""
    schema = msgspec.json.schema(Configuration)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


PACKAGED = Path(claimkit.__file__).parent / "ledger" / "schemas"
PAGES: dict[str, Callable[[], str]] = {
    "checks.md": make_checks_page,
    "cli.md": make_cli_page,
    "lexicons.md": make_lexicon_page,
    "quantities-and-dates.md": make_quantities_and_dates_page,
    "schema/ledger.schema.json": json_schema,
    "schema/sources.schema.json": partial(json_schema, SourcesRecord),
    "schema/extractor.schema.json": partial(json_schema, ProvenanceRecord),
    # Those of the ledger's own files, which go into each ledger's folder.
    f"{PACKAGED}/{LEDGER_SCHEMA}": json_schema,
    f"{PACKAGED}/{SOURCES_SCHEMA}": partial(json_schema, SourcesRecord),
    f"{PACKAGED}/{PROVENANCE_SCHEMA}": partial(json_schema, ProvenanceRecord),
    "schema/configuration.schema.json": configuration_schema,
    **{f"schema/{name}.schema.json": schema for name, schema in SCHEMAS.items()},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on drift")
    check = parser.parse_args().check
    stale = []
    for name, make_page in PAGES.items():
        path = HERE / name
        page = make_page()
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            stale.append(name)
            if not check:
                path.write_text(page, encoding="utf-8")
    if check and stale:
        print(f"out of date in docs/: {', '.join(stale)}; run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
