"""The program in a pseudo-terminal, with an emulator that shows what stands on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyte
import pytest

PATIENCE = 60.0  # seconds, for machines with other work; no test passes by waiting
TALL = 400  # rows: nothing leaves the screen
MARK, PAUSES = ">", ("Enter goes on …", "Enter goes on ...")


class _Screen(pyte.Screen):
    """A screen that answers when it is asked where its cursor is."""

    def __init__(self, answer: Callable[[str], None], width: int, height: int) -> None:
        super().__init__(width, height)
        self.write_process_input = answer  # type: ignore[assignment, method-assign]


class Terminal:
    """A program and the terminal that it runs in. What is typed is bytes, or text in UTF-8.

    output   every byte that the program has written
    code     its exit code, or the signal that ended it as a negative number; None while that is not known
    is_gone  it writes no more
    prompt   the row where it last asked for something: while a line is drawn, the cursor is anywhere
    """

    def __init__(self, arguments: Sequence[str], variables: Mapping[str, str], folder: Path, width: int, height: int) -> None:
        self.screen = _Screen(self.type, width, height)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.code: int | None = None
        self.is_gone = False
        self.prompt = -1
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _become(arguments, variables, folder, width, height)

    # --- what is seen

    def line(self, row: int) -> str:
        """One line of the screen."""
        cells = self.screen.buffer[row]
        return "".join(cells[column].data for column in range(self.screen.columns)).rstrip()

    @property
    def row(self) -> int:
        """Where the cursor is."""
        return int(self.screen.cursor.y)

    def lines(self, first: int = 0) -> list[str]:
        """What stands on the screen from a row on."""
        last = max((row for row, cells in self.screen.buffer.items() if cells), default=0)
        return [self.line(row) for row in range(first, last + 1)]

    def text(self, first: int = 0) -> str:
        return "\n".join(self.lines(first)).rstrip()

    # --- what happens

    def type(self, text: str | bytes) -> None:
        os.write(self.fd, text.encode() if isinstance(text, str) else text)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait for something to be so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if self.is_gone or time.monotonic() > end:
                raise AssertionError(f"{what}: not so. The screen:\n{self.text()}")
            self._more(end - time.monotonic())

    def see(self, text: str, first: int = 0) -> None:
        """Wait for a text to be on the screen."""
        self.until(lambda: text in self.text(first), repr(text))

    def is_asking(self) -> bool:
        """Whether it waits for a line at an empty prompt, or at a pause."""
        return self.line(self.row) == MARK or self.is_pausing()

    def is_pausing(self) -> bool:
        return self.line(self.row) in PAUSES

    def asked(self, after: int = -1) -> None:
        """Wait for a prompt or a pause that stands below a row."""
        self.until(lambda: self.row > after and self.is_asking(), "a prompt")

    def say(self, text: str = "") -> str:
        """Type a line where one is asked for, and return what is said to it when the next one is."""
        row = self.prompt
        self.type(text + "\r")
        self.asked(row)
        return self.text(row)

    def on(self) -> None:
        """Go on through pauses to the next question."""
        while self.is_pausing():
            self.say()

    def to_end(self, text: str = "") -> None:
        """Type a line, and then go on through pauses to the end."""
        row = self.prompt
        self.type(text + "\r")
        self.until(lambda: self.is_gone or (self.row > row and self.is_asking()), "a pause or the end")
        assert self.is_gone or self.is_pausing(), self.text()
        if self.is_gone:
            self.end()
        else:
            self.to_end()

    def last(self, text: str = "") -> str:
        """Type the last line, and return what is said to it."""
        row = self.prompt
        self.type(text + "\r")
        self.end()
        return self.text(row)

    def end(self) -> int:
        """Wait for the program to end; its exit code, or the signal that ended it as a negative number."""
        end = time.monotonic() + PATIENCE
        while not self.is_gone and time.monotonic() < end:
            self._more(end - time.monotonic())
        while self.code is None:
            gone, status = os.waitpid(self.pid, os.WNOHANG)
            if gone:
                self.code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise AssertionError(f"It does not end. The screen:\n{self.text()}")
            else:
                time.sleep(0.01)
        return self.code

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal."""
        os.close(self.fd)
        self.is_gone, self.fd = True, -1

    def resize(self, width: int, height: int) -> None:
        """Make the terminal's window another size."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.screen.resize(height, width)

    def close(self) -> None:
        if self.code is None:
            self.kill()
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if self.fd >= 0:
            self.hang_up()

    def _more(self, seconds: float) -> None:
        """Take what the program writes next, or notice that it has gone."""
        ready, _, _ = select.select([self.fd], [], [], max(seconds, 0))
        if not ready:
            return
        try:
            read = os.read(self.fd, 65_536)
        except OSError:  # how Linux says that nobody has the terminal open any more
            read = b""
        self.is_gone = not read
        self.output += read
        self.stream.feed(read)
        if self.is_asking():
            self.prompt = self.row


def _become(arguments: Sequence[str], variables: Mapping[str, str], folder: Path, width: int, height: int) -> None:
    """Turn this process into the program."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "pdtutor", *arguments], dict(variables))
    finally:
        os._exit(97)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a command, `lesson run` by default, in a terminal and wait until it asks for something; a variable that is None is left out."""
    running: list[Terminal] = []

    def start(
        *arguments: str,
        command: Sequence[str] = ("lesson", "run"),
        width: int = 80,
        height: int = TALL,
        is_asked: bool = True,
        **variables: str | None,
    ) -> Terminal:
        given: dict[str, str | None] = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PDTUTOR_HOME": str(tmp_path / "home"),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            **variables,
        }
        known = {name: value for name, value in given.items() if value is not None}
        terminal = Terminal((*command, *arguments), known, tmp_path, width, height)
        running.append(terminal)
        if is_asked:
            terminal.asked()
        return terminal

    yield start
    for terminal in running:
        terminal.close()


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The file of a small lesson, as it is named on the command line."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return "small.yaml"


SMALL = """\
format: 1
id: small
title: A small lesson
settings: {attempts: 3, reveal: after-attempts, pass: 0.7}
steps:
- {id: intro, type: text, text: Read this first.}
- id: first
  type: derivative
  function: x^2 y
  wrt: x
  hints: [The first hint., The second hint.]
  explain: Keep this in mind.
  scaffold: [{ask: 'What is the derivative of x²?', function: x^2, wrt: x}]
- {id: watch, type: worked, command: 'partial "x^3" --wrt x'}
- {id: second, type: expression, prompt: What is twice x?, answer: 2x}
- {id: third, type: choice, prompt: Which?, options: [{text: the right one, correct: yes, because: So it is.}, {text: another}]}
"""
