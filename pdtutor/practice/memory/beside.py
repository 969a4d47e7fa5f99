"""Files of ours beside the memory's own: copies of a damaged one, and of an older version's.

Belongs here: their names, and taking one that is free. Does not: when there is one (`opening`, `salvage`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import count
from pathlib import Path

DAMAGED, VERSION, NEW = "damaged-", "version-", "new-"


def damaged(file: Path) -> Path:
    """An empty file for a damaged one: `practice.db.damaged-1`. Raises OSError."""
    return _taken(file.with_name(f"{file.name}.{DAMAGED}{number}") for number in count(1))


def version(file: Path, old: int) -> Path:
    """An empty file for what an older pdtutor wrote: `practice.db.version-1`. Raises OSError."""
    name = f"{file.name}.{VERSION}{old}"
    return _taken(file.with_name(name if number == 1 else f"{name}-{number}") for number in count(1))


def new(file: Path) -> Path:
    """Where a new file is made before it takes the place of a damaged one. One may be there already, of a process that was killed."""
    return file.with_name(f"{file.name}.{NEW}{os.getpid()}")


def all_of(file: Path) -> tuple[Path, ...]:
    """All that are there. Raises OSError."""
    names = tuple(f"{file.name}.{each}" for each in (DAMAGED, VERSION, NEW))
    return tuple(each for each in file.parent.iterdir() if each.name.startswith(names))


def _taken(names: Iterable[Path]) -> Path:
    for name in names:
        try:
            name.touch(exist_ok=False)
        except FileExistsError:
            continue
        return name
    raise AssertionError("there is always another name")
