"""What has to hold of a lesson before anybody learns from it, proved for every draw of its parameters.

Belongs here: what is wrong with the mathematics and the promises of a file that can be read. Does not: reading it (`loader`), where the
other lessons are and how a command is run (`cli`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from typing import NamedTuple

from pdtutor.calculus.deadline import OutOfTime, at_most
from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.existence import nowhere
from pdtutor.course.lesson import Exercise, Lesson, Step, Worked
from pdtutor.course.parameters import Values
from pdtutor.course.problems import Place, Problem, nearest, quoted
from pdtutor.course.tasks import Task, make, of_ask
from pdtutor.course.ways import answer_of, unexplained
from pdtutor.errors import TutorError
from pdtutor.explain.phrases import say
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement
from pdtutor.notation import reader
from pdtutor.notation.writers import UnicodeWriter

MOST_DRAWS = 500
OUT_OF_TIME = "budget"
SECONDS = 20.0  # for one draw of one exercise, its tests included
MEND = "If there are such points, lead there with assume: or at:."
ALONE = re.compile(r"-?([\d./]+|[^\W\d]\w*)")  # a number or a name by itself stands in many a sentence
IN_BACKTICKS = re.compile(r"`([^`]*)`")
IN_DOLLARS = re.compile(r"(?<![\\\w$])(\$\$?)(?![\s]|\d[\d.,]*\s)([^$\n]*[^$\s])\1(?![\w$])")
UNFILLED = re.compile(r"(?<![_\w\\}])\{([A-Za-z]\w*)\}")  # but not w_{i} or \\frac{x}{y}

Problems = Iterator[Problem]
Command = Callable[[str], str | None]


def problems(lesson: Lesson, others: Mapping[str, tuple[str, ...]], run: Command) -> list[Problem]:
    """Everything that is wrong with a lesson, in the order of its file.

    others  the ids of all lessons that are known → what each requires
    run     runs a worked command and says what is wrong with it, or nothing
    """
    return sorted(set(_of_lesson(lesson, others, run)))


def _of_lesson(lesson: Lesson, others: Mapping[str, tuple[str, ...]], run: Command) -> Problems:
    yield from _of_requires(lesson, others)
    assume, problem = _assumed(lesson)
    yield from [problem] if problem else []
    yield from _of_passing(lesson)
    for step in lesson.steps:
        yield from _of_dollars(step)
        if isinstance(step, Worked):
            message = run(step.command)
            if message is not None:
                yield Problem(step.place, "command", f"This command does not run here: {message}")
        elif isinstance(step, Exercise):
            yield from _of_exercise(step, assume)


def _assumed(lesson: Lesson) -> tuple[str | None, Problem | None]:
    """What is assumed, or what is wrong with it, said once and not of every exercise."""
    if lesson.assume is None:
        return None, None
    try:
        reader.read_domains(lesson.assume)
    except TutorError as error:
        return None, Problem(lesson.places.get("assume", Place(1, 1)), error.code, _words(error))
    return lesson.assume, None


def _of_requires(lesson: Lesson, others: Mapping[str, tuple[str, ...]]) -> Problems:
    place = lesson.places.get("requires", Place(1, 1))
    for id in lesson.requires:
        if id not in others:
            yield Problem(place, "requires", f"There is no lesson {quoted(id)}.{nearest(id, others)}")
        elif lesson.id in _before(id, others):
            yield Problem(place, "requires", f"{id} requires this lesson in turn, so that neither can come first.")


def _before(id: str, others: Mapping[str, tuple[str, ...]]) -> set[str]:
    """All that has to come before a lesson."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        new = set(others.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _of_passing(lesson: Lesson) -> Problems:
    """A lesson cannot be passed with empty answers."""
    place = lesson.places.get("settings", lesson.places.get("steps", Place(1, 1)))
    if not lesson.exercises:
        yield Problem(lesson.places.get("steps", Place(1, 1)), "passing", "There is nothing to answer: a lesson needs an exercise.")
    elif sum(exercise.points for exercise in lesson.exercises) == 0:
        yield Problem(lesson.places.get("steps", Place(1, 1)), "passing", "No exercise brings a point, so the lesson cannot be passed.")
    elif lesson.pass_share <= 0:
        yield Problem(place, "passing", "With pass: 0 the lesson is passed by answering nothing. Ask for a share above 0.")


