"""Whole command lines attacked as real processes: what a shell sees.

Belongs here: the target. Does not: what must hold of a line (`commands`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from random import Random

from tests.fuzz import commands
from tests.fuzz.command_lines import CommandLine
from tests.fuzz.target import Target

ROOT = str(commands.Path(__file__).parents[2])
LONGEST_WORD = 30_000  # characters
START = 2.0  # seconds for Python to start and load the algebra, on a machine that does other work too


def made(rng: Random) -> CommandLine:
    """A line that a shell can give to a process: no word longer than a system takes."""
    line = commands.made(rng)
    while any(len(word) > LONGEST_WORD for word in line.arguments):
        line = commands.made(rng)
    return line


def tried(line: CommandLine) -> str:
    """Run as a process of its own; the command and the exit code."""
    with commands.Surroundings(line) as folder:
        home = folder.parent
        variables = {
            "PATH": os.defpath,
            "HOME": str(home),
            "PYTHONPATH": ROOT,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PDTUTOR_HOME": "home",
            "XDG_STATE_HOME": str(folder / "reports"),
        }
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pdtutor", *line.arguments],
            input=b"" if line.typed is None else line.typed.encode("utf-8", "surrogatepass"),
            capture_output=True,
            cwd=folder,
            env={**variables, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **line.variables},
            timeout=80,
            check=False,
        )
        seconds = time.monotonic() - started - START
        ended = commands.Ended(done.returncode, done.stdout.decode(), done.stderr.decode(), seconds)
        commands.is_as_promised(line, ended, folder)
    return f"{commands.command_of(line)} {ended.code}"


TARGET = Target("processes", made, tried, commands.smaller, seconds=60.0, patience=300.0, renewed=100)
