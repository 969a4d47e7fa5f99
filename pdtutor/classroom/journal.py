"""The marks of a run that is not finished, kept beside its results so that an interrupted run goes on where it was.

Belongs here: the journal's file, its lines and their key. Does not: deciding when a run is finished (`cli`). The one
file of this package that writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pdtutor.classroom.marking import Found, Mark
from pdtutor.errors import FileError

FIRST_LINE = '{"pdtutor": "marks of an unfinished run", "journal": 1}'


class Journal:
    """Marks by the key of answer and question, in a file beside the results; the file exists once there is a mark to keep."""

    def __init__(self, results: Path) -> None:
        self.path = results.with_name(f".{results.name}.unfinished")

    def marks(self) -> dict[str, Mark]:
        """The marks that an interrupted run has left; a line that it could not finish is left out.

        Raises FileError where a file of this name is no journal, or cannot be read.
        """
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise FileError(f"{self.path.name} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None
        if FIRST_LINE.startswith(text):  # cut before there was a mark
            self.remove()
            return {}
        first, *lines = text.split("\n")
        if first != FIRST_LINE:
            raise FileError(f"{self.path.name} is there, and is no journal of pdtutor.", hint="Move it away, or choose another --out.")
        return dict(filter(None, map(_read, lines)))

    def add(self, marks: Iterable[tuple[str, Mark]]) -> None:
        """Keep marks, each by its key. Raises FileError where they cannot be written."""
        lines = "".join(f"{_written(key, mark)}\n" for key, mark in marks)
        try:
            with self.path.open("a", encoding="utf-8") as stream:
                stream.write(f"{FIRST_LINE}\n{lines}" if stream.tell() == 0 else f"\n{lines}" if self._is_torn() else lines)
        except OSError as error:
            self._remove_if_cut()
            raise FileError(f"{self.path.name} cannot be written: {(error.strerror or 'unknown reason').lower()}.") from None

    def _remove_if_cut(self) -> None:
        """Leave no file behind that has no mark in it."""
        with suppress(OSError):
            if self.path.stat().st_size <= len(FIRST_LINE):
                self.remove()

    def _is_torn(self) -> bool:
        """Whether the last line was not finished."""
        with self.path.open("rb") as stream:
            stream.seek(-1, 2)
            return stream.read(1) != b"\n"

    def remove(self) -> None:
        """Forget all marks: the results are written."""
        self.path.unlink(missing_ok=True)


def _written(key: str, mark: Mark) -> str:
    return json.dumps([key, mark.verdict, mark.form, mark.mistakes, mark.note, mark.error])


def _read(line: str) -> tuple[str, Mark] | None:
    try:
        key, verdict, form, mistakes, note, error = json.loads(line)
        return str(key), Mark(str(verdict), form, tuple(Found(*mistake) for mistake in mistakes), str(note), str(error))
    except (ValueError, TypeError):
        return None
