"""The machine of a lesson run: from a state and what a learner says to the next state and what is said in return.

Belongs here: the order of things. Does not: reading what is typed, drawing, saving.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pdtutor.calculus.deadline import OutOfTime, at_most
from pdtutor.course.lesson import Exercise, Lesson, Text
from pdtutor.course.parameters import drawn, with_values
from pdtutor.course.problems import LessonError, Problem
from pdtutor.course.tasks import Task, make, of_ask
from pdtutor.errors import TutorError
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement
from pdtutor.practice import events, feedback, forgiving
from pdtutor.practice.events import Said, Told
from pdtutor.practice.results import result
from pdtutor.practice.state import COUNTING, REVEALED, SKIPPED, Record, State, Try

TRIES_INSIDE = 2  # at a smaller question, after which its answer is told

Step = tuple[State, list[Told]]
Question = tuple[str, int | None]  # an exercise's id, and which of its smaller questions; None for the exercise itself
MAKING = 20.0  # seconds for getting one question ready
FIRST = "This is the first question."
NEVER_SHOWN = "The steps are not shown in this lesson."


@dataclass(frozen=True)
class LessonRun:
    """A lesson that is run with a seed; states are handed in and out.

    is_forgiving  it is a conversation: the same wrong answer once more, and one of another shape than asked, cost nothing

    Raises LessonError where an exercise turns out to have no answer, which `lesson check` finds before.
    """

    lesson: Lesson
    seed: int = 0
    is_forgiving: bool = False
    _tasks: dict[Question, Task] = field(default_factory=dict, compare=False, repr=False)  # what follows from the lesson and the seed,
    _judged: dict[tuple[Question, str], Judgement] = field(default_factory=dict, compare=False, repr=False)  # found once

    def begin(self, state: State | None = None) -> Step:
        """The first step, or where a saved state has stopped: with what is to be read first, where nothing was said to the question yet."""
        if state is None:
            state = State(self.lesson.id, self.lesson.version, self.seed)
        elif not self.is_over(state) and self.lesson.steps[state.at].id not in state.records:
            state = replace(state, at=self._opening(state.at))
        return self._entered(state)

    def handle(self, state: State, said: Said) -> Step:
        """What follows on something that a learner says."""
        if isinstance(said, events.Quit) or state.at >= len(self.lesson.steps):
            return state, [self._left(state)]
        match said:
            case events.Answer(text):
                return self._answered(state, text)
            case events.Hint():
                return self._hinted(state)
            case events.Why():
                return state, [self._reason(state)]
            case events.Show():
                return self._shown(state)
            case events.Skip():
                return self._skipped(state)
            case events.Back():
                return self._back(state)

    # --- where we are

    def exercise(self, state: State) -> Exercise:
        """The current exercise. A state always stands at one, until all is done."""
        step = self.lesson.steps[state.at]
        assert isinstance(step, Exercise)
        return step

    def task(self, state: State) -> Task:
        """The current question: a smaller one where these are open."""
        return self._made(self.exercise(state), self._question(state)[1])

    def _question(self, state: State) -> Question:
        return self.exercise(state).id, None if state.inside is None else state.inside[0]

    def _made(self, exercise: Exercise, inside: int | None) -> Task:
        """A task, made once."""
        key = (exercise.id, inside)
        if key not in self._tasks:
            try:
                self._tasks[key] = at_most(MAKING, lambda: self._new(exercise, inside))
            except TutorError as error:
                raise self._unanswerable(exercise, error.code, error.message) from None
            except OutOfTime:
                raise self._unanswerable(exercise, "budget", f"Making it takes longer than {MAKING:g} seconds.") from None
        return self._tasks[key]

    def _unanswerable(self, exercise: Exercise, code: str, message: str) -> LessonError:
        return LessonError(self.lesson.name, [Problem(exercise.place, code, f"{exercise.id} cannot be answered. {message}")])

    def _new(self, exercise: Exercise, inside: int | None) -> Task:
        values = drawn(self.lesson.id, exercise, self.seed)
        if inside is None:
            return make(exercise, values, self.lesson.assume)
        ready = with_values(exercise, values)
        return of_ask(ready.scaffold[inside], ready, self.lesson.assume)

    def is_over(self, state: State) -> bool:
        """All steps are done."""
        return state.at >= len(self.lesson.steps)

    def _left(self, state: State) -> events.Left:
        answered = sum(state.record(id).is_over for id in self.lesson.ids)
        return events.Left(answered, len(self.lesson.ids))

    def _asked(self, state: State, is_again: bool = False) -> events.Asked:
        exercise = self.exercise(state)
        record = state.record(exercise.id)
        number = self.lesson.ids.index(exercise.id) + 1
        inside = None if state.inside is None else (state.inside[0] + 1, len(exercise.scaffold))
        left = self.lesson.attempts - record.attempts
        return events.Asked(self.task(state), number, len(self.lesson.ids), max(left, 0), inside, record.is_over, is_again)

    # --- moving

    def _entered(self, state: State) -> Step:
        """On from a step that may be something to read, to the next question or the end."""
        told: list[Told] = []
        while not self.is_over(state):
            step = self.lesson.steps[state.at]
            if isinstance(step, Exercise):
                return state, [*told, self._asked(state)]
            told.append(events.Read(step) if isinstance(step, Text) else events.Watch(step))
            state = replace(state, at=state.at + 1)
        return state, [*told, events.Finished(result(self.lesson, state))]

    def _next(self, state: State, told: list[Told]) -> Step:
        state, more = self._entered(replace(state, at=state.at + 1, inside=None))
        return state, [*told, *more]

    def _back(self, state: State) -> Step:
        """To the question before, with what is to be read before it."""
        before = [place for place, step in enumerate(self.lesson.steps[: state.at]) if isinstance(step, Exercise)]
        if state.inside is not None:
            state = replace(state, inside=None)
            return state, [self._asked(state)]
        if not before:
            return state, [events.Noted(FIRST), self._asked(state)]
        return self._entered(replace(state, at=self._opening(before[-1])))

    def _opening(self, at: int) -> int:
        """Where what is to be read before a step begins, or the step itself."""
        while at > 0 and not isinstance(self.lesson.steps[at - 1], Exercise):
            at -= 1
        return at

    def _skipped(self, state: State) -> Step:
        if state.inside is not None:
            state = replace(state, inside=None)
            return state, [self._asked(state)]
        exercise = self.exercise(state)
        record = state.record(exercise.id)
        if not record.is_over:
            state = state.with_record(exercise.id, replace(record, outcome=SKIPPED))
        return self._next(state, [])

    # --- answers

    def _answered(self, state: State, text: str) -> Step:
        task, exercise = self.task(state), self.exercise(state)
        judged = self._judgement(state, text)
        record = state.record(exercise.id)
        if self.is_forgiving and self._is_repeated(state, record, text, judged):
            return state, [events.Noted(forgiving.REPEATED), self._asked(state, is_again=True)]
        if judged.verdict != INVALID:
            record = replace(record, last=(self._question(state)[1], text))
            state = state.with_record(exercise.id, record)
        if state.inside is not None:
            return self._answered_inside(state, task, text, judged)
        if not record.is_over:
            record = self._tried(replace(record, outcome=None), text, judged)
            state = state.with_record(exercise.id, record)
        left = max(self.lesson.attempts - record.attempts, 0)
        return self._followed(state, events.Judged(task, text, judged, left), record)

    def _is_repeated(self, state: State, record: Record, text: str, judged: Judgement) -> bool:
        """Whether a wrong answer that would count is the last one to the same question again."""
        place = self._question(state)[1]
        own = next((each.text for each in reversed(record.tries) if each.verdict != INVALID), None)
        inside = record.last[1] if record.last is not None and record.last[0] == place else None
        before = own if place is None else inside
        if before is None or record.is_over:
            return False
        return forgiving.is_repeated(text, judged, before, self._judgement(state, before))

    def _judgement(self, state: State, text: str) -> Judgement:
        """The judgement of an answer to what is asked, made once."""
        key = (self._question(state), text)
        if key not in self._judged:
            task = self.task(state)
            judged = feedback.judged(task, text)
            self._judged[key] = forgiving.of_form(task, text, judged) if self.is_forgiving else judged
        return self._judged[key]

    def _tried(self, record: Record, text: str, judged: Judgement) -> Record:
        """The record with one more answer; over where it is right, or was the last that counts."""
        mistakes = tuple(dict.fromkeys(mistake.id for mistake in judged.mistakes)) if judged.verdict == INCORRECT else ()
        record = replace(record, tries=(*record.tries, Try(text, judged.verdict, mistakes)))
        is_last = judged.verdict in COUNTING and record.attempts >= self.lesson.attempts
        if judged.verdict == CORRECT or is_last:
            return replace(record, outcome=judged.verdict)
        return record

    def _followed(self, state: State, judged: events.Judged, record: Record) -> Step:
        exercise = judged.task.exercise
        kept = [events.Kept(exercise.explain)] if exercise.explain else []
        if judged.judgement.verdict == CORRECT:
            return self._next(state, [judged, *kept])
        if judged.judgement.verdict == INCORRECT and judged.left == 0:
            shown = [events.Steps(judged.task, judged.judgement)] if self.lesson.reveal != "never" else []
            return self._next(state, [judged, *shown, *kept])
        if judged.judgement.verdict == INCORRECT and exercise.scaffold and not record.opened and not record.is_over:
            state = replace(state.with_record(exercise.id, replace(record, opened=True)), inside=(0, 0))
            return state, [judged, self._asked(state)]
        return state, [judged, self._asked(state, is_again=True)]

    def _answered_inside(self, state: State, task: Task, text: str, judged: Judgement) -> Step:
        """A smaller question: right, on to the next; wrong twice, its answer is told."""
        assert state.inside is not None
        place, tries = state.inside
        tries += judged.verdict == INCORRECT
        told: list[Told] = [events.Judged(task, text, judged, TRIES_INSIDE - tries)]
        if judged.verdict != CORRECT and tries < TRIES_INSIDE:
            state = replace(state, inside=(place, tries))
            return state, [*told, self._asked(state, is_again=True)]
        if judged.verdict != CORRECT:
            told.append(events.Steps(task))
        is_more = place + 1 < len(self.exercise(state).scaffold)
        state = replace(state, inside=(place + 1, 0) if is_more else None)
        return state, [*told, self._asked(state)]

    # --- help

    def _hinted(self, state: State) -> Step:
        exercise, task = self.exercise(state), self.task(state)
        if state.inside is not None:
            told = feedback.hint(task, 0)
            return state, [replace(told, count=1) if isinstance(told, events.Hinted) else told]
        record = state.record(exercise.id)
        told = feedback.hint(task, record.hints)
        if isinstance(told, events.Hinted):
            state = state.with_record(exercise.id, replace(record, hints=told.number))
        return state, [told]

    def _reason(self, state: State) -> Told:
        """About the last answer to what is asked, or else to the exercise that it is a part of."""
        question, place = self._question(state)
        record = state.record(question)
        own = next(((None, each.text) for each in reversed(record.tries) if each.verdict != INVALID), None)
        last = record.last if record.last is not None and record.last[0] in (place, None) else own
        if last is None:
            return events.Noted(feedback.NOTHING_JUDGED)
        asked = state if last[0] is not None else replace(state, inside=None)
        return feedback.reason(self.task(asked), self._judgement(asked, last[1]))

    def _shown(self, state: State) -> Step:
        """The steps, where the lesson shows them now; an exercise whose steps are seen before it is answered is over."""
        exercise = self.exercise(state)
        record = state.record(exercise.id)
        steps = events.Steps(self._made(exercise, None))
        if self.lesson.reveal == "never":
            return state, [events.Noted(NEVER_SHOWN)]
        if record.is_over:
            return state, [steps]
        if self.lesson.reveal == "after-attempts" and record.attempts < self.lesson.attempts:
            return state, [events.Noted(_not_yet(self.lesson.attempts - record.attempts))]
        state = state.with_record(exercise.id, replace(record, outcome=REVEALED))
        return self._next(state, [steps, *([events.Kept(exercise.explain)] if exercise.explain else [])])


def _not_yet(left: int) -> str:
    count = "your answer" if left == 1 else f"{left} answers"
    return f"The steps are shown after {count}, right or wrong. A hint is there now, and so is skip."
