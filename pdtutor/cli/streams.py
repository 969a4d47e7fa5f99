"""The streams of a process, on which writing fails in words alone.

Belongs here: what becomes of a reader who has left and of a full disk, whoever writes. Does not: what is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from pdtutor.errors import FileError


def outlet(stream: TextIO | None, errors: str) -> TextIO:
    """A stream for output; what it cannot encode is replaced as `errors` says. One that is closed takes everything."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=errors)
    return cast(TextIO, _Outlet(stream))


def put(stream: TextIO, text: str) -> None:
    """Write a text at once. A reader who has left is no error; anything else that prevents it is a FileError."""
    with _in_words(stream):
        stream.write(text)
        stream.flush()


class _Outlet:
    """A stream that keeps to this for those too who write to it themselves: the help, a prompt, a bar of progress."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with _in_words(self._stream):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with _in_words(self._stream):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":  # the way around
            raise AttributeError(name)
        return getattr(self._stream, name)


@contextmanager
def _in_words(stream: TextIO) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        raise FileError(f"The output cannot be written: {error.strerror}.") from None


def _silence(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain of it on its way out."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
