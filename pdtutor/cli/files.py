"""Files that a command reads.

Belongs here: a file's text, and what is wrong where there is none. Does not: files that are written (`output`).
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pdtutor.cli.environment import LONGEST_INPUT, Environment
from pdtutor.errors import FileError

OPEN_FILES = Path("/dev/fd")  # where a shell puts what another command writes: <(…)


def text_of(path: Path, environment: Environment) -> str:
    """The text of a file, its path starting at the run's folder. Raises FileError where it cannot be read, or is no text, or too long."""
    file = environment.folder / path
    try:
        if stat.S_ISFIFO(os.stat(file).st_mode) and file.parent != OPEN_FILES:  # it may be that nobody ever writes to it
            raise FileError(f"{path} is a pipe: nothing of it is read.", hint="Standard input may be one: give a - and < in its place.")
        with file.open(encoding="utf-8-sig") as stream:
            text = stream.read(LONGEST_INPUT + 1)
    except UnicodeDecodeError:
        raise FileError(f"{path} is not text in UTF-8.") from None
    except OSError as error:
        raise FileError(f"{path} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None
    if len(text) > LONGEST_INPUT:
        raise FileError(f"{path} is longer than {LONGEST_INPUT:,} characters.", code="too_large")
    return text
