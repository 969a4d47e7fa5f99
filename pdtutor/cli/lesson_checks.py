"""`lesson check`: is a lesson's file sound, and if not, where?

Belongs here: from options to checked files to what is written. Does not: checking (`course`), how a finding reads (`render.lessons`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pdtutor.cli import collection
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.errors import FileError

if TYPE_CHECKING:
    from pdtutor.cli.lesson_folders import Found
    from pdtutor.course.checked import CheckedFile, Source

FILES = "Lessons by their files or ids, or folders of them; without any, all that pdtutor finds."
MUTATE = "Also list the mistakes of the catalogue that could be made in an exercise and would get only a general answer."


def register(lesson: typer.Typer) -> None:
    """Add the command to the group."""
    lesson.command()(check)


def check(
    context: typer.Context,
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE|ID]…", show_default=False, help=FILES)] = None,
    mutate: Annotated[bool, typer.Option("--mutate", help=MUTATE)] = False,
    format: Annotated[Literal["rich", "plain", "json"], typer.Option("--format", help="How it is written.")] = "rich",
) -> ExitCode:
    """Prove that a lesson is sound, for every draw of its parameters; every problem with its line and column."""
    environment: Environment = context.obj
    collection.resume()
    checked = []
    for file in _checked(files or [], mutate, environment):
        checked.append(file)
        if format != "json":
            _tell(file, format, environment)
    _conclude(checked, mutate, format, environment)
    return ExitCode.DONE if all(file.is_sound for file in checked) else ExitCode.NEGATIVE


def _checked(references: Sequence[str], is_mutated: bool, environment: Environment) -> Iterator[CheckedFile]:
    from pdtutor.cli import worked
    from pdtutor.cli.lesson_folders import all_lessons
    from pdtutor.course.checked import checked

    known = all_lessons(environment).found
    paths = _paths(references, environment) if references else {found.path: False for found in known}
    sources = [_source(path, environment, is_named) for path, is_named in paths.items()]
    return checked(sources, _elsewhere(known, paths, sources), partial(worked.problem, environment=environment), is_mutated)


def _paths(references: Sequence[str], environment: Environment) -> dict[Path, bool]:
    """The files that are meant, each with whether it was named itself. Raises FileError where there is none of such a name."""
    from pdtutor.cli.lesson_folders import files_in, find

    paths: dict[Path, bool] = {}
    for reference in references:
        if os.path.isdir(environment.folder / reference):  # unlike the method, for any text
            inside = files_in(environment.folder / reference)
            if not inside:
                raise FileError(f"There is no lesson in the folder {reference}.", hint="A lesson's file ends in .yaml.")
            paths |= {path: False for path in inside if path not in paths}
        else:
            paths[find(reference, environment)] = True
    return paths


def _source(path: Path, environment: Environment, is_named: bool) -> Source:
    """The file as a source; of many in a folder, one that cannot be read is no reason to check none."""
    from pdtutor.cli.lesson_folders import content
    from pdtutor.course.checked import Source, source, unread
    from pdtutor.course.problems import LessonError

    name = _named(path, environment)
    try:
        return source(name, content(path))
    except LessonError as error:
        return Source(name, None, error.problems)
    except FileError as error:
        if is_named:
            raise
        return unread(name, error.message)


def _named(path: Path, environment: Environment) -> str:
    """The path as short as it can be told from here."""
    try:
        here, place = environment.folder.resolve(), path.resolve()
    except OSError:  # the current folder is gone
        return str(path)
    return str(place.relative_to(here)) if place.is_relative_to(here) else str(path)


def _elsewhere(known: Sequence[Found], paths: Iterable[Path], sources: Sequence[Source]) -> Mapping[str, tuple[str, ...]]:
    """The lessons that are not checked, nor checked in a copy, by id, with what each requires."""
    checked = {path.resolve() for path in paths}
    versions = {source.lesson.id: source.lesson.version for source in sources if source.lesson is not None}
    others = (each for each in known if each.listed is not None and each.path.resolve() not in checked)
    listed = (each.listed for each in others if each.listed and not _is_copied(each.path, versions.get(each.listed.id)))
    return {found.id: tuple(found.requires) for found in listed}


def _is_copied(path: Path, version: str | None) -> bool:
    """Whether a lesson's file is word for word the one that is checked."""
    if version is None:
        return False
    from pdtutor.course import loader

    try:
        return loader.version(path.read_text(encoding="utf-8-sig")) == version
    except (OSError, UnicodeDecodeError):
        return False


def _tell(file: CheckedFile, format: str, environment: Environment) -> None:
    """What was found in one file, as soon as it is known; never wrapped, for editors read the lines."""
    from pdtutor.render.lessons.soundness import lines

    environment.write(_spelled("\n".join(lines(file)), format))


def _spelled(text: str, format: str) -> str:
    from pdtutor.render.ascii import spelled

    return spelled(text) if format == "plain" else text


def _conclude(files: Sequence[CheckedFile], is_mutated: bool, format: str, environment: Environment) -> None:
    import json

    from pdtutor.render.lessons.soundness import document, summary

    environment.write(json.dumps(document(files, is_mutated), allow_nan=False) if format == "json" else _spelled(summary(files), format))
