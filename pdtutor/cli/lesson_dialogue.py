"""A lesson run in a terminal.

Belongs here: the order in which what the machine tells is shown, what is kept, the end. Does not: the machine (`practice`), typing and
drawing (`conversation`), the views (`render.lessons`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from pdtutor.cli import worked
from pdtutor.cli.conversation import Conversation
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.failures import tell
from pdtutor.cli.lesson_folders import next_after
from pdtutor.cli.saved_runs import SavedRuns
from pdtutor.cli.writing import write
from pdtutor.errors import TutorError
from pdtutor.practice import events
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.state import State
from pdtutor.render.failure import printable
from pdtutor.render.lessons import run_view
from pdtutor.render.lessons.report import content

SKIPPED = "Skipped; back returns to it."


class Dialogue:
    """One run in one terminal."""

    def __init__(self, run: LessonRun, saved: SavedRuns, conversation: Conversation, report: Path | None = None) -> None:
        self.report = report
        self.run = run
        self.saved = saved
        self.conversation = conversation

    def hold(self, state: State | None) -> ExitCode:
        """The whole conversation, from its beginning or from where it was left; every answer is kept before the next question is put."""
        lesson = self.run.lesson
        self.conversation.show(run_view.heading(lesson.title, len(lesson.ids), lesson.pass_share))
        state, told = self.run.begin(state)
        try:
            self._keep(state)
            while (said := self._told(told, state)) is not None:
                before = state
                state, told = self.run.handle(state, said)
                self._keep(state)
                if isinstance(said, events.Skip) and self._is_left(before, state):
                    self.conversation.say(SKIPPED)
        except (KeyboardInterrupt, EOFError) as stopped:
            self.conversation.show(run_view.view(self.run.handle(state, events.Quit())[1][-1]))
            self.conversation.say(self._resume())
            return ExitCode.INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else ExitCode.NEGATIVE
        return self._ended(told[-1])

    def _is_left(self, before: State, state: State) -> bool:
        """Whether a question was skipped to which one can still come back."""
        return state.at != before.at and not self.run.is_over(state) and not before.record(self.run.exercise(before).id).is_over

    def _ended(self, last: events.Told) -> ExitCode:
        if isinstance(last, events.Finished):
            if self.report is not None:
                write(self.report, content(last.result, self.report.suffix.casefold()))
            self.saved.forget(self.run.lesson)
            self.conversation.say(self._further(last.result.passed))
            return ExitCode.DONE if last.result.passed else ExitCode.NEGATIVE
        self.conversation.say(self._resume())
        return ExitCode.NEGATIVE

    def _further(self, is_passed: bool) -> str:
        """What to do next: the next lesson that follows, or this one again."""
        if not is_passed:
            return f"Once more, from the beginning: pdtutor lesson run {quote(printable(self.run.lesson.name))}"
        following = next_after(self.run.lesson.id, self.conversation.environment)
        return f"Next: pdtutor lesson run {following}" if following else "pdtutor lesson list shows what else there is."

    def _resume(self) -> str:
        if self.saved.is_told:
            return "Your answers could not be kept, so the next run begins anew."
        return f"Your answers are kept: pdtutor lesson run {quote(printable(self.run.lesson.name))} goes on from here."

    def _keep(self, state: State) -> None:
        note = self.saved.save(self.run.lesson, state)
        if note:
            self.conversation.say(note)

    def _told(self, told: Sequence[events.Told], state: State) -> events.Said | None:
        """Draw what is told, and then what is said to it; None at the end."""
        for event, following in zip(told, [*told[1:], None], strict=True):
            self.conversation.tell(event, run_view.view)
            if isinstance(event, events.Watch):
                self._watch(event.step.command)
            if _is_pause(event, following):
                said = self.conversation.pause(has_way_back=not self.run.is_over(state))
                if said is not None:
                    return said
        if isinstance(told[-1], events.Finished | events.Left):
            return None
        return self.conversation.typed(self.run.task(state))

    def _watch(self, command: str) -> None:
        """Run a worked command; one that has no place in a lesson is no reason to stop."""
        environment = self.conversation.environment
        try:
            code = worked.run(command, environment)
        except TutorError as error:
            tell(error, environment)
            return
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt


def _is_pause(event: events.Told, following: events.Told | None) -> bool:
    """Whether there is something to read or watch before what follows; the steps and what is worth keeping of them are read together."""
    is_long = isinstance(event, events.Read | events.Watch | events.Steps | events.Kept)
    return is_long and following is not None and not isinstance(following, events.Kept)
