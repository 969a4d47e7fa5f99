"""Where lessons are: those that come with pdtutor, in the folders of PDTUTOR_LESSONS, and in installed packages.

Belongs here: the folders, finding a lesson by its id or path, reading a file whatever it is. Does not: what files say (`course`), showing a
list (`teaching`). Loads neither pydantic nor SymPy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from pdtutor.cli.environment import Environment
from pdtutor.course.listing import Listed, listed
from pdtutor.course.problems import LessonError, nearest, quoted
from pdtutor.course.yaml_text import LONGEST, too_large
from pdtutor.errors import FileError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

VARIABLE = "PDTUTOR_LESSONS"
GROUP = "pdtutor.lessons"
BUNDLED = "pdtutor"
ENDINGS = (".yaml", ".yml")
PACKAGE = Path(__file__).parents[1]


class Folder(NamedTuple):
    """A folder of lessons, and what it is known by: pdtutor, PDTUTOR_LESSONS, or the name of an installed package."""

    path: Path
    source: str


@dataclass(frozen=True)
class Found:
    """A lesson's file.

    source   as of its folder
    listed   what a list shows of it; None where it cannot be read as a lesson, and then `problem` says why
    """

    path: Path
    source: str
    listed: Listed | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Lessons:
    """All lessons in the order in which they are looked for, and notes on what is missing or left out."""

    found: tuple[Found, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Folders:
    """All folders of lessons in the order in which they are looked through, and notes on what is missing."""

    found: tuple[Folder, ...]
    notes: tuple[str, ...] = ()


# --- lessons --------------------------------------------------------------------------------------------------------------------------


def all_lessons(environment: Environment) -> Lessons:
    """Every lesson there is. Of two with one id the first is kept; files that are no lessons are among them with their problem."""
    notes: list[str] = []
    taken: dict[str, Path] = {}
    kept = []
    for lesson in _lessons(environment, notes.append):
        id = lesson.listed and lesson.listed.id
        if id in taken:
            notes.append(f"{lesson.path} is left out: its id {id} is that of {taken[id]}.")
            continue
        if id:
            taken[id] = lesson.path
        kept.append(lesson)
    return Lessons(tuple(kept), tuple(notes))


def next_after(id: str, environment: Environment) -> str | None:
    """The id of a lesson to go on with: the first that builds on this one and on as little else as any; None where there is none."""
    building = [each.listed for each in all_lessons(environment).found if each.listed is not None and id in each.listed.requires]
    return min(building, key=lambda listed: len(listed.requires)).id if building else None


def find(reference: str, environment: Environment) -> Path:
    """The file of a lesson, given by its id or by its path: what ends in .yaml or .yml, or has a slash, is a path.

    Raises FileError where there is none, with the nearest id.
    """
    if reference.casefold().endswith(ENDINGS) or any(separator in reference for separator in (os.sep, os.altsep) if separator):
        path = environment.folder / reference
        if os.path.exists(path):  # unlike the method, for any text
            return path
        raise FileError(
            f"There is no file {quoted(reference)}.", hint="A lesson that comes with pdtutor goes by its id: pdtutor lesson list"
        )
    ids: list[str] = []
    for lesson in _lessons(environment, lambda _: None):
        if lesson.listed and lesson.listed.id == reference:
            return lesson.path
        ids += [lesson.listed.id] if lesson.listed else []
    raise FileError(
        f"There is no lesson {quoted(reference)}.{_meant(reference, ids, environment)}", hint="All of them: pdtutor lesson list"
    )


def _meant(reference: str, ids: list[str], environment: Environment) -> str:
    """A question after the file of that name, or after the nearest id."""
    files = [reference + ending for ending in ENDINGS if os.path.isfile(environment.folder / (reference + ending))]
    return f" Did you mean the file {files[0]}?" if files else nearest(reference, ids)


def content(path: Path) -> bytes:
    """What is in a lesson's file; a pipe or a device, which might never end, is not even opened.

    Raises FileError where it cannot be read, LessonError where it is longer than any lesson.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FileError(f"{path} is a folder.", hint="Name one of the files in it.")
        if not path.is_file():
            raise FileError(f"{path} is no file: nothing of it is read.")
        if size > LONGEST:
            raise LessonError(str(path), [too_large(size)])
        with path.open("rb") as stream:
            return stream.read(LONGEST + 1)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {_reason(error)}.") from None


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _lessons(environment: Environment, note: Callable[[str], object]) -> Iterator[Found]:
    """The lessons of all folders, each folder's by the names of the files."""
    for folder in _folders(environment, note):
        try:
            paths = files_in(folder.path)
        except FileError:
            note(f"The folder {folder.path} of {folder.source} cannot be read.")
            continue
        for path in paths:
            yield _found(path, folder.source)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that may be lessons, by name. Raises FileError where it cannot be read."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise FileError(f"The folder {folder} cannot be read: {_reason(error)}.") from None
    return [path for path in paths if path.suffix.casefold() in ENDINGS and not path.name.startswith(".") and os.path.isfile(path)]


