"""`lesson run`: a lesson met as a learner does, or answered from a file.

Belongs here: from options to a run and what comes of it. Does not: the conversation (`lesson_dialogue`), the machine (`practice`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from pdtutor.cli import collection
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.errors import UsageError

if TYPE_CHECKING:
    from pdtutor.course.lesson import Lesson
    from pdtutor.practice.answer_file import AnswerFile
    from pdtutor.practice.results import RunResult

ANSWERS = 'Answer from a file instead: {answers: {q1: "2x", q2: \\["try 1", "try 2"]}}, as YAML or JSON. A - reads standard input.'
REPORT_ENDINGS = (".json", ".jsonl", ".xml")


def register(lesson: typer.Typer) -> None:
    """Add the command to the group."""
    lesson.command()(run)


def run(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(metavar="ID|FILE", show_default=False, help="The lesson, by its id or by its file.")],
    answers: Annotated[str | None, typer.Option("--answers", metavar="FILE|-", show_default=False, help=ANSWERS)] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", show_default=False, help="What the parameters are drawn by. 0 by default.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", show_default=False, readable=False, help="Also write what came of it: .json .jsonl .xml"),
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew, whatever was kept of an earlier run.")] = False,
    format: Annotated[Literal["rich", "plain", "json"], typer.Option("--format", help="How the result is written.")] = "rich",
) -> ExitCode:
    """Work through a lesson: read, watch, answer; each answer judged, its mistake named, and kept."""
    from pdtutor.cli.unsound import unsound
    from pdtutor.course.problems import LessonError

    environment: Environment = context.obj
    collection.resume()
    try:
        known = _lesson(lesson, environment)
        place = None if report is None else _report(report, [lesson, *([answers] if answers else [])], environment)
        if answers is not None:
            return _scripted(known, answers, seed, place, format, environment)
        stdin = _terminal(format, environment)
        return _guided(known, seed, place, restart, stdin, environment.plain() if format == "plain" else environment)
    except LessonError as error:
        return unsound(error, format, "lesson run", environment)


def _terminal(format: str, environment: Environment) -> TextIO:
    """Where the learner types. Raises UsageError where nobody can be asked."""
    hint = "Give the answers in a file: --answers FILE, or through standard input: --answers -"
    if environment.stdin is None or not environment.stdin.isatty():
        raise UsageError("A lesson without --answers is a conversation, and there is no terminal here.", hint=hint)
    if format == "json":
        raise UsageError("A lesson without --answers is a conversation, and --format json is none.", hint=hint)
    return environment.stdin


def _lesson(reference: str, environment: Environment) -> Lesson:
    from pdtutor.cli.lesson_folders import content, find
    from pdtutor.course.loader import load_bytes

    path = find(reference, environment)
    return load_bytes(content(path), reference)


def _report(report: Path, read: Sequence[str], environment: Environment) -> Path:
    from pdtutor.cli.class_files import to_write

    return to_write("--report", report, environment.folder, [Path(each) for each in read], REPORT_ENDINGS)


# --- from a file ------------------------------------------------------------------------------------------------------------------


def _scripted(known: Lesson, answers: str, seed: int | None, report: Path | None, format: str, environment: Environment) -> ExitCode:
    from pdtutor.practice.lesson_run import LessonRun
    from pdtutor.practice.script import scripted

    given = _answers(answers, known, environment)
    run_ = LessonRun(known, seed if seed is not None else given.seed or 0)
    result = scripted(run_, given.answers)
    notes = _notes(given, known)
    _write(result, report)
    _present(result, notes, format, environment)
    return ExitCode.DONE if result.passed else ExitCode.NEGATIVE


def _answers(answers: str, known: Lesson, environment: Environment) -> AnswerFile:
    from pdtutor.cli.files import text_of
    from pdtutor.practice.answer_file import parse

    text = environment.read() if answers == "-" else text_of(Path(answers), environment)
    return parse(text, "standard input" if answers == "-" else answers, known.ids)


def _notes(given: AnswerFile, known: Lesson) -> list[str]:
    from pdtutor.practice.answer_text import as_list

    notes = []
    if given.lesson not in (None, known.id):
        notes.append(f"These answers were given to the lesson {given.lesson}; this is {known.id}.")
    if given.version not in (None, known.version):
        notes.append(f"These answers were given to version {given.version} of the lesson; this is version {known.version}.")
    lists = ((exercise.id, as_list(exercise, given.answers.get(exercise.id, ()))) for exercise in known.exercises)
    return [*notes, *(f"{id}: {said}." for id, said in lists if said)]


def _write(result: RunResult, report: Path | None) -> None:
    if report is not None:
        from pdtutor.cli.writing import write
        from pdtutor.render.lessons.report import content

        write(report, content(result, report.suffix.casefold()))


def _present(result: RunResult, notes: list[str], format: str, environment: Environment) -> None:
    import json

    from pdtutor.render.lessons import report, summary_view

    if format == "json":
        environment.write(json.dumps({**report.document(result), "notes": notes}, allow_nan=False))
    elif format == "plain" or not environment.can_draw():
        environment.write(summary_view.plain_summary(result, notes, environment.columns))
    else:
        environment.write(environment.drawn(summary_view.summary(result, notes)))


# --- in a terminal ----------------------------------------------------------------------------------------------------------------


def _guided(known: Lesson, seed: int | None, report: Path | None, is_new: bool, stdin: TextIO, environment: Environment) -> ExitCode:
    from pdtutor.cli.conversation import Conversation
    from pdtutor.cli.folders import history
    from pdtutor.cli.lesson_dialogue import Dialogue
    from pdtutor.cli.saved_runs import Saved, SavedRuns
    from pdtutor.practice.lesson_run import LessonRun
    from pdtutor.practice.words import OF_LESSON
    from pdtutor.terminal.prompt import Prompt

    runs = SavedRuns(environment)
    saved = Saved(None) if is_new else runs.load(known)
    if saved.note:
        environment.write(saved.note)
    state = saved.state
    if state is not None and seed not in (None, state.seed):
        environment.write(f"What you left off was drawn by seed {state.seed}; the lesson begins anew with seed {seed}.")
        state = None
    if state is not None:
        environment.write("You go on where you left off; --restart begins anew.")
    else:
        runs.put_aside(known)
    drawn_by = state.seed if state is not None else seed or 0
    conversation = Conversation(
        lambda: Prompt(stdin, environment.stdout, environment.variables, history(runs.folder)), environment, OF_LESSON
    )
    return Dialogue(LessonRun(known, drawn_by, is_forgiving=True), runs, conversation, report).hold(state)
