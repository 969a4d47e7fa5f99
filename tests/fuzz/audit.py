"""What Python itself reports while a text is at work: evaluation, processes, sockets, files written.

Belongs here: the audit hook and what it lets pass. Does not: what an input must come to (`facts`).

A hook cannot be taken away again, so there is one for the process, and it looks only while it is told to. What it forbids it also prevents.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sympy.core.assumptions import _assume_defined

from tests.fuzz.hostile import CANARY

EVALUATED = ("exec", "compile", "import", "code.__new__", "marshal.loads", "ctypes.dlopen", "pickle.find_class")
OUTSIDE = ("subprocess", "socket", "os", "shutil", "ftplib", "http", "urllib", "smtplib", "webbrowser", "sqlite3", "tempfile", "pty")
HARMLESS = ("os.listdir", "os.scandir", "os.fork", "os.walk", "tempfile.mkstemp", "tempfile.mkdtemp", "socket.gethostname")
PLACES = {
    "os.rename": 2,
    "os.remove": 1,
    "os.mkdir": 1,
    "os.rmdir": 1,
    "os.link": 2,
    "os.symlink": 2,
    "os.truncate": 1,
    "os.chmod": 1,
    "os.utime": 1,
    "sqlite3.connect": 1,
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NOWHERE = Path(os.devnull) / "nowhere"  # a folder in which nothing is written, for work that loads parts of SymPy as it needs them
IMPORTING = "<frozen importlib._bootstrap>"
MONOMIALS = re.compile(r"def|return|monomial_\w+|[AB]|[abkr]\d*|if|for|in|and|all|any|None|else|True|False|max|min")
OWN_WORDS = frozenset(_assume_defined)
OWN_TEXTS = frozenset(["from sympy import *", *(f"Symbol ('{word}' )" for word in OWN_WORDS)])
MODULES = tuple(os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, Path(__file__).parents[2]))


class ForbiddenError(PermissionError):
    """Raised into whatever did it."""


class Audit:
    """What is looked for.

    found   what was done that may not be
    known   sources that were compiled while good input was at work: Typer compiles the annotations of the commands anew each time
    server  whether the command may call another computer: it was told to, by --scheduler
    folder  where files may be written, with the libraries that a command loads and the processes that it starts; None: nowhere, nothing
    """

    def __init__(self) -> None:
        self.is_watching = False
        self.is_installed = False
        self.folder: str | None = None
        self.server = False
        self.found: list[str] = []
        self.known: set[str] = set()
        self.is_learning = False
        self.is_of_sympy = False

    @contextmanager
    def learning(self) -> Iterator[None]:
        """While the body runs, which is good input, what is compiled becomes known."""
        self.is_learning = True
        try:
            yield
        finally:
            self.is_learning = False

    @contextmanager
    def watching(self, folder: Path | None = None, server: bool = False) -> Iterator[None]:
        """Look while the body runs."""
        if not self.is_installed:
            sys.addaudithook(self._seen)
            self.is_installed = True
        self.folder = None if folder is None else os.path.realpath(folder)
        self.server = server
        self.found.clear()
        self.is_watching = True
        try:
            yield
        finally:
            self.is_watching = False

    def _seen(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_watching:
            return
        self.is_watching = False  # looking causes events of its own
        try:
            if self._is_forbidden(event, args):
                self.found.append(f"{event} {args!r:.300}")
                raise ForbiddenError(event)
        finally:
            self.is_watching = True

    def _is_forbidden(self, event: str, args: tuple[Any, ...]) -> bool:
        if event in ("exec", "compile", "import") and CANARY in repr(args):
            return True
        if self.folder is None and event in ("exec", "compile") and self._is_granted(event, args):
            return False
        if self.folder is None:
            return event in EVALUATED or (event.split(".")[0] in OUTSIDE and event not in HARMLESS) or (event == "open" and _writes(args))
        return self._is_outside(event, args)

    def _is_granted(self, event: str, args: tuple[Any, ...]) -> bool:
        """Whether SymPy compiles the product of monomials, or runs what it has just compiled."""
        was_granted, self.is_of_sympy = self.is_of_sympy, event == "compile" and _is_of_sympy(args[0])
        return self.is_of_sympy or (was_granted and event == "exec")

    def _is_outside(self, event: str, args: tuple[Any, ...]) -> bool:
        """Whether a command does what none declares: it loads modules from where they are installed, and writes in its own folder."""
        if event == "exec":
            return not getattr(args[0], "co_filename", "").startswith("<") and not _of_a_module(args[0].co_filename)
        if event == "compile":
            return not (
                _of_a_module(args[1])
                or self._is_known(repr(args[0]))
                or _is_within(IMPORTING)
                or _is_of_sympy(args[0])
                or _is_shown(args[1])
            )
        if event == "open":
            return _writes(args) and not self._is_inside(args[0])
        if event in PLACES:
            return not all(map(self._is_inside, args[: PLACES[event]]))
        if event.startswith("socket."):
            return not self.server and event in ("socket.connect", "socket.bind", "socket.sendto")
        return event in ("os.system", "os.exec", "os.spawn", "os.posix_spawn", "subprocess.Popen", "webbrowser.open")

    def _is_known(self, source: str) -> bool:
        """Whether it is no source that an input has made."""
        if self.is_learning:
            self.known.add(source)
        return source in self.known

    def _is_inside(self, place: object) -> bool:
        if not isinstance(place, (str, bytes, os.PathLike)):
            return True  # a descriptor: it was opened before
        path = os.fsdecode(place)
        if path.startswith("file:"):
            from urllib.parse import unquote

            path = unquote(path.removeprefix("file://").partition("?")[0])
        return path in (os.devnull, "", ":memory:") or os.path.realpath(path).startswith(self.folder or "\0")


def _writes(args: tuple[Any, ...]) -> bool:
    _, mode, flags = args
    return bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool(isinstance(flags, int) and flags & WRITING)


def _of_a_module(file: object) -> bool:
    """Whether code comes from a file of an installed library."""
    name = os.fsdecode(file) if isinstance(file, (str, bytes)) else ""
    return name.startswith("<frozen") or (name.endswith(".py") and os.path.realpath(name).startswith(MODULES))


def _is_within(file: str) -> bool:
    """Whether code of this file is at work."""
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != file:
        frame = frame.f_back  # type: ignore[assignment]
    return frame is not None


def _is_of_sympy(source: object) -> bool:
    """Whether SymPy compiles a text of its own, in which no name is one that was typed.

    The product of monomials for a number of variables; and the name of an assumption, which it takes for an expression where it compares
    z[1, 2] with z[1].
    """
    text = source.decode() if isinstance(source, bytes) else source
    if not isinstance(text, str):
        return False
    is_product = text.startswith("def monomial_")
    return text in OWN_TEXTS or (is_product and all(map(MONOMIALS.fullmatch, re.findall(r"[^\W\d]\w*|['\"\\.]", text))))


def _is_shown(file: object) -> bool:
    """Whether this is a line of a traceback, parsed to underline a part of it: nothing is run then."""
    return file == "<unknown>" and _is_within(traceback.__file__)


AUDIT = Audit()
