"""What a command runs in: streams, the process's environment variables, folder and clock; tests put their own in its place.

Belongs here: every contact with the outside. Does not: what is written (`render`).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pdtutor.errors import FileError, UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

LONGEST_INPUT = 10_000_000


@dataclass(frozen=True)
class Environment:
    """The outside of one run.

    variables  the process's environment: NO_COLOR, FORCE_COLOR, COLUMNS, …
    folder     relative paths start here
    clock      seconds since the epoch
    reports    where reports of defects go; the user's state folder where None
    started    when the run began, in seconds of time.monotonic
    """

    stdin: TextIO | None = None
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = field(default_factory=Path)
    clock: Callable[[], float] = time.time
    reports: Path | None = None
    started: float = field(default_factory=time.monotonic)

    def read(self) -> str:
        """All of standard input, without its last line's end. Raises UsageError where there is none, FileError where it is not text."""
        if self.stdin is None or self.stdin.closed:
            raise UsageError("There is no standard input to read the expression from.")
        try:
            return self.stdin.read(LONGEST_INPUT + 1).rstrip("\r\n")
        except UnicodeDecodeError:
            raise FileError("Standard input is not text in UTF-8.") from None

    def write(self, text: str) -> None:
        """Text to standard output as it is, with a line's end. A reader who has left is no error."""
        self._put(self.stdout, lambda: self.stdout.write(text if text.endswith("\n") else text + "\n"))

    def show(self, renderable: RenderableType) -> None:
        """Something Rich can draw, to standard output."""
        self._put(self.stdout, lambda: self.console(self.stdout).print(renderable))

    def tell(self, renderable: RenderableType) -> None:
        """Something Rich can draw, to standard error."""
        self._put(self.stderr, lambda: self.console(self.stderr).print(renderable))

    def console(self, stream: TextIO) -> Console:
        """A console on the stream that keeps to NO_COLOR, FORCE_COLOR and COLUMNS."""
        from rich.console import Console

        return Console(file=stream, _environ=self.variables, highlight=False, markup=False, emoji=False)

    def can_draw(self) -> bool:
        """Whether standard output takes more than ASCII."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        return encoding.lower().startswith("utf")

    def _put(self, stream: TextIO, action: Callable[[], object]) -> None:
        try:
            action()
            stream.flush()
        except BrokenPipeError:
            _silence(stream)
        except OSError as error:
            _silence(stream)
            raise FileError(f"The output cannot be written: {error.strerror}.") from None


def of_process() -> Environment:
    """The environment of this process; characters its streams cannot take are replaced rather than fatal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
    return Environment(stdin=sys.stdin)


def _silence(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain of it on its way out."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