# --- one exercise -----------------------------------------------------------------------------------------------------------------


def _of_exercise(exercise: Exercise, assume: str | None) -> Problems:
    count = prod(len(values) for values in exercise.params.values())
    if count > MOST_DRAWS:
        message = f"The parameters have {count:,} combinations; up to {MOST_DRAWS} can be checked. Leave some values out."
        yield Problem(exercise.places.get("params", exercise.place), "params", message)
        return
    yield from _of_options(exercise)
    yield from _of_texts(exercise)
    told: set[tuple[Place, str]] = set()
    for values in draws(exercise):
        found = [each for each in _within_time(exercise, values, assume) if (each.place, each.code) not in told]
        told |= {(each.place, each.code) for each in found}  # once, for the first draw in which it happens
        yield from (each._replace(message=f"{_drawn(values)}{each.message}") for each in found)
        if any(each.code == OUT_OF_TIME for each in found):
            return


def _within_time(exercise: Exercise, values: Values, assume: str | None) -> list[Problem]:
    try:
        return at_most(SECONDS, lambda: list(_of_draw(exercise, values, assume)))
    except OutOfTime:
        message = f"Making and judging this exercise takes longer than {SECONDS:g} seconds. A smaller function asks the same."
        return [Problem(_place_of_function(exercise), OUT_OF_TIME, message)]
    except (RecursionError, MemoryError):
        return [Problem(_place_of_function(exercise), "too_large", "This exercise is nested too deeply to be made.")]


def draws(exercise: Exercise) -> Iterator[Values]:
    """Every combination of the parameters' values."""
    for values in product(*exercise.params.values()):
        yield dict(zip(exercise.params, values, strict=True))


def _drawn(values: Values) -> str:
    return f"With {', '.join(f'{name} = {value}' for name, value in values.items())}: " if values else ""


def _of_options(exercise: Exercise) -> Problems:
    if len(exercise.options) == 1:
        yield Problem(exercise.places.get("options", exercise.place), "options", "With one option there is nothing to choose. Add another.")
    elif exercise.options and all(option.is_correct for option in exercise.options):
        message = "Every option is right, so nothing is told apart. Add one that somebody takes for right and that is not."
        yield Problem(exercise.places.get("options", exercise.place), "options", message)
    texts = [option.text.strip() for option in exercise.options]
    for text in dict.fromkeys(texts):
        if texts.count(text) > 1:
            yield Problem(exercise.places.get("options", exercise.place), "options", f"Two options say the same: {quoted(text)}.")


def _of_draw(exercise: Exercise, values: Values, assume: str | None) -> Problems:
    try:
        task = make(exercise, values, assume)
    except TutorError as error:
        yield Problem(_place_of_function(exercise), error.code, f"This exercise has no answer. {_words(error)}")
        return
    empty = nowhere(task, assume)
    if empty is not None:
        message = f"No point was found at which {quoted(empty)} and its answer have a real value. {MEND}"
        yield Problem(_place_of_function(exercise), "domain", message)
        return
    yield from _of_answer(exercise, task)
    yield from _of_hints(task)
    yield from _of_mistakes(task)
    yield from _of_tests(task)
    yield from _of_scaffold(task, assume)


def _place_of_function(exercise: Exercise) -> Place:
    known = (exercise.places.get(key) for key in ("function", "functions", "answer", "mistake"))
    return next((place for place in known if place is not None), exercise.place)


def _words(error: TutorError) -> str:
    """The message with the mend, unless that is an option of the command line."""
    return f"{error.message} {error.hint}" if error.hint and "--" not in error.hint else error.message


