"""A quiz in a terminal, or with lines from standard input.

Belongs here: the order in which what the machine tells is kept and shown, the end. Does not: the machine (`practice.quiz`), typing and
drawing (`conversation`), the views (`render.quiz`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pdtutor.cli.conversation import Conversation
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.kept import Kept
from pdtutor.practice.events import Quit, Said, Steps
from pdtutor.practice.quiz.events import Keep, QuizFinished, QuizTold
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.practice.quiz.session import QuizState
from pdtutor.render.quiz import quiz_view


class QuizDialogue:
    """One quiz in one terminal."""

    def __init__(self, run: QuizRun, kept: Kept, conversation: Conversation) -> None:
        self.run = run
        self.kept = kept
        self.conversation = conversation

    def hold(self) -> ExitCode:
        """The whole conversation; every answer is kept before anything else is shown. One that is left is a quiz as well."""
        self.conversation.show(quiz_view.heading(self.run.settings))
        state, told = self.run.begin(self._now())
        code = ExitCode.DONE
        while not isinstance(told[-1], QuizFinished):
            try:
                self._show(told)
                state = self.run.seen(state, self._now())
                state, told = self.run.handle(state, self._typed(state), self._now())
                self._keep(told)
            except (EOFError, KeyboardInterrupt) as stopped:
                self._keep(told)  # again, should that be what was interrupted
                state, told = self.run.handle(state, Quit(), self._now())
                code = ExitCode.INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else code
        self._show_end(told)
        return code

    def _now(self) -> float:
        return self.conversation.environment.clock()

    def _keep(self, told: Sequence[QuizTold]) -> None:
        for event in told:
            if isinstance(event, Keep):
                note = self.kept.keep(event.record)
                if note:
                    self.conversation.say(note)

    def _show(self, told: Sequence[QuizTold]) -> None:
        """Show what is told, with a pause where there is much to read before what follows. Raises EOFError where the learner leaves."""
        shown = [event for event in told if not isinstance(event, Keep)]
        for event, following in zip(shown, [*shown[1:], None], strict=True):
            self.conversation.tell(event, quiz_view.view)
            if isinstance(event, Steps) and following is not None and self.conversation.pause() is not None:
                raise EOFError

    def _show_end(self, told: Sequence[QuizTold]) -> None:
        """Show what is told last, the end of it whatever is typed before."""
        try:
            self._show(told)
        except (EOFError, KeyboardInterrupt):
            self.conversation.show(quiz_view.view(told[-1]))

    def _typed(self, state: QuizState) -> Said:
        assert state.current is not None
        return self.conversation.typed(state.current.exercise.task)
