"""Measure how many small faults the tests notice, with mutants that cosmic-ray makes.

A mutant is the code with one small change: `<` becomes `<=`, `and` becomes `or`, a number grows
by one. A mutant that makes a test fail is killed. One that survives shows what no test holds.

All mutants of a room are too many for an evening, so the script takes a random sample; the same
seed takes the same sample of the same code. Each mutant is tested in a copy of the repository,
first with the test file of its module, and if it survives that with the folder's other tests.
Tests that are marked as slow are left out.

cosmic-ray is not part of claimkit's environment; `make mutation` runs this in one of its own::

    make mutation
    make mutation MUTATION_ARGS="claimkit/ledger --sample 50 --seed 3"
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click  # noqa: F401  # the tests import these, and a fork has them at once
import hypothesis
import hypothesis.strategies
import msgspec  # noqa: F401
import pydantic  # noqa: F401
import pytest
import rapidfuzz  # noqa: F401
import rich  # noqa: F401
import spacy  # noqa: F401
import yaml  # noqa: F401

# A mutant that is found is found; there is no need for its smallest example.
hypothesis.settings.register_profile(
    "mutation",
    max_examples=20,
    database=None,
    deadline=None,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    suppress_health_check=list(hypothesis.HealthCheck),
)

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PLACES = (
    "claimkit/compare",
    "claimkit/ledger",
    "claimkit/checks",
    "claimkit/documents/readers",
    "claimkit/extraction/quantities/digits.py",
    "claimkit/extraction/quantities/numerals.py",
    "claimkit/extraction/quantities/word_numbers.py",
    "claimkit/extraction/datings/date_hits.py",
)
# Those that a person might write by mistake. The others (`+` to `<<`) any test kills.
OPERATORS = (
    *(f"ReplaceComparisonOperator_{pair}" for pair in (
        "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is",
    )),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul")),
    "ReplaceAndWithOr", "ReplaceOrWithAnd", "AddNot", "ReplaceUnaryOperator_Delete_Not",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "NumberReplacer",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop",
)  # fmt: skip
TIMEOUT_S = 600  # only for a mutant that never ends


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module: which operator makes it, and where."""

    module: str
    operator: str
    occurrence: int
    line: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("places", nargs="*", default=DEFAULT_PLACES, help="modules and folders")
    parser.add_argument("--sample", type=int, default=400, help="how many mutants to test")
    parser.add_argument("--seed", type=int, default=12, help="of the random sample")
    arguments = parser.parse_args()
    modules = sorted(path for place in arguments.places for path in iter_modules(ROOT / place))
    mutants = [mutant for path in modules for mutant in iter_mutants(path)]
    chosen = random.Random(arguments.seed).sample(mutants, min(arguments.sample, len(mutants)))
    print(f"{len(chosen)} of {len(mutants)} mutants in {len(modules)} modules", flush=True)
    results: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        ignored = shutil.ignore_patterns(
            ".git", ".venv", ".*cache", ".hypothesis", "__pycache__", "build"
        )
        shutil.copytree(ROOT, copy, ignore=ignored)
        for tests in find_all_tests(chosen):
            if not passes(tests, copy, write_bytecode=True):
                sys.exit(f"{' '.join(tests)} fails without any mutant")
        for mutant in sorted(chosen, key=lambda mutant: (mutant.module, mutant.line)):
            results[room_of(mutant.module), try_mutant(mutant, copy)] += 1
            print(".", end="", flush=True)
    print_rates(results)
    return 0


def iter_modules(place: Path) -> Iterator[Path]:
    yield from [place] if place.is_file() else place.rglob("*.py")


def iter_mutants(path: Path) -> Iterator[Mutant]:
    """Yield the mutants of a module, save those that change nothing that a test could see."""
    import cosmic_ray.plugins
    from cosmic_ray.ast import ast_nodes, get_ast_from_path

    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    left_out = find_declarations(source)
    tree = get_ast_from_path(path)
    for name in OPERATORS:
        operator = cosmic_ray.plugins.get_operator(f"core/{name}")()
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            is_keyword_only_mark = lines[start[0] - 1].startswith("*,", start[1])
            if start not in left_out and not is_keyword_only_mark:
                yield Mutant(path.relative_to(ROOT).as_posix(), name, occurrence, start[0])


def find_declarations(source: str) -> set[tuple[int, int]]:
    """Return the line and column of all that stands in type annotations and decorators."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef():
                found += [node.returns, *node.decorator_list]
            case ast.ClassDef():
                found += node.decorator_list
            case ast.arg() | ast.AnnAssign():
                found.append(node.annotation)
    return {
        (part.lineno, part.col_offset)
        for expression in found
        if expression is not None
        for part in ast.walk(expression)
        if isinstance(part, ast.expr)
    }


def try_mutant(mutant: Mutant, copy: Path) -> str:
    """Test a mutant, report it if it survives, and return "killed" or "survived"."""
    import cosmic_ray.plugins
    from cosmic_ray.mutating import mutate_code

    path = copy / mutant.module
    times = path.stat()
    source = path.read_text(encoding="utf-8")
    operator = cosmic_ray.plugins.get_operator(f"core/{mutant.operator}")()
    changed = mutate_code(source, operator, mutant.occurrence)
    path.write_text(changed, encoding="utf-8")
    try:
        if not all(passes(tests, copy) for tests in find_tests(mutant.module)):
            return "killed"
    finally:
        path.write_text(source, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    lines = unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
    print(f"\nsurvived: {mutant.module}:{mutant.line} {mutant.operator}")
    print("\n".join(line for line in lines if line[:3] not in ("---", "+++")), flush=True)
    return "survived"


def find_all_tests(mutants: list[Mutant]) -> list[list[str]]:
    found = {tuple(tests) for mutant in mutants for tests in find_tests(mutant.module)}
    return [list(tests) for tests in sorted(found)]


def find_tests(module: str) -> list[list[str]]:
    """Return the arguments of pytest: for the module's test file, then for the folder's tests."""
    own = Path("tests", *Path(module).parts[1:])
    own = own.with_name(f"test_{own.name}")
    folder = own.parent
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    nearest = [[own.as_posix()]] if (ROOT / own).exists() else []
    return [*nearest, [folder.as_posix()]]


def passes(tests: list[str], copy: Path, *, write_bytecode: bool = False) -> bool:
    """Run tests in a fork of this process, which has imported what takes long to import."""
    arguments = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow"]
    arguments += ["--hypothesis-profile=mutation", "--hypothesis-seed=0", *tests]
    child = os.fork()
    if not child:
        code = 1
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            signal.alarm(TIMEOUT_S)
            os.chdir(copy)
            sys.path.insert(0, str(copy))
            # The bytecode of a mutant could be taken for that of another one of the same size.
            sys.dont_write_bytecode = not write_bytecode
            os.environ["PYTHONPATH"] = str(copy)
            code = int(pytest.main(arguments))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    # 5: there are no tests that may run
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) in (0, 5)


def room_of(module: str) -> str:
    return "/".join(module.split("/")[1 : 3 if "extraction" in module else 2])


def print_rates(results: Counter[tuple[str, str]]) -> None:
    print()
    rooms = sorted({room for room, _ in results})
    for room in [*rooms, "all"]:
        killed, survived = (
            sum(n for (r, outcome), n in results.items() if room in (r, "all") and outcome == kind)
            for kind in ("killed", "survived")
        )
        print(f"{room:24} {killed}/{killed + survived} killed, {killed / (killed + survived):.0%}")


if __name__ == "__main__":
    sys.exit(main())