def _of_texts(exercise: Exercise) -> Problems:
    """Names in braces that no parameter has; where there are no parameters, a formula may have braces of its own."""
    for place, text in _texts(exercise):
        for name in dict.fromkeys(UNFILLED.findall(text if exercise.params else IN_BACKTICKS.sub("", text))):
            if name not in exercise.params:
                yield Problem(place, "params", f"{{{name}}} is no parameter, so it stays as it is.{nearest(name, exercise.params)}")


def _of_dollars(step: Step) -> Problems:
    """Formulas between dollars, which are shown as they stand."""
    texts = _texts(step) if isinstance(step, Exercise) else [(step.place, step.text or "")]
    for place, text in texts:
        for _, formula in IN_DOLLARS.findall(IN_BACKTICKS.sub("", text)):
            yield Problem(place, "text", f"A formula stands in backticks, not between dollars: `{formula}`.")


def _of_hints(task: Task) -> Problems:
    """Hints that are the answer already, as a formula of theirs or at their end."""
    exercise = task.exercise
    if EXERCISE_TYPES[exercise.type].is_in_words:
        return
    telling = (answer for answer in (task.key, task.computed) if answer and not ALONE.fullmatch(answer))
    answers = {_bare(answer) for answer in telling} - {_bare(function) for function in exercise.functions}
    for hint in exercise.hints:
        formulas = [*IN_BACKTICKS.findall(hint), re.split(r"[=:]|\bis\b", hint)[-1]]
        if any(_bare(formula) in answers for formula in formulas):
            yield Problem(exercise.places.get("hints", exercise.place), "hints", f"This hint is the answer already: {quoted(hint)}.")


def _bare(formula: str) -> str:
    """A formula without what may be written in several ways."""
    return re.sub(r"[\s*·.`]", "", formula)


def _texts(exercise: Exercise) -> Iterator[tuple[Place, str]]:
    """Every text that a learner reads, with its place."""

    def at(key: str) -> Place:
        return exercise.places.get(key, exercise.place)

    yield from ((at(key), text) for key, text in (("prompt", exercise.prompt), ("explain", exercise.explain)) if text)
    yield from ((at("hints"), hint) for hint in exercise.hints)
    yield from ((at("options"), text) for option in exercise.options for text in (option.text, option.because) if text)
    yield from ((ask.place, ask.ask) for ask in exercise.scaffold)
    yield from ((mistake.place, mistake.say) for mistake in exercise.mistakes if mistake.say)


def _of_answer(exercise: Exercise, task: Task) -> Problems:
    computed = task.computed or task.key
    judged = task.judge(computed)
    is_in_form = task.computed is not None or judged.form is not False
    if not is_in_form:
        message = f"{quoted(computed)} does not have the form {exercise.form}. Give an answer that has: answer: …"
        yield Problem(exercise.places.get("form", exercise.place), "form", message)
    elif judged.verdict != CORRECT and judged.form is not False:
        message = f"The right answer, {quoted(computed)}, cannot be told from a wrong one here: the verdict on it is {judged.verdict}."
        yield Problem(_place_of_function(exercise), "answer", message)
    yield from _of_given(exercise, task, computed)


def _of_given(exercise: Exercise, task: Task, computed: str) -> Problems:
    """An answer beside what is computed has to agree with it, and to have the form that is asked for."""
    given = task.exercise.answer
    if given is None or EXERCISE_TYPES[exercise.type].is_asked:
        return
    judged = task.judge(given)
    if judged.form is False:
        message = f"{quoted(given)} does not have the form {exercise.form}."
        yield Problem(exercise.places.get("answer", exercise.place), "form", message)
    elif judged.verdict != CORRECT:
        message = f"The answer {quoted(given)} does not agree with what is computed, {quoted(computed)}{_because(judged)}."
        yield Problem(exercise.places.get("answer", exercise.place), "answer", message)


def _because(judged: Judgement) -> str:
    return f": {judged.error.message.rstrip('.')}" if judged.error else ""


# --- what is declared -------------------------------------------------------------------------------------------------------------


