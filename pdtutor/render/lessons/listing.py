"""A list of lessons: for a terminal, as plain text, as JSON.

Belongs here: its layout. Does not: finding the files (`cli`), reading them (`course.listing`). Loads no algebra.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from pdtutor.render import theme
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import SCHEMA, printable
from pdtutor.render.lines import BLANK, Framed, Line, Lines, padded, set_text

if TYPE_CHECKING:
    from rich.console import RenderableType

HEADS = ("id", "title", "requires", "exercises")
GAP = "  "
INDENT = "   "
LONGEST = 300  # characters of what a file says
NARROWEST = 16  # cells of a column whose words go on beneath
NOTHING = "There are no lessons here. PDTUTOR_LESSONS names folders of them; pdtutor lesson new writes one."
NEXT = "pdtutor lesson show ID shows one, pdtutor lesson run ID runs it."


class Entry(NamedTuple):
    """One lesson of a list: `exercises` is how many."""

    id: str
    title: str
    requires: tuple[str, ...]
    exercises: int
    path: str


class Unreadable(NamedTuple):
    """A file that is no lesson, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Shelf:
    """The lessons of one place, and the files there that are none; `folder` is empty where the title says enough."""

    title: str
    folder: str = ""
    lessons: tuple[Entry, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


@dataclass(frozen=True)
class Listing:
    """All shelves in the order in which lessons are looked for, with what there is to say about them."""

    shelves: tuple[Shelf, ...] = ()
    notes: tuple[str, ...] = ()


# --- for a terminal ---------------------------------------------------------------------------------------------------------------


def view(listing: Listing) -> RenderableType:
    """A frame for each shelf, beneath it what cannot be read."""
    from rich.console import Group

    parts: list[RenderableType] = []
    for shelf in listing.shelves:
        if shelf.lessons:
            parts.append(Framed(printable(shelf.title), partial(_shelf, shelf)))
        if shelf.unreadable:
            parts.append(Lines(partial(_unread, shelf)))
    last = NEXT if any(shelf.lessons for shelf in listing.shelves) else NOTHING
    parts.append(Lines(lambda width: _remarks((*(f"Note: {note}" for note in listing.notes), last), width)))
    return Group(*parts)


def _shelf(shelf: Shelf, width: int) -> Iterator[Line]:
    if shelf.folder:
        yield from set_text(printable(shelf.folder), width, theme.REASON)
    yield from _table(shelf.lessons, width)


def _unread(shelf: Shelf, width: int) -> Iterator[Line]:
    yield from set_text(f"Not read in {printable(shelf.folder or shelf.title)}:", width, theme.HEADING)
    for file in shelf.unreadable:
        for number, line in enumerate(set_text(printable(f"{file.path}: {file.reason}"), width - len(INDENT))):
            yield (("   " if number else " ✗ ", theme.BAD), *line)


def _remarks(texts: Sequence[str], width: int) -> Iterator[Line]:
    for text in texts:
        yield from set_text(printable(text), width)


def _table(lessons: Sequence[Entry], width: int) -> Iterator[Line]:
    """A row for each lesson: in columns where these fit, with words going on beneath; else one thing beneath the other."""
    rows = [(_told(entry.id), _told(entry.title), _told(", ".join(entry.requires)), str(entry.exercises)) for entry in lessons]
    columns = _columns([HEADS, *rows], width)
    if columns is None:
        yield from _stacked(lessons, width)
        return
    yield from _row(HEADS, columns, theme.REASON)
    for row in rows:
        yield from _row(row, columns, theme.PROSE)


def _told(text: str) -> str:
    """What a file says, in characters that can be seen, and not without end."""
    return printable(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _columns(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column is: words go on beneath where they must, but no id is broken; None where that leaves too little for titles."""
    id, title, requires, exercises = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    room = width - id - exercises - 3 * len(GAP)
    if title + requires > room:
        longest = max(cell_len(word) for row in rows for word in row[2].split(" "))
        requires = max(longest, room - title)
        title = room - requires
    return [id, title, requires, exercises] if title >= NARROWEST else None


def _row(cells: Sequence[str], widths: Sequence[int], style: str) -> Iterator[Line]:
    id, title, requires, exercises = cells
    name: Line = ((id, style or theme.HEADING),)
    number: Line = ((exercises.rjust(widths[3]), style),)
    columns = [[name], set_text(title, widths[1], style), set_text(requires, widths[2], style), [number]]
    for lines in zip_longest(*columns, fillvalue=BLANK):
        yield _joined(lines, widths)


def _joined(cells: Sequence[Line], widths: Sequence[int]) -> Line:
    """The cells beside each other, without spaces after the last that says anything."""
    last = max((place for place, cell in enumerate(cells) if cell), default=0)
    spaced = ((*padded(cell, width), (GAP, "")) for cell, width in zip(cells[:last], widths, strict=False))
    return (*(fragment for cell in spaced for fragment in cell), *cells[last])


def _stacked(lessons: Sequence[Entry], width: int) -> Iterator[Line]:
    for number, entry in enumerate(lessons):
        if number:
            yield BLANK
        yield from set_text(_told(entry.id), width, theme.HEADING)
        for text in (entry.title, _count(entry), f"requires {', '.join(entry.requires)}" if entry.requires else ""):
            yield from (((INDENT, ""), *line) for line in set_text(_told(text), width - len(INDENT)) if text)


def _count(entry: Entry) -> str:
    return f"{entry.exercises} {'exercise' if entry.exercises == 1 else 'exercises'}"


# --- for programs and ears --------------------------------------------------------------------------------------------------------


def plain(listing: Listing) -> str:
    """A line for each lesson, in ASCII."""
    parts = [[f"{_named(shelf)}:", *map(_line, shelf.lessons), *_not_read(shelf)] for shelf in listing.shelves]
    last = NEXT if any(shelf.lessons for shelf in listing.shelves) else NOTHING
    parts.append([*(f"Note: {note}" for note in listing.notes), last])
    return "\n\n".join("\n".join(spelled(printable(line)) for line in part) for part in parts)


def _named(shelf: Shelf) -> str:
    return f"{shelf.title}, {shelf.folder}" if shelf.folder else shelf.title


def _line(entry: Entry) -> str:
    before = f"; requires {_told(', '.join(entry.requires))}" if entry.requires else ""
    return f"   {_told(entry.id)}: {_told(entry.title)} ({_count(entry)}{before})"


def _not_read(shelf: Shelf) -> Iterator[str]:
    return (f"   not read: {file.path}: {file.reason}" for file in shelf.unreadable)


def as_json(listing: Listing) -> str:
    """The one object that `lesson list` prints."""
    lessons = [_members(entry) for shelf in listing.shelves for entry in shelf.lessons]
    unreadable = [{"path": file.path, "message": file.reason} for shelf in listing.shelves for file in shelf.unreadable]
    notes = [*listing.notes, *(f"{file['path']}: {file['message']}" for file in unreadable)]
    result = {"lessons": lessons, "unreadable": unreadable}
    return json.dumps({"schema": SCHEMA, "command": "lesson list", "notes": notes, "result": result})


def _members(entry: Entry) -> dict[str, object]:
    return {**entry._asdict(), "requires": list(entry.requires)}
