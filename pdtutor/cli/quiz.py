"""`quiz`: exercises that are made up for whoever answers them.

Belongs here: from options to a quiz and what comes of it. Does not: the conversation (`quiz_dialogue`), the machine (`practice.quiz`).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from pdtutor.cli import collection
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.errors import UsageError

if TYPE_CHECKING:
    from pdtutor.cli.kept import Kept
    from pdtutor.practice.quiz.answers import GivenAnswers
    from pdtutor.practice.quiz.choosing import Settings
    from pdtutor.practice.quiz.quiz_run import QuizRun
    from pdtutor.practice.quiz.results import QuizResult
    from pdtutor.terminal.prompt import Prompt

PANEL = "Practice"
COUNT, MOST, LONGEST = 10, 1_000, 24 * 60
ANSWERS = 'Answer from a file instead: a line for each answer, or {answers: \\["2x", \\["try 1", "try 2"]]}. A - reads standard input.'
HINT = "Give the answers in a file: --answers FILE, or through standard input: --answers -"
SEED = (
    "What the exercises are drawn by. The same seed and answers give the same quiz, whatever is remembered; a review depends on that too."
)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(rich_help_panel=PANEL)(quiz)


def quiz(
    context: typer.Context,
    skill: Annotated[str | None, typer.Option("--skill", metavar="NAME", show_default=False, help="Only this skill: chain.")] = None,
    level: Annotated[
        int | None, typer.Option("--level", metavar="1-5", show_default=False, help="Only this level. It adapts by itself.")
    ] = None,
    count: Annotated[
        int | None,
        typer.Option("--count", metavar="N", show_default=False, help="How many questions. 10, or what the minutes allow."),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", metavar="M", show_default=False, help="No new question after so many minutes.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", show_default=False, help=SEED)] = None,
    review: Annotated[bool, typer.Option("--review", help="Only what is due.")] = False,
    answers: Annotated[str | None, typer.Option("--answers", metavar="FILE|-", show_default=False, help=ANSWERS)] = None,
    format: Annotated[Literal["rich", "plain", "json"], typer.Option("--format", help="How the result is written.")] = "rich",
) -> ExitCode:
    """Practise: exercises made up for you, adapted to what you get wrong, each answer judged and remembered."""
    environment: Environment = context.obj
    settings = _settings(skill, level, count, minutes, review)
    if answers is None and not (format == "json" and not _is_terminal(environment)):
        return _guided(settings, seed, _lines(format, environment), format, environment)
    return _scripted(settings, seed, answers or "-", format, environment)


def _settings(skill: str | None, level: int | None, count: int | None, minutes: float | None, review: bool) -> Settings:
    """What is asked for. Raises UsageError where a number is none that can be."""
    from pdtutor.practice.exercises.skills import LEVELS, named
    from pdtutor.practice.quiz.choosing import Settings

    if level is not None and level not in LEVELS:
        raise UsageError(f"There is no level {level}.", hint=f"The levels are {LEVELS[0]} to {LEVELS[-1]}.")
    if count is not None and not 1 <= count <= MOST:
        raise UsageError(f"A quiz has 1 to {MOST:,} questions, not {count:,}.")
    if minutes is not None and not 0 < minutes <= LONGEST:
        raise UsageError(f"A quiz lasts more than 0 and up to {LONGEST:,} minutes, not {minutes:g}.")
    known = None if skill is None else named(skill).name
    return Settings(known, level, COUNT if count is None and minutes is None else count, minutes, review)


def _is_terminal(environment: Environment) -> bool:
    return environment.stdin is not None and not environment.stdin.closed and environment.stdin.isatty()


def _lines(format: str, environment: Environment) -> TextIO:
    """Where the learner's lines come from. Raises UsageError where there are none, or the format is none of a conversation."""
    if environment.stdin is None or environment.stdin.closed:
        raise UsageError("A quiz is a conversation, and there is no standard input.", hint=HINT)
    if format == "json":
        raise UsageError("A quiz without --answers is a conversation, and --format json is none.", hint=HINT)
    return environment.stdin


# --- the quiz ---------------------------------------------------------------------------------------------------------------------


def _begun(settings: Settings, seed: int | None, environment: Environment, is_forgiving: bool = False) -> tuple[QuizRun, Kept]:
    """The quiz and its memory. With a seed, nothing that is remembered chooses the questions, but for a review."""
    from uuid import uuid4

    from pdtutor.cli.kept import Kept
    from pdtutor.cli.memory_file import memory
    from pdtutor.practice.quiz.quiz_run import QuizRun

    found = memory(environment)
    kept = Kept(found.memory, list(found.notes))
    learner = kept.learner()
    collection.resume()
    session = uuid4().hex
    drawn_by = seed if seed is not None else int(session[:5], 16)
    is_fixed = seed is not None and not settings.is_review
    return QuizRun(session, drawn_by, settings, learner, is_fixed, is_forgiving), kept


def _guided(settings: Settings, seed: int | None, stdin: TextIO, format: str, environment: Environment) -> ExitCode:
    from pdtutor.cli.conversation import Conversation
    from pdtutor.cli.quiz_dialogue import QuizDialogue
    from pdtutor.practice.words import OF_QUIZ

    environment = environment.plain() if format == "plain" else environment
    run, kept = _begun(settings, seed, environment, is_forgiving=True)
    conversation = Conversation(lambda: _prompt(stdin, environment), environment, OF_QUIZ)
    for note in kept.notes:
        conversation.say(note)
    with closing(kept):
        return QuizDialogue(run, kept, conversation).hold()


def _prompt(stdin: TextIO, environment: Environment) -> Prompt:
    from pdtutor.cli.folders import data_folder, history
    from pdtutor.terminal.prompt import Prompt

    return Prompt(stdin, environment.stdout, environment.variables, history(data_folder(environment)))


# --- answered by a script ---------------------------------------------------------------------------------------------------------


def _scripted(settings: Settings, seed: int | None, answers: str, format: str, environment: Environment) -> ExitCode:
    from pdtutor.practice.quiz.answers import scripted, unused

    given = _given(answers, environment)
    settings = replace(settings, count=settings.count or COUNT)
    run, kept = _begun(settings, seed if seed is not None else given.seed, environment)
    notes = kept.notes
    with closing(kept):
        result = scripted(run, given, lambda record: notes.extend(filter(None, [kept.keep(record)])), environment.clock)
    notes += [f"The exercise {id} was not asked." for id in unused(given, result)]
    _present(result, notes, format, environment)
    is_nothing_due = settings.is_review and not result.items
    return ExitCode.DONE if result.is_all_right or is_nothing_due else ExitCode.NEGATIVE


def _given(answers: str, environment: Environment) -> GivenAnswers:
    from pdtutor.cli.files import text_of
    from pdtutor.practice.quiz.answers import parse

    if answers == "-" and (environment.stdin is None or environment.stdin.closed):
        raise UsageError("There is no standard input to read answers from.", hint=HINT)
    text = environment.read() if answers == "-" else text_of(Path(answers), environment)
    return parse(text, "standard input" if answers == "-" else answers)


def _present(result: QuizResult, notes: list[str], format: str, environment: Environment) -> None:
    import json

    from pdtutor.render.quiz import document, summary

    if format == "json":
        environment.write(json.dumps(document.document(result, notes), allow_nan=False))
    elif format == "plain" or not environment.can_draw():
        environment.write("\n".join([*notes, summary.plain(result, environment.columns)]))
    else:
        environment.write(environment.drawn(summary.view(result, notes)))
