"""Python environments for tests, made without a network.

The packages that claimkit depends on are those of the environment that runs the tests. claimkit
itself is left out, so that only what a test installs is found.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"


def link_dependencies(folder: Path) -> Path:
    """Fill a folder with links to the installed packages other than claimkit, and return it."""
    folder.mkdir(parents=True)
    for name in ("purelib", "platlib"):
        for entry in Path(sysconfig.get_path(name)).iterdir():
            is_own = "claimkit" in entry.name.lower() or entry.suffix == ".pth"
            is_pip = entry.name.startswith("pip")
            target = folder / entry.name
            if not is_own and not is_pip and not target.exists():
                target.symlink_to(entry)
    return folder


def make_python(folder: Path, *paths: Path) -> Path:
    """Make an environment that finds the packages of some folders; return its Python.

    It finds them in isolated mode, too.
    """
    command = [sys.executable, "-I", "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True)
    packages = folder / "lib" / VERSION / "site-packages"
    (packages / "tests.pth").write_text("".join(f"{path}\n" for path in paths), "utf-8")
    return folder / "bin" / "python"


def write_python(path: Path, dependencies: Path) -> None:
    """Write a program that stands in for Python where the packages must come from no index.

    Each environment that is made with it has the dependencies.
    """
    path.write_text(
        "#!/bin/sh\n"
        f'{shlex.quote(sys.executable)} "$@" || exit\n'
        'case " $* " in *" -m venv "*)\n'
        "    for folder; do :; done\n"
        f'    cd "$folder/lib/{VERSION}/site-packages"\n'
        # Older Pythons bring a setuptools of their own.
        "    rm -rf setuptools* pkg_resources* _distutils_hack distutils-precedence.pth\n"
        f"    echo {shlex.quote(str(dependencies))} > tests.pth\n"
        "esac\n",
        "utf-8",
    )
    path.chmod(0o755)


OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this variable the other way round
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_CONFIG_FILE": "/dev/null",
    "PIP_FIND_LINKS": "",
}
"""Variables that make pip install from the given files alone, with the installed setuptools."""
