"""The examples and the pictures of README.md: where they stand, and how they are run.

Belongs here: reading the document and running its commands in a shell, as a reader would. Does not: what has to hold (`tests/contracts`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pdtutor.cli.exit_codes import ExitCode

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PICTURES = Path(__file__).parent
SETUP = "python3 -m venv"


@dataclass(frozen=True)
class Example:
    """A command, and what the document shows it to print."""

    command: str
    shown: str

    @property
    def code(self) -> ExitCode:
        """What the command exits with, by what it is shown to print."""
        if self.shown.startswith("Error:"):
            return ExitCode.BAD_INPUT
        is_quiz = "| pdtutor quiz" in self.command  # a conversation that was held to its end
        return ExitCode.NEGATIVE if "Not yet right" in self.shown and not is_quiz else ExitCode.DONE


def blocks(document: str, language: str) -> list[str]:
    """The contents of the fenced blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def shell_commands(document: str) -> list[str]:
    """The commands shown without what they print; setting up an environment is not one of them."""
    lines = "".join(blocks(document, "sh")).splitlines()
    return [line for line in lines if not line.startswith(SETUP)]


def examples(document: str) -> list[Example]:
    """The commands shown with what they print."""
    return [example for block in blocks(document, "console") for example in _examples(block)]


def _examples(block: str) -> Iterator[Example]:
    for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = session.partition("\n")
        yield Example(command, shown)


def pictures(document: str) -> dict[str, str]:
    """The pictures that the document shows, by their names in `tests/snapshots`, each with the command that makes it."""
    made = {found[1]: command for command in shell_commands(document) if (found := re.search(r"--save (\S+\.svg)$", command))}
    return {name: made[name] for name in re.findall(r"^!\[[^]]+]\(tests/snapshots/([\w.]+)\)$", document, re.MULTILINE)}


def files(document: str) -> dict[str, str]:
    """The files that the document shows, by the name beside their language."""
    return dict(re.findall(r"^```\w+ (\S+\.\w+)\n(.*?)^```$", document, re.MULTILINE | re.DOTALL))


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell 80 columns wide that finds `pdtutor` and `python3` where these tests run, beside the files shown."""
    for name, content in files(README.read_text(encoding="utf-8")).items():
        (folder / name).write_text(content, encoding="utf-8")
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={"PATH": tools, "HOME": str(folder), "COLUMNS": "80", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