def _of_mistakes(task: Task) -> Problems:
    used = {mistake.id for mistake in task.exercise.mistakes if mistake.answer is None}
    expected = {test.expect for test in task.exercise.tests}  # a test that passes shows that the mistake can be made
    known: list[tuple[str, object]] = []
    for mistake in task.exercise.mistakes:
        if mistake.answer is None:
            if f"mistake:{mistake.id}" not in expected and answer_of(task, mistake.id) is None:
                yield Problem(mistake.place, "mistake", f"{mistake.id} cannot be made in this exercise.")
            continue
        judged = task.judge(mistake.answer)
        if judged.verdict == INVALID:
            yield Problem(mistake.place, "mistake", f"{quoted(mistake.answer)} cannot be read as an answer{_because(judged)}.")
        elif judged.verdict == CORRECT:
            yield Problem(mistake.place, "mistake", f"{quoted(mistake.answer)} is no mistake: it is right.")
        elif judged.verdict == INCORRECT:
            yield from _of_own(task, mistake.place, mistake.answer, judged, used, known)


def _of_own(task: Task, place: Place, answer: str, judged: Judgement, used: set[str], known: list[tuple[str, object]]) -> Problems:
    """An answer that is declared twice, or is that of a mistake of the catalogue that is declared as well."""
    same = next((text for text, reading in known if task.same(reading, judged.answer)), None)
    if same is not None:
        yield Problem(place, "mistake", f"{quoted(answer)} is the same answer as {quoted(same)}, which stands above.")
    known.append((answer, judged.answer))
    twice = next((id for mistake in judged.mistakes for id in mistake.also if id in used), None)
    if twice is not None:
        message = f"{quoted(answer)} is what {twice} leads to. Say there what you have to say: {{use: {twice}, say: …}}."
        yield Problem(place, "mistake", message)


def _of_tests(task: Task) -> Problems:
    for test in task.exercise.tests:
        judged = task.judge(test.input)
        got = _outcome(judged, test.expect)
        if got is not None:
            yield Problem(test.place, "test", f"{quoted(test.input)} is expected to be {test.expect}, and is {got.rstrip('.')}.")


def _outcome(judged: Judgement, expect: str) -> str | None:
    """What an answer is instead of what is expected; None where it is that."""
    id = expect.removeprefix("mistake:")
    if id == expect:
        return None if judged.verdict == expect else _told(judged)
    ids = {each for mistake in judged.mistakes for each in (mistake.id, *mistake.also)}
    return None if judged.verdict == INCORRECT and id in ids else _told(judged)


def _told(judged: Judgement) -> str:
    if judged.error is not None:
        return f"{judged.verdict}: {judged.error.message}"
    if judged.verdict != INCORRECT:
        return judged.verdict
    if not judged.mistakes:
        notes = "; ".join(say(note, UnicodeWriter(judged.shown)) for note in judged.notes)
        return f"{judged.verdict}{f' ({notes})' if notes else ', without a mistake that is known'}"
    return f"{judged.verdict}, mistake:{' and mistake:'.join(mistake.id for mistake in judged.mistakes)}"


def _of_scaffold(task: Task, assume: str | None) -> Problems:
    for ask in task.exercise.scaffold:
        try:
            smaller = of_ask(ask, task.exercise, assume)
        except TutorError as error:
            yield Problem(ask.place, error.code, f"This question has no answer. {_words(error)}")
            continue
        if smaller.judge(smaller.key).verdict != CORRECT:
            yield Problem(ask.place, "answer", f"The right answer, {quoted(smaller.key)}, cannot be told from a wrong one here.")


# --- mutations --------------------------------------------------------------------------------------------------------------------


class Generic(NamedTuple):
    """Mistakes of the catalogue that would get a general answer only: in which exercise, which they are, what would be answered."""

    exercise: str
    mistakes: tuple[str, ...]
    answer: str


def generic(lesson: Lesson) -> Iterator[Generic]:
    """The mistakes that could be made in each exercise, and whose answer would be taken for none; for the first draw."""
    for exercise in lesson.exercises:
        task = make(exercise, next(draws(exercise)), lesson.assume)
        yield from (Generic(exercise.id, way.ids, way.answer) for way in unexplained(task))
