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
        clock = self.conversation.environment.clock
        self.conversation.show(quiz_view.heading(self.run.settings))
        state, told = self.run.begin(clock())
        code = ExitCode.DONE
        while (said := self._said(told, state)) is not None:
            if isinstance(said, KeyboardInterrupt):
                code, said = ExitCode.INTERRUPTED, Quit()
            state, told = self.run.handle(state, said, clock())
        return code

    def _said(self, told: Sequence[QuizTold], state: QuizState) -> Said | KeyboardInterrupt | None:
        """Keep and show what is told, and then what is said to it; None at the end. At the end of the input the learner has left."""
        self._keep(told)
        try:
            return self._shown([event for event in told if not isinstance(event, Keep)], state)
        except EOFError:
            return Quit()
        except KeyboardInterrupt as stopped:
            return stopped

    def _keep(self, told: Sequence[QuizTold]) -> None:
        for event in told:
            if isinstance(event, Keep):
                note = self.kept.keep(event.record)
                if note:
                    self.conversation.say(note)

    def _shown(self, told: Sequence[QuizTold], state: QuizState) -> Said | None:
        for event, following in zip(told, [*told[1:], None], strict=True):
            self.conversation.show(quiz_view.view(event))
            if isinstance(event, Steps) and following is not None and not self.conversation.goes_on():
                return Quit()
        if isinstance(told[-1], QuizFinished) or state.current is None:
            return None
        return self.conversation.typed(state.current.exercise.task)
