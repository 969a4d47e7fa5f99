"""A line of input: edited in place, with history and a live preview where the terminal can, else read as it comes.

Belongs here: choosing between the two, and both. Does not: what the preview says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TextIO

from pdtutor.render.failure import printable

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyPressEvent

Preview = Callable[[str], str]
MARK = "> "
LINE_END = " ⏎ "  # in a line of several that were pasted
LONGEST = 20_000  # characters of a line; the rest of a longer one is no answer
MOST_SKIPPED = 1_000  # times as much as that; a line that is longer still has no end
MOST_LINES = 4  # of a preview


class Prompt:
    """Asks for lines.

    Raises EOFError at the end of the input and KeyboardInterrupt when interrupted.

    history  where the lines are kept between sessions, or None
    """

    def __init__(self, stdin: TextIO, stdout: TextIO, variables: Mapping[str, str], history: Path | None = None) -> None:
        self.stdin = stdin
        self.stdout = stdout
        if hasattr(stdin, "reconfigure"):
            stdin.reconfigure(errors="replace")  # a stray byte is part of a line like any other
        self._session = _session(stdin, stdout, variables, history)

    def ask(self, preview: Preview, words: tuple[str, ...] = ()) -> str:
        """The next line, or several that were pasted at once; `words` are those that it completes."""
        if self._session is None:
            return self._plain(MARK)
        try:
            return _edited(self._session, preview, words)
        except OSError:  # the terminal is gone
            raise EOFError from None

    @property
    def is_attended(self) -> bool:
        """Whether lines are typed at a terminal, and not read from elsewhere."""
        return self.stdin.isatty()

    def pause(self, text: str) -> str:
        """What is typed before Enter, seldom anything."""
        return self._plain(text)

    def _plain(self, mark: str) -> str:
        self.stdout.write(mark)
        self.stdout.flush()
        try:
            line = self._line()
        except (EOFError, KeyboardInterrupt):
            self.stdout.write("\n")  # the mark's line was not ended by whoever typed
            raise
        if not self.is_attended:
            self.stdout.write(f"{printable(line)}\n")  # nobody has seen it being typed
        return line

    def _line(self) -> str:
        try:
            line = self.stdin.readline(LONGEST + 1)
        except OSError:  # the terminal is gone
            raise EOFError from None
        if not line:
            raise EOFError
        if len(line) > LONGEST and not line.endswith("\n"):
            self._skip_rest()
        return line.rstrip("\r\n")

    def _skip_rest(self) -> None:
        """Pass over the rest of a long line, so that it is not taken for the next answer. Raises EOFError where it has no end."""
        for _ in range(MOST_SKIPPED):
            rest = self.stdin.readline(LONGEST)
            if not rest or rest.endswith("\n"):
                return
        raise EOFError


def _session(stdin: TextIO, stdout: TextIO, variables: Mapping[str, str], history: Path | None) -> PromptSession[str] | None:
    """A session with line editing; None where the terminal cannot, or there is none."""
    if not (stdin.isatty() and stdout.isatty()) or variables.get("TERM", "dumb") in ("dumb", "unknown", ""):
        return None
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys
    from prompt_toolkit.styles import Style

    kept: History = InMemoryHistory() if history is None else FileHistory(str(history))
    style = Style.from_dict({"bottom-toolbar": "noreverse"})  # readable on light and on dark ground, with and without colour
    keys = KeyBindings()
    keys.add(Keys.Vt100MouseEvent)(lambda _: None)  # it takes a colour that is pasted for a mouse, and fails over it
    keys.add(Keys.BracketedPaste)(_paste)
    return PromptSession(
        MARK,
        history=kept,
        style=style,
        key_bindings=keys,
        enable_history_search=True,
        mouse_support=False,
        complete_while_typing=False,
        enable_suspend=True,
    )


def _paste(event: KeyPressEvent) -> None:
    """Put in what is pasted, all of it in the one line there is: a line's end is shown by a sign."""
    lines = event.data.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    event.current_buffer.insert_text(lines.replace("\n", LINE_END))


def _edited(session: PromptSession[str], preview: Preview, words: tuple[str, ...]) -> str:
    from prompt_toolkit.application import get_app
    from prompt_toolkit.completion import WordCompleter

    def toolbar() -> Any:
        app = get_app()
        lines = wrap(preview(app.current_buffer.text), app.output.get_size().columns - 1, subsequent_indent="    ")
        return "\n".join(lines[:MOST_LINES])

    typed = session.prompt(bottom_toolbar=toolbar, completer=WordCompleter(list(words), sentence=True))
    return typed.replace(LINE_END, "\n")
