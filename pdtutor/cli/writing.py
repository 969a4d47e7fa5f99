"""Files that a command writes.

Belongs here: which file a path means, refusing a place that cannot be written before any work is done, and writing a file as a whole or
not at all. Does not: which files those are (`output`, `class_files`).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pdtutor.errors import FileError


def followed(path: Path, folder: Path) -> Path:
    """The file that a path in a folder means, links followed as far as they lead. Raises FileError where the folder itself is gone."""
    try:
        return Path(os.path.realpath(folder / path))  # unlike Path.resolve, also where links run in a circle
    except OSError:
        raise FileError("The current folder is gone, so nothing can be written in it.", hint="Change to one that is there.") from None


def refuse_unwritable(file: Path) -> None:
    """Raise FileError where the file cannot be written. What os.path says is a yes or no whatever the name, unlike what Path does."""
    if not os.path.isdir(file.parent):
        raise _unwritable(file, f"there is no folder {file.parent}")
    try:
        is_other = not os.path.isfile(file) and os.lstat(file) is not None
    except FileNotFoundError:
        is_other = False
    except OSError as error:  # a name that is too long
        raise _unwritable(file, _why(error)) from None
    if is_other:
        raise _unwritable(file, "it is not a file")
    if not os.access(file.parent, os.W_OK):
        raise _unwritable(file, f"the folder {file.parent} is read-only")


def write(file: Path, content: bytes) -> None:
    """Write the file as a whole or not at all. Raises FileError where that fails."""
    beside = file.with_name(f".pdtutor.{os.getpid()}")  # not of the file's own name, which may be as long as names can be
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        raise _unwritable(file, _why(error)) from None
    finally:
        with suppress(OSError):  # it is there only where something went wrong
            beside.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _unwritable(file: Path, why: str) -> FileError:
    return FileError(f"{file.name} cannot be written: {why}.")
