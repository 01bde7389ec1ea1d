"""Write the generated pages of this folder, or check that they are up to date."""

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
from claimkit.checks.causes import CAUSES
from claimkit.checks.table import CHECKS
from claimkit.extraction.extractor import Extractor
from claimkit.faults import FAULTS
from claimkit.ledger.format.schema import ProvenanceRecord, SourcesRecord, json_schema
from claimkit.ledger.places import LEDGER_SCHEMA, PROVENANCE_SCHEMA, SOURCES_SCHEMA
from claimkit.lexicons.attribution import CountLexicon, CueLexicon, FrameLexicon, PhraseLexicon
from claimkit.lexicons.datings import DatingExample, DatingLexicon
from claimkit.lexicons.extension import extendable_lists
from claimkit.lexicons.governments import GovernmentLexicon
from claimkit.lexicons.loader import LexiconHeader, load_lexicon
from claimkit.lexicons.own_lexicons import EXTENDABLE
from claimkit.lexicons.quantities import QuantityLexicon
from claimkit.lexicons.sentences import SentenceLexicon
from claimkit.lexicons.sources import SourceLexicon
from claimkit.lexicons.units import UnitLexicon, UnitWordLexicon, load_unit_words, load_units
from claimkit.model import Dating, Quantity
from claimkit.project.configuration import Configuration
from claimkit.reports.schemas import OUTPUTS, SCHEMAS, STANDARDS

HERE = Path(__file__).resolve().parent
LEXICONS = Path(lexicons.__file__).resolve().parent
NOTE = "<!-- Written by `make docs` from the code; changes made here are lost. -->"
WIDTH = 88


def find_command() -> click.Group:
    """Return the click group that the console script runs."""
    (group,) = {value for value in vars(claimkit.cli).values() if isinstance(value, click.Group)}
    return group


def iter_sections(command: click.Command, parent: click.Context | None, name: str) -> Iterator[str]:
    """Yield a Markdown section with the help of a command and of each of its subcommands."""
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
    """Return a Markdown table; vertical bars in cells are escaped."""
    cells = [list(header), *(list(row) for row in rows)]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
    lines.insert(1, "|" + "---|" * len(cells[0]))
    return "\n".join(lines) + "\n"


def make_checks_page() -> str:
    """Return a table of the checks and a section for each."""
    rows = ((c.code, f"[{c.name}](#{c.name})", c.severity.value, c.summary) for c in CHECKS)
    parts = [
        f"# Checks\n\n{NOTE}\n",
        "These are the problems that `claimkit check` finds. "
        "[The guide](guide.md#check-the-ledger) describes the command.\n",
        make_table(("code", "name", "severity", "finds"), rows),
    ]
    parts.append(
        "A problem is reported once. If a finding explains others, `claimkit check` leaves these "
        "out, for example the sentences that are missing in a document that has changed. A finding "
        "that is ignored explains nothing. [At the end of this page](#one-cause-one-finding) is "
        "the list.\n"
    )
    for check in CHECKS:
        needs = "\n\nThis check needs `--base`." if check.needs_base else ""
        needs += (
            "\n\n`--no-extract` and `--staged` skip this check." if check.needs_extraction else ""
        )
        parts.append(
            f"## {check.name}\n\n{check.code}, {check.severity.value}: {check.summary}.\n\n"
            f"{check.explanation}{needs}\n\nWhat to do: {check.fix}.\n"
        )
    causes = ((c.reason, _codes(c.causes), _codes(c.effects), c.scope.value) for c in CAUSES)
    parts.append(
        "## One cause, one finding\n\nA finding explains those of "
        "the next column, if both are about the same thing. It never explains a finding of a "
        "higher severity, so the exit code is the same.\n"
    )
    parts.append(make_table(("because", "finding", "explains", "of"), causes))
    return "\n".join(parts)


def _codes(codes: Iterable[str]) -> str:
    return ", ".join("CK101 to CK111" if code == "CK1" else code for code in codes)


def make_formats_page() -> str:
    """Return a page on the outputs that other programs read."""
    rows = [
        (
            f"`claimkit {command}{' --stats' if command == 'review' else ''}`",
            f"`{form}`",
            f"[{name}](schema/{name}.schema.json)",
        )
        for (command, form), name in OUTPUTS.items()
    ]
    standards = [(f"`{form}`", f"<{address}>") for form, address in STANDARDS.items()]
    return "\n".join(
        [
            f"# Output formats\n\n{NOTE}\n",
            "These outputs are made for other programs. Each has a JSON Schema; for `jsonl` it "
            "describes one line. The changelog names every change to these formats.\n",
            make_table(("command", "format", "schema"), rows),
            "Some formats are defined elsewhere:\n",
            make_table(("format", "description"), standards),
            "The files in the folder of a ledger have schemas as well: "
            "[ledger](schema/ledger.schema.json), [sources](schema/sources.schema.json) and "
            "[extractor](schema/extractor.schema.json). The schema of `claimkit.yaml` is "
            "[configuration](schema/configuration.schema.json).\n",
        ]
    )


