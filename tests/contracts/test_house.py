"""The house: its files open by saying what belongs in them, name neighbours that are there, and import each other in no circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pdtutor"
FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in PACKAGE.rglob("*.py")}
LIKE_THEIR_FOLDER = ("pdtutor.practice.exercises.tables.", "pdtutor.render.pages.", "pdtutor.render.json.")  # which says it for them all
A_LESSON_RUNS_COMMANDS = {"pdtutor.cli.worked"}  # the one place from which the program is called again


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


def opening(name: str) -> str:
    return ast.get_docstring(tree(name)) or ""


def says_what_belongs(name: str) -> bool:
    is_like_its_folder = name.startswith(LIKE_THEIR_FOLDER) or name == "pdtutor.__main__"
    return all(words in opening(name) for words in (() if is_like_its_folder else ("Belongs here:", "Does not:")))


def test_every_file_opens_by_saying_what_belongs_there_and_what_does_not() -> None:
    assert [name for name in FILES if not opening(name) or not says_what_belongs(name)] == []


def is_there(neighbour: str, folder: Path) -> bool:
    """A file, a folder, or a name in a file (`sentences.function_name`), beside the one that speaks of it or further up."""
    places = [base.joinpath(*neighbour.split(".")) for base in (folder, *folder.parents)]
    names = [place.parent.with_suffix(".py") for place in places if "." in neighbour]
    return any(place.is_dir() or place.with_suffix(".py").is_file() for place in places) or any(map(Path.is_file, names))


def elsewhere(name: str) -> Iterator[str]:
    """The neighbours in which an opening says that other things belong."""
    _, _, said = opening(name).partition("Does not:")
    for brackets in re.findall(r"\(((?:`[a-z_.]+`(?:, | and | or )?)+)\)", " ".join(said.split())):
        yield from re.findall(r"`([a-z_.]+)`", brackets)


def test_where_else_a_thing_belongs_is_a_place_that_there_is() -> None:
    said = [(name, neighbour) for name in FILES for neighbour in elsewhere(name)]
    assert len(said) > len(FILES) / 2
    assert [(name, neighbour) for name, neighbour in said if not is_there(neighbour, FILES[name].parent)] == []


def imported(name: str) -> Iterator[str]:
    """The files of the package that a file imports, wherever in it, but for types."""
    waiting: list[ast.AST] = [tree(name)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "pdtutor":
            yield from (full if (full := f"{node.module}.{alias.name}") in FILES else node.module for alias in node.names)
        waiting += ast.iter_child_nodes(node)


def test_no_files_import_each_other_in_a_circle() -> None:
    left = {name: {each for each in imported(name) if each != name} & FILES.keys() for name in FILES if name not in A_LESSON_RUNS_COMMANDS}
    while done := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in done:
            del left[name]
    assert sorted(left) == []
