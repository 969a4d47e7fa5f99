"""`lesson check`: is a lesson's file sound, and if not, where?

Belongs here: from options to checked files to what is written. Does not: checking (`course`), how a finding reads (`render.lessons`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pdtutor.cli import collection
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode

if TYPE_CHECKING:
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
            _tell(file, environment)
    _conclude(checked, mutate, format, environment)
    return ExitCode.DONE if all(file.is_sound for file in checked) else ExitCode.NEGATIVE


def _checked(references: Sequence[str], is_mutated: bool, environment: Environment) -> Iterator[CheckedFile]:
    from pdtutor.cli import worked
    from pdtutor.course.checked import checked

    paths = _paths(references, environment)
    sources = [_source(path, environment) for path in paths]
    return checked(sources, _known(paths, environment), partial(worked.problem, environment=environment), is_mutated)


def _paths(references: Sequence[str], environment: Environment) -> list[Path]:
    """The files that are meant. Raises FileError where there is none of such a name."""
    from pdtutor.cli.lesson_folders import ENDINGS, all_lessons, find

    if not references:
        return [found.path for found in all_lessons(environment).found]
    paths: list[Path] = []
    for reference in references:
        folder = environment.folder / reference
        inside = sorted(path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS) if folder.is_dir() else None
        paths += [find(reference, environment)] if inside is None else inside
    return list(dict.fromkeys(paths))


def _source(path: Path, environment: Environment) -> Source:
    from pdtutor.cli.lesson_folders import content
    from pdtutor.course.checked import source
    from pdtutor.course.loader import load_bytes

    name = _named(path, environment)
    return source(name, lambda: load_bytes(content(path), name))


def _named(path: Path, environment: Environment) -> str:
    """The path as short as it can be told from here."""
    here = environment.folder.resolve()
    return str(path.resolve().relative_to(here)) if path.resolve().is_relative_to(here) else str(path)


def _known(paths: Sequence[Path], environment: Environment) -> Mapping[str, tuple[str, ...]]:
    """The lessons elsewhere, by id, with what each requires."""
    from pdtutor.cli.lesson_folders import all_lessons

    checked = {path.resolve() for path in paths}
    found = (each for each in all_lessons(environment).found if each.listed is not None and each.path.resolve() not in checked)
    return {each.listed.id: tuple(each.listed.requires) for each in found if each.listed is not None}


def _tell(file: CheckedFile, environment: Environment) -> None:
    """What was found in one file, as soon as it is known; never wrapped, for editors read the lines."""
    from pdtutor.render.lessons.soundness import lines

    environment.write("\n".join(lines(file)))


def _conclude(files: Sequence[CheckedFile], is_mutated: bool, format: str, environment: Environment) -> None:
    import json

    from pdtutor.render.lessons.soundness import document, summary

    environment.write(json.dumps(document(files, is_mutated), allow_nan=False) if format == "json" else summary(files))
