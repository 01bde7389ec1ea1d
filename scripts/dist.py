"""Build and check the wheel and the source distribution, and try the wheel; see ``make dist``.

The packages are built from the files that git tracks, with the setuptools of this environment. The
wheel is built from the source distribution, so that both are complete. Then the wheel is installed
into an empty environment with the versions of ``requirements/runtime.lock``, and has to find a
claim.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from packaging.metadata import Metadata

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "Rents will rise by 5%, Mayor Ann Lee said."
FOUND = ("source: Ann Lee", "content: Rents will rise by 5%", "min: 5")
BESIDE = {"LICENSE", "MANIFEST.in", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg"}
"""The files of the source distribution outside of the package."""


class DistributionError(Exception):
    """A distribution cannot be built, lacks something, or has something that it must not have."""


def main() -> int:
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "dist")
    try:
        sdist, wheel = build(ROOT, output)
        check(ROOT, sdist, wheel)
        print(f"{sdist}\n{wheel}")
        try_wheel(wheel, ROOT / "requirements" / "runtime.lock")
    except DistributionError as error:
        print(f"dist: {error}", file=sys.stderr)
        return 1
    print("The wheel works in an environment of its own.")
    return 0


def build(root: Path, output: Path) -> tuple[Path, Path]:
    """Build both distributions from the tracked files; return their paths.

    The same commit gives the same bytes.
    """
    output.mkdir(parents=True, exist_ok=True)
    stamp = run(["git", "log", "-1", "--format=%ct"], root).strip()
    environment = os.environ | {"SOURCE_DATE_EPOCH": stamp}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        for name in tracked_files(root):
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, target)
        sdist = build_one("sdist", source, Path(folder), environment)
        with tarfile.open(sdist) as archive:
            archive.extractall(folder, filter="data")
        unpacked = Path(folder, sdist.name.removesuffix(".tar.gz"))
        wheel = build_one("wheel", unpacked, Path(folder), environment)
        return Path(shutil.copy(sdist, output)), Path(shutil.copy(wheel, output))


def build_one(kind: str, source: Path, output: Path, environment: Mapping[str, str]) -> Path:
    code = f"import sys; from setuptools import build_meta as b; b.build_{kind}(sys.argv[1])"
    run([sys.executable, "-c", code, str(output)], source, environment)
    (path,) = output.glob("*.tar.gz" if kind == "sdist" else "*.whl")
    return path


def tracked_files(root: Path) -> list[str]:
    names = run(["git", "ls-files", "-z"], root).split("\0")
    return [name for name in names if name and (root / name).is_file()]


def check(root: Path, sdist: Path, wheel: Path) -> None:
    """Check what is in the distributions.

    Raises:
        DistributionError: if something is missing or too much, or the metadata are not valid.
    """
    package = {name for name in tracked_files(root) if name.startswith("claimkit/")}
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        information = next(name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(information)
    folder = information.rpartition("/")[0]
    beside = {name for name in names if name.startswith(f"{folder}/")}
    compare(wheel, set(names) - beside, package)
    missing = {f"{folder}/entry_points.txt", f"{folder}/licenses/LICENSE"} - beside
    if missing:
        raise DistributionError(f"{wheel.name}: missing: {sorted(missing)}")
    with tarfile.open(sdist) as archive:
        top = sdist.name.removesuffix(".tar.gz")
        names = [one.name.removeprefix(f"{top}/") for one in archive.getmembers() if one.isfile()]
    # Setuptools adds a folder about the package, with the same content as the file PKG-INFO.
    names = [name for name in names if not name.startswith("claimkit.egg-info/")]
    compare(sdist, set(names), package | BESIDE)
    try:
        Metadata.from_email(metadata, validate=True)
    except ExceptionGroup as error:
        raise DistributionError(f"{wheel.name}: {error.exceptions}") from error


def compare(path: Path, found: set[str], expected: set[str]) -> None:
    if found != expected:
        raise DistributionError(
            f"{path.name}: too much: {sorted(found - expected)}, "
            f"missing: {sorted(expected - found)}"
        )


def try_wheel(wheel: Path, lock: Path, python: str | Path = sys.executable) -> None:
    """Install the wheel into an environment of its own, and let it extract a claim.

    Raises:
        DistributionError: if something fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "environment")
        pip: list[str | Path]
        run([python, "-I", "-m", "venv", own], Path(folder))
        pip = [own / "bin" / "python", "-I", "-m", "pip", "--quiet", "install"]
        run([*pip, "--require-hashes", "--requirement", lock.resolve()], Path(folder))
        run([*pip, "--no-deps", wheel.resolve()], Path(folder))
        claimkit = own / "bin" / "claimkit"
        version = wheel.name.split("-")[1]
        printed = run([claimkit, "--version"], Path(folder))
        if version not in printed:
            raise DistributionError(f"claimkit --version prints {printed!r}, not {version}")
        printed = run([claimkit, "extract", "-"], Path(folder), stdin=SENTENCE)
        if not all(part in printed for part in FOUND):
            raise DistributionError(f"claimkit extract prints\n{printed}")


def run(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    stdin: str = "",
) -> str:
    """Return the output of a command.

    Raises:
        DistributionError: if it fails.
    """
    outer = os.environ if environment is None else environment
    # The environment is to find what is installed there, and nothing else.
    variables = {name: value for name, value in outer.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=variables,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise DistributionError(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