def make_faults_page() -> str:
    """Return a table of the faults of documents and runs, and a section for each."""
    rows = (
        (f.code, f"[{f.name}](#{f.name})", f.severity.value, f.summary, str(f.exit_code))
        for f in FAULTS
    )
    parts = [
        f"# Faults of documents\n\n{NOTE}\n",
        "These are the problems that `claimkit extract` reports about documents and about its own "
        "run. [Checks](checks.md) lists the problems that `claimkit check` finds in a ledger.\n",
        make_table(("code", "name", "severity", "problem", "exit code"), rows),
    ]
    for fault in FAULTS:
        parts.append(
            f"## {fault.name}\n\n{fault.code}, {fault.severity.value}: {fault.summary}.\n\n"
            f"{fault.effect}\n\nWhat to do: {fault.fix}.\n"
        )
    return "\n".join(parts)


def make_lexicon_page() -> str:
    """Return a list of all lexicons and tables of frames, cues and phrases."""
    cues = load_lexicon("cues", CueLexicon).entries
    frames = load_lexicon("frames", FrameLexicon).entries
    phrases = load_lexicon("phrases", PhraseLexicon).entries
    counts = load_lexicon("counts", CountLexicon).counts
    parts = [
        f"# Lexicons\n\n{NOTE}\n",
        "The words and patterns that claimkit looks for are data in `claimkit/lexicons/`. Each "
        "entry has examples that must match and examples that must not. They run as tests.\n",
        make_table(("lexicon", "version", "licence", "origin"), iter_headers()),
        "## Own lexicons\n\nA project can add entries to these lexicons or disable some, in files "
        "of the same names in its own folder ([guide](guide.md#own-lexicons)). `disable` is a list "
        "of ids: of an entry with an `id`, `unit`, `code` or `state` that is its id, elsewhere "
        "each of its words. Where an id stands in several lists, write `LIST/ID`. A cue without "
        "counts has a probability of one half for each of its frames. Words are taken as they "
        "are, never as regular expressions; the nodes of a phrase take words, `IN` and `NOT_IN`. "
        "The other lexicons cannot be extended.\n",
        make_table(
            ("file", "lists that can be extended"),
            (
                (f"{name}.yaml", ", ".join(f"`{one}`" for one in iter_extendable_lists(name)))
                for name in EXTENDABLE
            ),
        ),
        "## Frames\n\nA frame describes where the content of a cue is in the sentence. The frames "
        "are in the order of preference.\n",
        make_table(
            ("frame", "cue is a", "example"),
            ((frame.id, frame.pos, frame.note) for frame in frames),
        ),
        "## Cues\n\nThe numbers behind a frame are hits/seen: how many of the places where the cue "
        "occurs with this frame in the training part of PolNeAR are attributions.\n",
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
        "## Phrases\n\nPhrases are constructions of several words.\n",
        make_table(
            ("phrase", "stance", "note", "example"),
            ((p.id, p.stance, p.note, p.matches[0]) for p in phrases),
        ),
    ]
    return "\n".join(parts)


def iter_extendable_lists(name: str) -> Iterator[str]:
    """Yield the lists of a lexicon to which projects can add entries, in the order of the file."""
    for place in extendable_lists(SCHEMAS_OF_LEXICONS[name]):
        yield ".".join(place)


SCHEMAS_OF_LEXICONS: Mapping[str, type[LexiconHeader]] = {
    "cues": CueLexicon,
    "datings": DatingLexicon,
    "governments": GovernmentLexicon,
    "phrases": PhraseLexicon,
    "quantities": QuantityLexicon,
    "sentences": SentenceLexicon,
    "sources": SourceLexicon,
    "unit_words": UnitWordLexicon,
    "units": UnitLexicon,
}


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
    """Return what claimkit reads in the examples of the lexicons for numbers and dates."""
    extractor = Extractor()
    sections = [*iter_quantity_sections(extractor), *iter_date_sections(extractor)]
    return "\n".join([f"# Quantities and dates\n\n{NOTE}\n", *sections])


