"""Processes of the program that take a tenth of a second: each is forked from one in which everything is loaded already.

Belongs here: that process and what it is asked. Does not: what is asked of it (`test_dark_corners`). It is a process of its own, because
pytest has threads, which a fork would leave behind. What happens while the program loads is for real processes to show.
"""

from __future__ import annotations

import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, TextIO

CLOSED, GONE, FULL, NOTHING, HELD = "closed", "gone", "/dev/full", os.devnull, "held"
PATIENCE = 120  # seconds, for machines with other work; no test passes by waiting
CURRENT_FOLDER_IS_GONE = "gone"


@dataclass(frozen=True)
class Corner:
    """What a command runs in.

    stdin      a file, or CLOSED
    stdout     HELD to be looked at, a file, CLOSED, or GONE for a pipe that nobody reads
    stderr     the same
    encoding   of all three
    variables  beside HOME, or in its place; None takes one away
    folder     where it runs; CURRENT_FOLDER_IS_GONE for one that is deleted
    user       the id of a user who is in no list of users; None is whoever runs the tests
    largest    bytes of a file that it may write
    """

    stdin: str = NOTHING
    stdout: str = HELD
    stderr: str = HELD
    encoding: str = "utf-8"
    variables: Mapping[str, str | None] | None = None
    folder: str | None = None
    user: int | None = None
    largest: int | None = None


@dataclass(frozen=True)
class Ended:
    """How it ended: the exit code, negative for a signal, and what it wrote."""

    code: int
    out: str
    err: str


class Forks:
    """The process in which everything is loaded."""

    def __enter__(self) -> Forks:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forked"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2], text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.communicate()

    def run(self, arguments: Sequence[str], folder: Path, corner: Corner) -> Ended:
        """Run one command line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"arguments": list(arguments), "folder": str(folder), "corner": asdict(corner)}) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


# --- inside that process ----------------------------------------------------------------------------------------------------------------


def _serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(asdict(_ended(asked["arguments"], Path(asked["folder"]), Corner(**asked["corner"])))), flush=True)


def _ended(arguments: list[str], folder: Path, corner: Corner) -> Ended:
    with TemporaryFile() as out, TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(arguments, folder, corner, out.fileno(), err.fileno())
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.alarm(PATIENCE)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        signal.alarm(0)
        return Ended(code, _text(out), _text(err))


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))


def _become(arguments: list[str], folder: Path, corner: Corner, out: int, err: int) -> None:
    """Turn this process into the program."""
    code = 99
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _enter(folder, corner)
        for number, place, held in ((0, corner.stdin, -1), (1, corner.stdout, out), (2, corner.stderr, err)):
            _open(number, place, held)
        sys.stdin, sys.stdout, sys.stderr = _stream(0, "r", corner), _stream(1, "w", corner), _stream(2, "w", corner)
        sys.argv = ["pdtutor", *arguments]
        code = _run()
        for stream in filter(None, (sys.stdout, sys.stderr)):  # as the interpreter does on its way out
            stream.flush()
    except BaseException as error:
        os.write(err, f"Traceback: {error!r}\n".encode())
    finally:
        os._exit(code)


def _run() -> int:
    from pdtutor.cli.app import main

    try:
        main()
    except SystemExit as done:
        return int(done.code or 0)
    return 0


def _enter(folder: Path, corner: Corner) -> None:
    variables = {"HOME": str(folder / "home"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(corner.variables or {})}
    os.environ.clear()
    os.environ.update({name: value for name, value in variables.items() if value is not None})
    os.chdir(folder)
    if corner.folder == CURRENT_FOLDER_IS_GONE:
        os.mkdir(corner.folder)
        os.chdir(corner.folder)
        shutil.rmtree(folder / corner.folder)
    if corner.largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (corner.largest, corner.largest))
    if corner.user is not None:
        os.setgroups([])
        os.setgid(corner.user)
        os.setuid(corner.user)


def _open(number: int, place: str, held: int) -> None:
    os.close(number)
    if place == CLOSED:
        return
    if place == GONE:
        with open(os.devnull) as taken:  # or the end that is read from might get the number itself
            reading, held = os.pipe() if taken.fileno() == number else (-1, -1)
            os.close(reading)
    elif place != HELD:
        held = os.open(place, os.O_RDONLY if number == 0 else os.O_WRONLY)
    if held != number:
        os.dup2(held, number)


def _stream(number: int, mode: str, corner: Corner) -> TextIO:
    """A stream as the interpreter makes it; None, whatever its type says, where it is closed."""
    try:
        binary = open(number, f"{mode}b", closefd=False)  # noqa: SIM115  # the interpreter closes it
    except OSError:
        return None  # type: ignore[return-value]
    return io.TextIOWrapper(binary, corner.encoding, "backslashreplace" if number == 2 else "strict")  # type: ignore[type-var]


def _load() -> None:
    """Everything that a command may need, but matplotlib, which looks for its folders while it is loaded."""
    import encodings.ascii
    import encodings.latin_1
    import encodings.utf_8_sig  # noqa: F401
    import sqlite3  # noqa: F401
    from importlib import import_module
    from pkgutil import walk_packages

    for name in ("requests", "render", "course", "practice", "classroom", "cli", "terminal"):
        package = import_module(f"pdtutor.{name}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)


if __name__ == "__main__":
    _load()
    _serve()
