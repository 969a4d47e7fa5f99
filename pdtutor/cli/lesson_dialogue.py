"""A lesson run in a terminal: what is typed becomes events, and what the machine says is drawn.

Belongs here: the conversation, its words, its end. Does not: the machine (`practice`), the views (`render.lessons`), the prompt
(`terminal`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from pdtutor.cli import worked
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.failures import tell
from pdtutor.cli.saved_runs import SavedRuns
from pdtutor.cli.writing import write
from pdtutor.errors import TutorError
from pdtutor.explain.phrases import say
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import events
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.state import State
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.lessons import run_view
from pdtutor.render.lessons.report import content

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pdtutor.course.tasks import Task
    from pdtutor.terminal.prompt import Prompt

WORDS: dict[str, Callable[[], events.Said]] = {
    "hint": events.Hint,
    "why": events.Why,
    "show": events.Show,
    "skip": events.Skip,
    "back": events.Back,
    "quit": events.Quit,
}
SAME = {"exit": "quit", "q": "quit", "steps": "show", "show me the steps": "show", "next": "skip", "help": "?", "h": "?"}
ON = "Enter goes on … "
TOO_EARLY = "That came before the question, so it is not taken as an answer."
FRAMES = str.maketrans("─│┃╭╮╰╯■□", "-||++++#.")
RIGHT_SIDE = re.compile(r" *(?:\x1b\[[\d;]*m)*│((?:\x1b\[[\d;]*m)*)$", re.MULTILINE)
LONGEST_PREVIEW = 300  # characters


class Dialogue:
    """One run in one terminal."""

    def __init__(self, run: LessonRun, saved: SavedRuns, prompt: Prompt, environment: Environment, report: Path | None = None) -> None:
        self.report = report
        self.run = run
        self.saved = saved
        self.prompt = prompt
        self.environment = environment

    def hold(self, state: State | None) -> ExitCode:
        """The whole conversation, from its beginning or from where it was left; every answer is kept before the next question is put."""
        lesson = self.run.lesson
        self._show(run_view.heading(lesson.title, len(lesson.ids), lesson.pass_share))
        state, told = self.run.begin(state)
        try:
            self._keep(state)
            while (said := self._told(told, state)) is not None:
                state, told = self.run.handle(state, said)
                self._keep(state)
        except (KeyboardInterrupt, EOFError) as stopped:
            self._show(run_view.view(self.run.handle(state, events.Quit())[1][-1]))
            self._say(self._resume())
            return ExitCode.INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else ExitCode.NEGATIVE
        return self._ended(told[-1])

    def _ended(self, last: events.Told) -> ExitCode:
        if isinstance(last, events.Finished):
            if self.report is not None:
                write(self.report, content(last.result, self.report.suffix.casefold()))
            self.saved.forget(self.run.lesson)
            return ExitCode.DONE if last.result.passed else ExitCode.NEGATIVE
        self._say(self._resume())
        return ExitCode.NEGATIVE

    def _resume(self) -> str:
        if self.saved.is_told:
            return "Your answers could not be kept, so the next run begins anew."
        return f"Your answers are kept: pdtutor lesson run {quote(printable(self.run.lesson.name))} goes on from here."

    def _keep(self, state: State) -> None:
        note = self.saved.save(self.run.lesson, state)
        if note:
            self._say(note)

    # --- showing

    def _told(self, told: Sequence[events.Told], state: State) -> events.Said | None:
        """Draw what is told, and then what is said to it; None at the end."""
        for event, following in zip(told, [*told[1:], None], strict=True):
            self._show(run_view.view(event))
            if isinstance(event, events.Watch):
                self._watch(event.step.command)
            if _is_pause(event, following) and not self._goes_on():
                return events.Quit()
        if isinstance(told[-1], events.Finished | events.Left):
            return None
        return self._typed(self.run.task(state))

    def _watch(self, command: str) -> None:
        """Run a worked command; one that has no place in a lesson is no reason to stop."""
        try:
            code = worked.run(command, self.environment)
        except TutorError as error:
            tell(error, self.environment)
            return
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt

    def _goes_on(self) -> bool:
        """A pause; whether the learner stays. What is typed early is no answer yet, and that is said."""
        typed = _word(self.prompt.pause(self._fit(ON)))
        if typed and typed != "quit":
            self._say(TOO_EARLY)
        return typed != "quit"

    def _typed(self, task: Task) -> events.Said:
        """What is typed, until it is something."""
        while True:
            text = self.prompt.ask(lambda typed: self._fit(preview(task, typed)), tuple(WORDS))
            word = "" if _is_name(task, text) else _word(text)
            if word in WORDS:
                return WORDS[word]()
            if word == "?":
                self._show(run_view.help_view())
            elif text.strip():
                return events.Answer(text)
            else:
                self._say(f"Type an answer, such as {task.example}; ? shows the words that help.")

    def _show(self, renderable: RenderableType) -> None:
        self.environment.write(self._fit(self.environment.drawn(renderable)))

    def _say(self, text: str) -> None:
        self._show(run_view.view(events.Noted(text)))

    def _fit(self, text: str) -> str:
        """The text in letters that the terminal has; spelled out it is longer, and a frame is left open on the right."""
        return text if self.environment.can_draw() else spelled(RIGHT_SIDE.sub(r"\1", text).translate(FRAMES))


def _is_pause(event: events.Told, following: events.Told | None) -> bool:
    """Whether there is something to read or watch before what follows; the steps and what is worth keeping of them are read together."""
    is_long = isinstance(event, events.Read | events.Watch | events.Steps | events.Kept)
    return is_long and following is not None and not isinstance(following, events.Kept)


def _word(text: str) -> str:
    """The word that a line is, whichever way it is said."""
    word = " ".join(text.casefold().split())
    return SAME.get(word, word)


def _is_name(task: Task, text: str) -> bool:
    """Whether a single letter is a name of the question, though it is short for a word as well."""
    try:
        return len(text.strip()) == 1 and bool(task.preview(text))
    except TutorError:
        return False


def preview(task: Task, text: str) -> str:
    """How an answer is being read while it is typed."""
    is_word = _word(text) in (*WORDS, "?") and not _is_name(task, text)
    if is_word or not text.strip() or len(text) > LONGEST_PREVIEW:
        return ""
    try:
        sentence = task.preview(text)
    except TutorError as error:
        return "" if any(word.startswith(_word(text)) for word in WORDS) else f"  … {printable(error.message)}"
    except (RecursionError, MemoryError):
        return ""
    return f"  = {printable(say(sentence, UnicodeWriter(task.names)))}" if sentence else ""