def _found(path: Path, source: str) -> Found:
    try:
        return Found(path, source, listed(content(path), str(path)))
    except LessonError as error:
        return Found(path, source, problem=error.problems[0].message)
    except FileError as error:
        return Found(path, source, problem=error.message)


# --- folders --------------------------------------------------------------------------------------------------------------------------


def folders(environment: Environment) -> Folders:
    """Every folder that lessons are looked for in."""
    notes: list[str] = []
    return Folders(tuple(_folders(environment, notes.append)), tuple(notes))


def _folders(environment: Environment, note: Callable[[str], object]) -> Iterator[Folder]:
    """Each folder once, in the order in which lessons are looked for."""
    seen = set()
    for folders in (_bundled(), _of_variable(environment, note), _of_packages(note)):
        for folder in folders:
            place = os.stat(folder.path)  # unlike its real path, known also where the current folder is gone
            if (place.st_dev, place.st_ino) not in seen:
                seen.add((place.st_dev, place.st_ino))
                yield folder


def _bundled() -> Iterator[Folder]:
    """Inside the package where it is installed, beside it in a checkout."""
    for path in (PACKAGE / "_lessons", PACKAGE.parent / "lessons"):
        if path.is_dir() and (path.parent == PACKAGE or (PACKAGE.parent / "pyproject.toml").is_file()):
            yield Folder(path, BUNDLED)
            return


def _of_variable(environment: Environment, note: Callable[[str], object]) -> Iterator[Folder]:
    for part in filter(None, environment.variables.get(VARIABLE, "").split(os.pathsep)):
        path = environment.folder / part
        if os.path.isdir(path):
            yield Folder(path, VARIABLE)
        else:
            note(f"{VARIABLE} names {quoted(part)}, which is no folder.")


def _of_packages(note: Callable[[str], object]) -> Iterator[Folder]:
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP)):
        source = entry.dist.name if entry.dist else entry.name
        try:
            yield Folder(_declared(entry), source)
        except (Exception, SystemExit) as error:  # whatever the code of others does while it is loaded
            said = f" {quoted(str(error))}" if str(error) else ""
            note(f"The lessons of {source} cannot be found: {type(error).__name__}{said}.")


def _declared(entry: EntryPoint) -> Path:
    """The folder that an installed package declares: the `lessons` of a package or module, else where that stands itself.

    Raises whatever loading it raises, NotADirectoryError where it declares no folder.
    """
    found = entry.load()
    home = _home(found if isinstance(found, ModuleType) else import_module(entry.module))
    if isinstance(found, ModuleType):
        found = getattr(found, "lessons", home)
    path = _home(found) if isinstance(found, ModuleType) else home / found
    if not path.is_dir():
        raise NotADirectoryError(path)
    return path


def _home(module: ModuleType) -> Path:
    """The folder of a package, or the one that a module stands in."""
    places = [*getattr(module, "__path__", ()), os.path.dirname(module.__file__ or "")]
    return Path(places[0])
