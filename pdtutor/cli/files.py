"""Files that a command reads.

Belongs here: a file's text, and what is wrong where there is none. Does not: files that are written (`output`).
"""

from __future__ import annotations

from pathlib import Path

from pdtutor.cli.environment import LONGEST_INPUT, Environment
from pdtutor.errors import FileError


def text_of(path: Path, environment: Environment) -> str:
    """The text of a file, its path starting at the run's folder. Raises FileError where it cannot be read, or is no text, or too long."""
    file = environment.folder / path
    try:
        with file.open(encoding="utf-8-sig") as stream:
            text = stream.read(LONGEST_INPUT + 1)
    except UnicodeDecodeError:
        raise FileError(f"{path} is not text in UTF-8.") from None
    except OSError as error:
        raise FileError(f"{path} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None
    if len(text) > LONGEST_INPUT:
        raise FileError(f"{path} is longer than {LONGEST_INPUT:,} characters.", code="too_large")
    return text
