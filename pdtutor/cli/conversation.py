"""A session in a terminal: what is typed becomes events, and what is said is drawn.

Belongs here: what a lesson and the quiz have in common. Does not: their machines (`practice`), the views (`render`), the prompt
(`terminal`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pdtutor.cli.environment import Environment
from pdtutor.errors import TutorError
from pdtutor.explain.phrases import say
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import events
from pdtutor.practice.words import HELP, is_name, said, word
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.lessons import run_view

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pdtutor.course.tasks import Task
    from pdtutor.terminal.prompt import Prompt

Event = TypeVar("Event")
ON = "Enter goes on … "
TOO_EARLY = "That came before the question, so it is not taken as an answer."
FRAMES = str.maketrans("─│┃╭╮╰╯■□", "-||++++#.")
RIGHT_SIDE = re.compile(r" *(?:\x1b\[[\d;]*m)*│((?:\x1b\[[\d;]*m)*)$", re.MULTILINE)
LONGEST_PREVIEW = 300  # characters


class Conversation:
    """One session in one terminal.

    prompt  what lines are read by, or what makes it once it is needed: the first question need not wait for it
    words   that are no answers in this session
    """

    def __init__(self, prompt: Callable[[], Prompt], environment: Environment, words: tuple[str, ...]) -> None:
        self._make_prompt = prompt
        self._prompt: Prompt | None = None
        self.environment = environment
        self.words = words

    @property
    def prompt(self) -> Prompt:
        """What lines are read by."""
        if self._prompt is None:
            self._prompt = self._make_prompt()
        return self._prompt

    def show(self, renderable: RenderableType) -> None:
        """Draw something."""
        self.environment.write(self._fit(self.environment.drawn(renderable)))

    def tell(self, event: Event, view: Callable[[Event], RenderableType]) -> None:
        """Draw what a session tells. A derivation is spelled out as text where there is nothing but ASCII: its picture would be crooked."""
        if isinstance(event, events.Steps) and not self.environment.can_draw():
            self.environment.write(run_view.plain_steps(event))
        else:
            self.show(view(event))

    def say(self, text: str) -> None:
        """A remark."""
        self.show(run_view.view(events.Noted(text)))

    def goes_on(self) -> bool:
        """A pause, where somebody is there to read; whether the learner stays. What is typed early is no answer yet, and that is said."""
        if not self.prompt.is_attended:
            return True
        typed = word(self.prompt.pause(self._fit(ON)))
        if typed and typed != "quit":
            self.say(TOO_EARLY)
        return typed != "quit"

    def typed(self, task: Task) -> events.Said:
        """What is typed, until it is something."""
        while True:
            text = self.prompt.ask(lambda typed: self._fit(self.preview(task, typed)), self.words)
            lines = len(text.strip().splitlines())
            if lines > 1:
                self.say(f"An answer is one line, and that was {lines}, so none of them is taken. Give it in one.")
                continue
            spoken = None if is_name(task, text) else said(text, self.words)
            if spoken is not None:
                return spoken
            if word(text) == HELP and not is_name(task, text):
                self.show(run_view.help_view(self.words))
            elif text.strip():
                return events.Answer(text)
            else:
                self.say(f"Type an answer, such as {task.example}; ? shows the words that help.")

    def preview(self, task: Task, text: str) -> str:
        """How an answer is being read while it is typed."""
        is_word = word(text) in (*self.words, HELP) and not is_name(task, text)
        if is_word or not text.strip() or len(text) > LONGEST_PREVIEW:
            return ""
        try:
            sentence = task.preview(text)
        except TutorError as error:
            return "" if any(known.startswith(word(text)) for known in self.words) else f"  … {printable(error.message)}"
        except (RecursionError, MemoryError):
            return ""
        return f"  = {printable(say(sentence, UnicodeWriter(task.names)))}" if sentence else ""

    def _fit(self, text: str) -> str:
        """The text in letters that the terminal has; spelled out it is longer, and a frame is left open on the right."""
        return text if self.environment.can_draw() else spelled(RIGHT_SIDE.sub(r"\1", text).translate(FRAMES))
