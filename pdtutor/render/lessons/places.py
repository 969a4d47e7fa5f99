"""Where things are kept: the result of `where`, for a terminal, as plain text, as JSON.

Belongs here: its layout. Does not: finding the folders (`cli`). Loads no algebra; a path is never broken, so that it can be copied.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pdtutor.render.failure import SCHEMA, printable


@dataclass(frozen=True)
class Places:
    """The folders of data, of settings, and of lessons in the order in which they are looked through."""

    data: str
    config: str
    lessons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def named(self) -> Iterator[tuple[str, str]]:
        """Each folder after what it is for, said once."""
        yield "data", self.data
        yield "config", self.config
        for number, folder in enumerate(self.lessons):
            yield "" if number else "lessons", folder
        for note in self.notes:
            yield "note", note


def text(places: Places, styled: Callable[[str], str] = str) -> str:
    """A folder a line, whatever the width; `styled` gives the words before them their style."""
    return "\n".join(f"{styled(f'{name:<9}')}{printable(folder)}" for name, folder in places.named())


def as_json(places: Places) -> str:
    """The one object that `where` prints."""
    result = {"data": places.data, "config": places.config, "lessons": list(places.lessons)}
    return json.dumps({"schema": SCHEMA, "command": "where", "notes": list(places.notes), "result": result})
