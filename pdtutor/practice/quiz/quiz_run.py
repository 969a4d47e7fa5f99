"""The machine of a quiz: from a state and what a learner says to the next state and what is said in return.

Belongs here: the order of things. Does not: whose turn it is (`choosing`), exercises (`picking`), reading keys, drawing, keeping.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pdtutor.course.tasks import Task
from pdtutor.grading.results import CORRECT, INCORRECT, Judgement
from pdtutor.practice import events as shared
from pdtutor.practice import feedback, forgiving
from pdtutor.practice.events import Said
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz import events, placement
from pdtutor.practice.quiz.choosing import Settings, turn
from pdtutor.practice.quiz.events import QuizTold
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.log import PLACEMENT, REVEALED, SKIPPED, Put
from pdtutor.practice.quiz.picking import identity, picked
from pdtutor.practice.quiz.results import QuizResult
from pdtutor.practice.quiz.session import Current, QuizState

NOTHING_NEW = "Every exercise that there is for this was put already."
BEFORE = "About your answer to the question before:"
NO_WAY_BACK = "A quiz only goes on. What did not go well comes back by itself."

Step = tuple[QuizState, list[QuizTold]]


@dataclass(frozen=True)
class QuizRun:
    """A quiz of one learner; states are handed in and out, and moments are seconds since the epoch.

    session  unique everywhere
    seed     what the exercises are drawn by
    learner  what was known when it began
    is_forgiving  as in LessonRun
    is_fixed  the seed and the answers alone choose the questions, as if nothing were known, and however long the answers take
    """

    session: str
    seed: int
    settings: Settings
    learner: Learner
    is_fixed: bool = False
    is_forgiving: bool = False

    def begin(self, at: float) -> Step:
        """The first question."""
        chooser = Learner() if self.is_fixed else self.learner
        is_placing = self.settings.has_placement and not chooser.placed
        return self._next(QuizState(chooser, self.learner, at), [events.Placing(placement.MOST)] if is_placing else [], at)

    def seen(self, state: QuizState, at: float) -> QuizState:
        """The state when the open question is before the learner's eyes, from when on its time counts."""
        current = state.current
        if current is None or current.answers:
            return state
        return replace(state, current=replace(current, put=replace(current.put, at=at)))

    def handle(self, state: QuizState, said: Said, at: float) -> Step:
        """What follows on something that a learner says."""
        current = state.current
        if current is None or isinstance(said, shared.Quit):
            return self._finished(state, [], at)
        match said:
            case shared.Answer(text):
                return self._answered(state, current, text, at)
            case shared.Hint():
                return self._hinted(state, current)
            case shared.Why():
                return state, self._reason(state, current)
            case shared.Show():
                return self._closed(state, current, REVEALED, [shared.Steps(current.exercise.task, current.last)], at)
            case shared.Skip():
                return self._closed(state, current, INCORRECT if current.attempts else SKIPPED, [], at)
            case shared.Back():
                return state, [shared.Noted(NO_WAY_BACK)]

    # --- questions

    def _next(self, state: QuizState, told: list[QuizTold], at: float) -> Step:
        """On to the next question, or the end."""
        last = state.items[-1].skill if state.items else None
        moment = state.started if self.is_fixed else at
        chosen = None if self._is_enough(state, at) else turn(state.learner, self.settings, moment, last, state.sought)
        if chosen is None:
            return self._finished(state, told, at)
        number = len(state.items) + 1
        exercise = picked(chosen, f"{self.seed}-{number}", state.used, state.learner.suspected)
        if exercise is None:
            return self._finished(state, [*told, shared.Noted(NOTHING_NEW)], at)
        id, type = f"{self.session}/{number}", exercise.task.exercise.type
        current = Current(exercise, Put(id, self.session, exercise.id, chosen.skill, chosen.level, type, chosen.reason, at))
        state = state.putting(current, chosen.mistake, {exercise.shape, identity(exercise.open.exercise)})
        return state, [*told, self._posed(state, current, at)]

    def _is_enough(self, state: QuizState, at: float) -> bool:
        count, minutes = self.settings.count, self.settings.minutes
        is_late = minutes is not None and at - state.started >= 60 * minutes
        return is_late or (count is not None and len(state.items) >= count)

    def _posed(self, state: QuizState, current: Current, at: float, is_again: bool = False) -> events.Posed:
        return events.Posed(
            current.exercise.task,
            len(state.items) + 1,
            self.settings.count,
            SKILLS[current.exercise.skill].title,
            current.exercise.level,
            current.put.reason,
            current.left,
            state.right,
            state.streak,
            max(at - state.started, 0.0),
            is_again,
        )

    # --- answers and help

    def _answered(self, state: QuizState, current: Current, text: str, at: float) -> Step:
        task = current.exercise.task
        judgement = self._judgement(task, text)
        if self.is_forgiving and current.last is not None and forgiving.is_repeated(text, judgement, current.last_text, current.last):
            return state, [shared.Noted(forgiving.REPEATED), self._posed(state, current, at, is_again=True)]
        current = current.after(text, judgement)
        told: list[QuizTold] = [
            events.Keep(current.answered(text, judgement, at)),
            shared.Judged(task, text, judgement, current.left),
        ]
        if judgement.verdict == CORRECT:
            return self._closed(state, current, CORRECT, told, at)
        if judgement.verdict == INCORRECT and not current.left:
            steps = [] if current.put.reason == PLACEMENT else [shared.Steps(task, judgement)]
            return self._closed(state, current, INCORRECT, [*told, *steps], at)
        state = replace(state, current=current)
        return state, [*told, self._posed(state, current, at, is_again=True)]

    def _judgement(self, task: Task, text: str) -> Judgement:
        judged = feedback.judged(task, text)
        return forgiving.of_form(task, text, judged) if self.is_forgiving else judged

    def _hinted(self, state: QuizState, current: Current) -> Step:
        told = feedback.hint(current.exercise.task, current.hints)
        if isinstance(told, shared.Hinted):
            state = replace(state, current=replace(current, hints=told.number))
        return state, [told]

    def _reason(self, state: QuizState, current: Current) -> list[QuizTold]:
        """About the last answer, or that to the question before while there is none."""
        if current.last is not None:
            return [feedback.reason(current.exercise.task, current.last)]
        if state.before is not None:
            return [shared.Noted(BEFORE), feedback.reason(*state.before)]
        return [shared.Noted(feedback.NOTHING_JUDGED)]

    # --- the end of a question, and of the quiz

    def _closed(self, state: QuizState, current: Current, outcome: str, told: list[QuizTold], at: float) -> Step:
        """The question is over: what that changes is kept, then said, and the next one is put."""
        closed = current.closed(outcome, state.known, at)
        following = state.after(current, closed)
        return self._next(following, [events.Keep(closed), *told, *_changes(state, following, closed.question)], at)

    def _finished(self, state: QuizState, told: list[QuizTold], at: float) -> Step:
        """The end. A question that was answered, and left open, counts as it stands, but is not held against the learner."""
        open_ = state.current
        items = (*state.items, open_.item(INCORRECT, at)) if open_ is not None and open_.attempts else state.items
        seconds = max(at - state.started, 0.0)
        result = QuizResult(self.seed, items, self.learner, state.known, at, seconds, state.longest, self.settings.skill)
        return replace(state, current=None), [*told, events.QuizFinished(result)]


def _changes(state: QuizState, following: QuizState, put: Put) -> list[QuizTold]:
    """What stands elsewhere after a question."""
    if put.reason == PLACEMENT:
        placed = following.learner.placed
        is_over = placement.next_rung(placed) is None
        return [events.Placed(tuple(SKILLS[skill].title for skill in placement.known(placed)))] if is_over else []
    before, now = state.known, following.known
    old, new = before.standing(put.skill), now.standing(put.skill)
    if old.passed == new.passed:
        return []
    opened = tuple(SKILLS[skill].title for skill in SKILLS if now.is_open(skill) and not before.is_open(skill))
    return [events.Moved(SKILLS[put.skill].title, old, new, opened)]
