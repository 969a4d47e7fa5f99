"""`lesson list`, `show`, `new` and `schema`: lessons looked at and begun.

Belongs here: from options to what is shown and written. Does not: how it looks (`render.lessons`), what a new lesson says
(`course.template`). `list` loads neither algebra nor pydantic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from pdtutor.cli import collection, options
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.errors import BudgetError, FileError, UsageError

if TYPE_CHECKING:
    from pdtutor.cli.budget import Budget
    from pdtutor.cli.lesson_folders import Found
    from pdtutor.course.lesson import Exercise, Lesson
    from pdtutor.course.problems import Problem
    from pdtutor.course.tasks import Task
    from pdtutor.render.lessons.lesson_page import LessonPage
    from pdtutor.render.lessons.listing import Listing, Shelf

Shown = Annotated[Literal["rich", "plain", "json"], typer.Option("--format", help="How it is written.")]
SHEETS = (".html", ".htm")
PAGES = (*SHEETS, ".md", ".txt", ".json")
ON_PAPER = {"COLUMNS": "80", "NO_COLOR": "1"}
SAVE_PAGE = "Also write it to a file, as its ending says: .html is a sheet to print, with room to write; .md .txt .json"
SAVE_SCHEMA = "Also write it to a file."


def register(lesson: typer.Typer) -> None:
    """Add the commands to the group."""
    lesson.command("list")(list_lessons)
    lesson.command("show")(show)
    lesson.command("new")(new)
    lesson.command("schema")(schema)


def _drawable(format: str, environment: Environment) -> str:
    """Plain text where the terminal takes nothing but ASCII."""
    return "plain" if format == "rich" and not environment.can_draw() else format


# --- the list ---------------------------------------------------------------------------------------------------------------------


def list_lessons(context: typer.Context, format: Shown = "rich") -> ExitCode:
    """All lessons that pdtutor finds: its own, those in the folders of PDTUTOR_LESSONS, and those of installed packages."""
    from pdtutor.render.lessons import listing

    environment: Environment = context.obj
    found = _listing(environment)
    match _drawable(format, environment):
        case "rich":
            environment.write(environment.drawn(listing.view(found)))
        case "plain":
            environment.write(listing.plain(found))
        case _:
            environment.write(listing.as_json(found))
    return ExitCode.DONE


def _listing(environment: Environment) -> Listing:
    from pdtutor.cli.lesson_folders import all_lessons
    from pdtutor.render.lessons.listing import Listing

    lessons = all_lessons(environment)
    shelves = groupby(lessons.found, key=lambda found: (found.source, found.path.parent))
    return Listing(tuple(_shelf(source, folder, list(found)) for (source, folder), found in shelves), lessons.notes)


def _shelf(source: str, folder: Path, lessons: list[Found]) -> Shelf:
    from pdtutor.cli.lesson_folders import BUNDLED
    from pdtutor.render.lessons.listing import Entry, Shelf, Unreadable

    listed = (
        Entry(each.listed.id, each.listed.title, each.listed.requires, len(each.listed.exercises), str(each.path))
        for each in lessons
        if each.listed is not None
    )
    unreadable = (Unreadable(str(each.path), each.problem or "") for each in lessons if each.listed is None)
    if source == BUNDLED:
        return Shelf("The course", "", tuple(listed), tuple(unreadable))
    return Shelf(f"Lessons of {source}", str(folder), tuple(listed), tuple(unreadable))


# --- one lesson -------------------------------------------------------------------------------------------------------------------


def show(
    context: typer.Context,
    lesson: Annotated[str, typer.Argument(metavar="ID|FILE", show_default=False, help="The lesson, by its id or by its file.")],
    answers: Annotated[bool, typer.Option("--answers", help="Also the key for the seed, the reasons behind options, the hints.")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="What the parameters are drawn by.")] = 0,
    format: Annotated[Literal["rich", "plain", "json", "markdown"], typer.Option("--format", help="How it is written.")] = "rich",
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", show_default=False, readable=False, help=SAVE_PAGE)] = None,
    budget: options.Budget = 10.0,
) -> ExitCode:
    """What is in a lesson: its texts, its worked commands, its exercises with the numbers of one seed; a sheet to print."""
    from pdtutor.cli.budget import Budget
    from pdtutor.cli.unsound import unsound
    from pdtutor.course.problems import LessonError

    environment: Environment = context.obj
    collection.resume()
    try:
        return _shown(lesson, _Wanted(answers, seed, format), save, Budget(budget, environment.started), environment)
    except LessonError as error:
        return unsound(error, format, "lesson show", environment)


class _Wanted(NamedTuple):
    """What is to be shown of a lesson."""

    has_key: bool
    seed: int
    format: str


def _shown(reference: str, wanted: _Wanted, save: Path | None, limit: Budget, environment: Environment) -> ExitCode:
    from pdtutor.cli.class_files import to_write
    from pdtutor.cli.lesson_folders import content, find
    from pdtutor.cli.writing import write

    path = find(reference, environment)
    file = save and to_write("--save", save, environment.folder, (path,), PAGES)
    lesson = content(path)
    try:
        shown, saved = limit.for_work(lambda: _texts(lesson, reference, wanted, file, environment))
    except BudgetError as error:
        raise BudgetError(error.message, hint="Allow more with --budget SECONDS.") from None
    if file:
        write(file, saved)
    environment.write(shown)
    return ExitCode.DONE


def _texts(lesson: bytes, name: str, wanted: _Wanted, file: Path | None, environment: Environment) -> tuple[str, bytes]:
    """What is shown of a lesson, and what is saved."""
    from pdtutor.course.loader import load_bytes
    from pdtutor.render.lessons.lesson_page import LessonPage

    known = load_bytes(lesson, name)
    page = LessonPage(known, wanted.seed, _tasks(known, wanted.seed), wanted.has_key)
    shown = _written(page, _drawable(wanted.format, environment), environment)
    if file is None:
        return shown, b""
    ending = file.suffix.casefold()
    return shown, _saved(replace(page, worked=_worked(known, environment)) if ending in SHEETS else page, ending)


def _worked(lesson: Lesson, environment: Environment) -> dict[str, str]:
    """What the worked commands show, for paper, on which no command runs; nothing of one that does not end well."""
    from pdtutor.cli import worked
    from pdtutor.course.lesson import Worked

    found = {}
    paper = {name: value for name, value in environment.variables.items() if name != "FORCE_COLOR"} | ON_PAPER
    for step in lesson.steps:
        if isinstance(step, Worked):
            said = StringIO()
            if worked.is_run(step.command, replace(environment, stdout=said, stderr=StringIO(), variables=paper)):
                found[step.id] = said.getvalue().strip("\n")
    return found


def _tasks(lesson: Lesson, seed: int) -> dict[str, Task]:
    """What each exercise asks. Raises LessonError where some have no answer, with all of these."""
    from pdtutor.course.problems import LessonError, Problem

    made = {exercise.id: _task(exercise, lesson, seed) for exercise in lesson.exercises}
    problems = [each for each in made.values() if isinstance(each, Problem)]
    if problems:
        raise LessonError(lesson.name, problems)
    return {id: task for id, task in made.items() if not isinstance(task, Problem)}


def _task(exercise: Exercise, lesson: Lesson, seed: int) -> Task | Problem:
    """What an exercise asks, or why it has no answer."""
    from pdtutor.calculus.deadline import OutOfTime, at_most
    from pdtutor.course.parameters import drawn
    from pdtutor.course.problems import Problem
    from pdtutor.course.tasks import make
    from pdtutor.errors import TutorError
    from pdtutor.practice.lesson_run import MAKING

    place = next(filter(None, map(exercise.places.get, ("function", "functions", "answer"))), exercise.place)
    try:
        return at_most(MAKING, lambda: make(exercise, drawn(lesson.id, exercise, seed), lesson.assume))
    except TutorError as error:
        return Problem(place, error.code, f"{exercise.id} cannot be answered. {error.message}")
    except OutOfTime:
        return Problem(place, "budget", f"{exercise.id} cannot be answered. Making it takes longer than {MAKING:g} seconds.")


def _written(page: LessonPage, format: str, environment: Environment) -> str:
    if format == "rich":
        from pdtutor.render.lessons import screen

        return environment.drawn(screen.view(page))
    return _text(page, format)


def _text(page: LessonPage, format: str) -> str:
    from json import dumps

    from pdtutor.render.lessons import document, members

    if format == "json":
        return dumps(members.document(page), allow_nan=False)
    return document.markdown(page) if format == "markdown" else document.plain_text(page)


def _saved(page: LessonPage, ending: str) -> bytes:
    if ending in SHEETS:
        from pdtutor.render.lessons import sheet

        return sheet.content(page)
    return _text(page, {".md": "markdown", ".txt": "plain", ".json": "json"}[ending]).encode("utf-8", "replace")


# --- a new lesson -----------------------------------------------------------------------------------------------------------------


def new(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", show_default=False, help="What it is called: small letters, digits and hyphens.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", show_default=False, help="Its title. The id by default.")] = None,
    format: Shown = "rich",
) -> ExitCode:
    """Begin a lesson: write ID.yaml here, a small file that is sound already and explains the format in its comments."""
    from pdtutor.course import template

    environment: Environment = context.obj
    _refuse_misnamed(id)
    text = template.lesson(id, _title(title, id))
    name = f"{id}.yaml"
    notes = list(_taken(id, environment))
    _create(environment.folder / name, text)
    _tell_new(id, name, notes, format, environment)
    return ExitCode.DONE


def _refuse_misnamed(id: str) -> None:
    from pdtutor.course.template import ID, suggested

    if not ID.fullmatch(id):
        raise UsageError("An id is made of small letters, digits and hyphens.", hint=f"Try {suggested(id)}.")


def _title(title: str | None, id: str) -> str:
    from pdtutor.course.yaml_text import HARMFUL

    if title is None:
        return id.replace("-", " ").capitalize()
    words = " ".join(title.split())
    if not words or HARMFUL.search(words):
        raise UsageError("A title says something, in characters that can be seen.", hint='Give one, such as --title "The chain rule".')
    return words


def _taken(id: str, environment: Environment) -> Iterator[str]:
    """A note where another lesson has this id."""
    from pdtutor.cli.lesson_folders import all_lessons

    for found in all_lessons(environment).found:
        if found.listed is not None and found.listed.id == id:
            yield f"The lesson {found.path} has the id {id} too. Give yours another one, in its file, before the two meet."


def _create(file: Path, text: str) -> None:
    """Write a file that is not there yet. Raises FileError where it is, or cannot be written as a whole; then there is none."""
    is_new = False
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            is_new = True
            stream.write(text)
    except FileExistsError:
        raise FileError(f"{file.name} is there already.", hint="It stays as it is. Choose another id.") from None
    except OSError as error:
        if is_new:
            file.unlink(missing_ok=True)
        raise FileError(f"{file.name} cannot be written: {(error.strerror or 'unknown reason').lower()}.") from None


def _tell_new(id: str, name: str, notes: list[str], format: str, environment: Environment) -> None:
    """What was written, and what to do next."""
    if format == "json":
        from json import dumps

        from pdtutor.render.failure import SCHEMA

        environment.write(dumps({"schema": SCHEMA, "command": "lesson new", "notes": notes, "result": {"id": id, "path": name}}))
        return
    said = (
        *(f"Note: {note}" for note in notes),
        f"{name} is written: a small lesson that is sound already. Its comments explain the format.",
        "",
        f"  pdtutor lesson check {name}    what is wrong with it, whenever you have changed it",
        f"  pdtutor lesson run {name}      how a learner meets it",
    )
    environment.write("\n".join(said))


# --- the schema -------------------------------------------------------------------------------------------------------------------


def schema(
    context: typer.Context,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE.json", show_default=False, readable=False, help=SAVE_SCHEMA)] = None,
) -> ExitCode:
    """The JSON Schema of lesson files, by which editors complete and check them as they are written.

    Save it beside your lessons (pdtutor lesson schema --save lesson.schema.json) and let each begin with the line
    # yaml-language-server: $schema=lesson.schema.json
    """
    from json import dumps

    from pdtutor.cli.class_files import to_write
    from pdtutor.cli.writing import write
    from pdtutor.course.schema import json_schema

    environment: Environment = context.obj
    file = save and to_write("--save", save, environment.folder, (), (".json",))
    text = f"{dumps(json_schema(), indent=2)}\n"
    if file:
        write(file, text.encode())
    environment.write(text)
    return ExitCode.DONE
