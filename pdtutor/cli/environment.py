"""What a command runs in: streams, the process's environment variables, folder and clock; tests put their own in its place.

Belongs here: every contact with the outside. Does not: what is written (`render`).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pdtutor.cli.streams import outlet, put
from pdtutor.errors import FileError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMNS = 80  # where there is no terminal
LONGEST_WIDTH = 6  # digits of COLUMNS
FEWEST_COLUMNS = 10  # with none at all Rich shows nothing, and a caret has no place
LONGEST_INPUT = 10_000_000


@dataclass(frozen=True)
class Environment:
    """The outside of one run.

    variables  the process's environment: NO_COLOR, FORCE_COLOR, COLUMNS, …
    folder     relative paths start here
    clock      seconds since the epoch
    is_ascii   nothing but ASCII is written, whatever the streams take
    reports    where reports of defects go; the user's state folder where None
    started    when the run began, in seconds of time.monotonic
    is_process the streams are those of a process that does nothing else, and may be ended
    """

    stdin: TextIO | None = None
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = field(default_factory=Path)
    clock: Callable[[], float] = time.time
    reports: Path | None = None
    is_ascii: bool = False
    started: float = field(default_factory=time.monotonic)
    is_process: bool = False

    def read(self) -> str:
        """All of standard input, without its last line's end. Raises UsageError where there is none, FileError where it is not text."""
        if self.stdin is None or self.stdin.closed:
            raise UsageError("There is no standard input to read from.")
        try:
            return self.stdin.read(LONGEST_INPUT + 1).rstrip("\r\n")
        except UnicodeDecodeError:
            raise FileError("Standard input is not text in UTF-8.") from None
        except OSError as error:
            raise FileError(f"Standard input cannot be read: {(error.strerror or str(error)).lower()}.") from None

    def write(self, text: str) -> None:
        """Text to standard output as it is, with a line's end. A reader who has left is no error."""
        put(self.stdout, text if text.endswith("\n") else text + "\n")

    def tell(self, renderable: RenderableType) -> None:
        """Something Rich can draw, to standard error."""
        put(self.stderr, self.drawn(renderable, self.stderr))

    def drawn(self, renderable: RenderableType, stream: TextIO | None = None) -> str:
        """What Rich would write to a stream, standard output by default, keeping to NO_COLOR, FORCE_COLOR and COLUMNS."""
        from rich.console import Console, ConsoleDimensions

        # the stream itself is written to in one place, where its errors are known what to do with
        text = _Ascii() if stream is None and not self.can_draw() else StringIO()
        is_terminal = (stream or self.stdout).isatty() or None
        console = Console(file=text, force_terminal=is_terminal, _environ=self.variables, highlight=False, markup=False, emoji=False)
        width = self.columns if console.is_dumb_terminal else max(console.width, FEWEST_COLUMNS)  # Rich takes a dumb one for 80 wide
        console.size = ConsoleDimensions(width, console.height)
        console.print(renderable)
        return text.getvalue()

    def can_draw(self) -> bool:
        """Whether standard output takes more than ASCII."""
        if self.is_ascii:
            return False
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        return encoding.lower().startswith("utf")

    def plain(self) -> Environment:
        """The same without styles, boxes and letters beyond ASCII."""
        return replace(self, variables={**self.variables, "COLUMNS": str(self.columns), "TERM": "dumb"}, is_ascii=True)

    @property
    def columns(self) -> int:
        """How wide a line may be: what COLUMNS says, or the terminal, which Rich does not ask where it is a dumb one; else 80."""
        named = self.variables.get("COLUMNS", "")
        if named.isascii() and named.isdigit() and len(named) <= LONGEST_WIDTH and int(named):
            return max(int(named), FEWEST_COLUMNS)
        try:
            return max(os.get_terminal_size(self.stdout.fileno()).columns or COLUMNS, FEWEST_COLUMNS)
        except (OSError, ValueError):
            return COLUMNS


class _Ascii(StringIO):
    """Where Rich draws for those who take nothing but ASCII: by this it tells its renderables so."""

    encoding = "ascii"


def of_process() -> Environment:
    """The environment of this process. What its streams cannot take is replaced rather than fatal; a closed one takes everything."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="strict")
    started = time.monotonic() - time.process_time()  # before everything that is loaded by now
    return Environment(sys.stdin, outlet(sys.stdout, "replace"), outlet(sys.stderr, "backslashreplace"), started=started, is_process=True)