def iter_quantity_sections(extractor: Extractor) -> Iterator[str]:
    """Yield the sections on quantities with the result for each example."""
    words = load_lexicon("quantities", QuantityLexicon)
    yield (
        "## Quantities\n\nA quantity is a number with its bound and its unit. The tables show its "
        "text, its value (`40..` is open above), its bound, its unit, and the change that it "
        "states, if any. The lexicons are `quantities.yaml`, `units.yaml` and "
        "`unit_words.yaml`. An example that is not a sentence is read after “They saw”.\n"
    )
    yield from iter_number_sections(words)
    yield make_example_table(
        extractor, "words between two numbers", ((r.words, r.example) for r in words.ratio_links)
    )
    yield from iter_bound_sections(extractor, words)
    yield from iter_unit_sections(extractor)
    yield "### Not quantities\n\nNumbers that name something, and calibres, are not quantities.\n"
    yield make_example_table(
        extractor, "after these", ((", ".join(r.words), r.example) for r in words.references)
    )
    yield make_example_table(
        extractor, "before these", ((", ".join(c.nouns), c.example) for c in words.calibres)
    )


def iter_number_sections(words: QuantityLexicon) -> Iterator[str]:
    yield "### Numbers\n\nA vague plural means anything up to ten times the magnitude.\n"
    yield make_table(
        ("magnitude", "means", "vague plural", "short after digits", "short for money"),
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
        "### Bounds\n\nIf the verb is negated, “more than” means at most, “less than” means at "
        "least, and “at least” means less than.\n"
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
        "### Changes\n\n`rise`, `fall` and `by` (direction unknown) mark the size of a change. "
        "`from` and `to` mark the values before and after it. The table says in brackets which "
        "amounts directly beside the verb are a change. After “by”, “from” and “to” any amount "
        "is.\n"
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
    yield "### Units\n\nAll other units are the nouns that the number counts, as printed.\n"
    named = [(unit.unit, unit.example) for unit in words.units]
    named += [(compound.minor, compound.example) for compound in units.compounds]
    yield make_example_table(extractor, "unit", named)
    yield make_example_table(
        extractor, "currency", ((currency.code, currency.example) for currency in words.currencies)
    )


def iter_date_sections(extractor: Extractor) -> Iterator[str]:
    lexicon = load_lexicon("datings", DatingLexicon)
    yield (
        "## Dates\n\nA dating is a date expression with its value in EDTF (ISO 8601-2). A relative "
        "date counts from the document's date (the column *published*) or from an earlier date in "
        "the text. If the value is unknown, it is left open. Two neighbouring expressions are one "
        "dating if they name the same date or the ends of an interval. The lexicon is "
        "`datings.yaml`.\n"
    )
    yield make_table(
        ("pattern", "example", "published", "result"),
        (
            (pattern.id, example.text, example.anchor or "", describe_datings(extractor, example))
            for pattern in lexicon.patterns
            for example in pattern.examples
        ),
    )
    yield (
        "### Not dates\n\nTimes of day, sets (“every Monday”), durations without an anchor (“for "
        "two days”), names (“Theresa May”, “Euro 2020”) and counts (“2000 people”) are not dates.\n"
    )


def describe_datings(extractor: Extractor, example: DatingExample) -> str:
    """Return the datings found in an example in one line."""
    found = extractor.datings(example.text, example.anchor)
    return "; ".join(f"`{d.text} · {d.value or describe_open(d)}`" for d in found)


def describe_open(dating: Dating) -> str:
    return f"no value, in the {dating.vague}" if dating.vague else "no value"


def make_example_table(extractor: Extractor, header: str, rows: Iterable[tuple[str, str]]) -> str:
    return make_table(
        (header, "example", "result"),
        ((name, example, describe_quantities(extractor, example)) for name, example in rows),
    )


def describe_quantities(extractor: Extractor, example: str) -> str:
    """Return the quantities found in an example in one line."""
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
    "formats.md": make_formats_page,
    "faults.md": make_faults_page,
    "lexicons.md": make_lexicon_page,
    "quantities-and-dates.md": make_quantities_and_dates_page,
    "schema/ledger.schema.json": json_schema,
    "schema/sources.schema.json": partial(json_schema, SourcesRecord),
    "schema/extractor.schema.json": partial(json_schema, ProvenanceRecord),
    # Copies that the package contains; claimkit writes them into the folder of each ledger.
    f"{PACKAGED}/{LEDGER_SCHEMA}": json_schema,
    f"{PACKAGED}/{SOURCES_SCHEMA}": partial(json_schema, SourcesRecord),
    f"{PACKAGED}/{PROVENANCE_SCHEMA}": partial(json_schema, ProvenanceRecord),
    "schema/configuration.schema.json": configuration_schema,
    **{f"schema/{name}.schema.json": schema for name, schema in SCHEMAS.items()},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if a page is out of date"
    )
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
