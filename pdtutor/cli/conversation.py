"""A session in a terminal: what is typed becomes events, and what is said is drawn.

Belongs here: what a lesson and the quiz have in common. Does not: their machines (`practice`), the views (`render`), the prompt
(`terminal`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pdtutor.cli.environment import Environment
from pdtutor.errors import TutorError
from pdtutor.explain.phrases import say
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import events
from pdtutor.practice.endless import MOST_FRUITLESS, endless
from pdtutor.practice.quiz.events import Posed
from pdtutor.practice.state import COUNTING
from pdtutor.practice.words import HELP, is_name, said, word
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.fitting import fitted
from pdtutor.render.lessons import run_view

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pdtutor.course.tasks import Task
    from pdtutor.terminal.prompt import Prompt

Event = TypeVar("Event")
ON = "Enter goes on … "
TOO_EARLY = "That came before the question, so it is not taken as an answer."
BULLETS = str.maketrans("•■□", "-#.")
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
        self._fruitless = 0  # lines in a row after which everything stood as before

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
        if _is_progress(event):
            self._fruitless = 0
        if isinstance(event, events.Steps) and not self.environment.can_draw():
            self.environment.write(run_view.plain_steps(event, self.environment.columns))
        else:
            self.show(view(event))

    def say(self, text: str) -> None:
        """A remark."""
        self.show(run_view.view(events.Noted(text)))

    def pause(self, has_way_back: bool = False) -> events.Back | events.Quit | None:
        """A pause, where somebody is there to read; None where the learner goes on. An answer comes too early, and that is said."""
        while self.prompt.is_attended:
            typed = word(self.prompt.pause(self._fit(ON)))
            if typed == "quit":
                return events.Quit()
            if typed == "back" and has_way_back:
                return events.Back()
            if typed == HELP:
                self.show(run_view.help_view(self.words))
            elif typed in self.words:
                self.say(f"Enter first: {typed} is for the question that comes then.")
            else:
                self.say(TOO_EARLY) if typed else None
                return None
        return None

    def typed(self, task: Task) -> events.Said:
        """What is typed, until it is something."""
        while True:
            self._refuse_endless()
            text = self.prompt.ask(lambda typed: self._fit(self.preview(task, typed)), self.words)
            self._fruitless += 1
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

    def _refuse_endless(self) -> None:
        """Raise UsageError where lines that are no answers have no end, and nobody is there to notice."""
        if self._fruitless >= MOST_FRUITLESS and not self.prompt.is_attended:
            raise endless(self._fruitless)

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
        """The text in letters that the terminal has; spelled out it is longer, so its lines may be too."""
        return text if self.environment.can_draw() else fitted(spelled(text.translate(BULLETS)), self.environment.columns)


def _is_progress(event: object) -> bool:
    """Whether something counts now, or is asked, that did not or was not before."""
    if isinstance(event, events.Judged):
        return event.judgement.verdict in COUNTING
    return isinstance(event, events.Asked | Posed) and not event.is_again
