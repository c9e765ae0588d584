#!/usr/bin/env python3
"""Makes the virtual environment of the peers within FOLDER, or brings it up to date, and prints its Python.

    environment.py FOLDER
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def python_of(folder: Path) -> Path:
    """The Python of the environment, with all that is required."""
    environment = folder.resolve() / "venv"
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    return python


def enter(folder: Path) -> None:
    """Goes on in the environment, if this is not it yet."""
    if Path(sys.prefix) != folder.resolve() / "venv":
        sys.exit(subprocess.run([python_of(folder), *sys.argv]).returncode)


if __name__ == "__main__":
    print(python_of(Path(sys.argv[1])))
