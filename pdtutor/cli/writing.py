"""Files that a command writes.

Belongs here: refusing a place that cannot be written before any work is done, and writing a file as a whole or not at all. Does not: which
files those are (`output`, `class_files`).
"""

from __future__ import annotations

import os
from pathlib import Path

from pdtutor.errors import FileError


def refuse_unwritable(file: Path) -> None:
    """Raise FileError where the file cannot be written."""
    if not file.parent.is_dir():
        raise _unwritable(file, f"there is no folder {file.parent}")
    if file.exists() and not file.is_file():
        raise _unwritable(file, "it is not a file")
    if not os.access(file.parent, os.W_OK):
        raise _unwritable(file, f"the folder {file.parent} is read-only")


def write(file: Path, content: bytes) -> None:
    """Write the file as a whole or not at all. Raises FileError where that fails."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(file, error.strerror) from None


def _unwritable(file: Path, why: str | None) -> FileError:
    return FileError(f"{file.name} cannot be written: {why}.")
